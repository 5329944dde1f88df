/** What the lab asks and demands of MySQL and MariaDB alike. */
import { ask } from './dial.ts';
import { joinedFlags } from './flags.ts';
import type { Site } from './product.ts';

/** Where it listens, and where its socket and the number of its process stand. */
export function placeFlags(site: Site): readonly string[] {
  return joinedFlags({
    '--bind-address': site.address,
    '--port': site.port('mysql'),
    '--socket': `${site.folder}/s`,
    '--pid-file': `${site.folder}/pid`,
  });
}

/** Who is not let in hears so in place of the greeting; `named` stands in a greeting. */
export async function greets(site: Site, named = ''): Promise<boolean> {
  const answer = await ask(site.dial('mysql'), '', (sofar) => sofar.length > 7);
  if (site.state === 'source-denied') return answer[4] === 0xff && answer.readUInt16LE(5) === 1130;
  return answer[4] === 10 && answer.includes(named);
}

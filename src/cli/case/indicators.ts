/** `nightlatch case indicators`: signs that somebody was at work, each with how it may be innocent. */
import { journalOf, readCase } from '../../incident/case/case.ts';
import { lookForSigns } from '../../incident/indicators/look.ts';
import { forTerminal } from '../../report/escape.ts';
import { EXIT } from '../exit.ts';
import { say } from '../terminal.ts';
import { accessTo, type AccessOptions } from './access.ts';
import { folderOf } from './folder.ts';

export async function caseIndicators(word: string, options: AccessOptions): Promise<number> {
  const found = readCase(folderOf(word));
  const look = await lookForSigns(accessTo(found, options), () => new Date());
  journalOf(found.folder).add({ kind: 'indicators', looked: look.looked, found: look.found });
  for (const { title, evidence, innocent } of look.found) {
    process.stdout.write(`${title}\n`);
    for (const line of evidence) process.stdout.write(`  ${forTerminal(line)}\n`);
    process.stdout.write(`  Innocent, it would be: ${innocent}.\n`);
  }
  process.stdout.write(`${look.looked.length} signs looked for, ${look.found.length} seen.\n`);
  for (const untold of look.untold) say(forTerminal(`Could not be told: ${untold}`));
  return look.found.length > 0 ? EXIT.findings : EXIT.clean;
}

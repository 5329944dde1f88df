/** Of a server that was found inside TLS: does it answer the same question without TLS as well? */
import { WireError, type Dialogue } from '../protocols/line.ts';
import { WAIT } from './opening-order.ts';
import type { Family, Look, Opening } from './service.ts';

/** The look, and what clear text gets there; costs a connection only where clear text was not tried before. */
export async function lookInClear(
  family: Family,
  { dialogue, opening }: { readonly dialogue: Dialogue; readonly opening: Opening },
  conduct: (dialogue: Dialogue, opening: Opening) => Promise<Look>,
): Promise<Look> {
  const found = await conduct(dialogue, opening);
  if (!opening.line.encrypted) return found;
  return {
    ...found,
    plaintext: opening.plainRefused === true ? false : await answersInClear(family, dialogue),
  };
}

async function answersInClear(family: Family, dialogue: Dialogue): Promise<boolean | null> {
  const { opening, recognises } = family;
  if (!opening) return null;
  try {
    const line = await dialogue.open();
    opening.ask(dialogue, line);
    const answer = await line.listen(WAIT.guess);
    line.close();
    if (answer.outcome === 'silent') return null;
    return answer.outcome === 'bytes' && recognises(answer.bytes, opening.name);
  } catch (error) {
    if (error instanceof WireError) return null;
    throw error;
  }
}

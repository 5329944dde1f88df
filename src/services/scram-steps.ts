/** The steps of SCRAM at which a server may turn out to be none of the owner's. */
import { ProtocolError } from '../protocols/codec.ts';
import { WireError } from '../protocols/line.ts';
import type { ScramClient } from '../protocols/scram.ts';

export function answerTo(scram: ScramClient, challenge: string): string {
  try {
    return scram.answer(challenge);
  } catch (error) {
    if (error instanceof ProtocolError) throw new WireError('not-this-protocol', error.message);
    throw error;
  }
}

/** One that lets anybody in does not know the password itself. */
export function checkServer(scram: ScramClient, last: string): void {
  if (!scram.isServer(last))
    throw new WireError('not-this-protocol', 'the server does not know the password itself');
}

/**
 * What an account of the owner's finds in a NATS: that it is let in. Streams are listed to whoever publishes a request
 * for them (https://docs.nats.io/reference/reference-protocols/nats_api_reference), and nothing is published here; the
 * monitoring port lists them to anybody.
 */
import type { Dialogue } from '../../protocols/line.ts';
import { encodeNatsConnect, parseNatsLine } from '../../protocols/nats.ts';
import { boundedJson } from '../families/bounded-json.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { nats } from './header.ts';
import { clientName, encryptWhereOffered, nextLine } from './look.ts';

const declares = { id: 'nats inventory', sends: nats.lists ?? [] };
/** Before PONG comes the greeting once more, with what the account may. */
const MOST_LINES = 4;

export async function takeNatsInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const { into, logIn, look, tls } = task;
  // A signature is no password.
  if (!logIn || !look.authMethods.includes('cleartext')) return;
  const dialogue = all.speaking(declares);
  const line = await dialogue.open({ tls });
  try {
    const greeting = await line.read(parseNatsLine);
    await encryptWhereOffered(
      greeting.kind === 'INFO' ? boundedJson(greeting.text) : undefined,
      line,
    );
    line.send('nats', encodeNatsConnect(clientName(dialogue), logIn));
    for (let read = 0; read < MOST_LINES; read += 1) {
      const answer = await nextLine(line);
      if (answer?.kind === 'PONG') {
        into.listed();
        into.missed('Streams are listed to whoever publishes, and nothing was published.');
        return;
      }
      if (answer?.kind !== 'INFO' && answer?.kind !== 'PING') break;
    }
    into.missed(MISSED.refused);
  } finally {
    line.close();
  }
}

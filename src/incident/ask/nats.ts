/**
 * NATS. Its greeting is what it tells of itself to a client; the question is always `INFO`, and is answered while PING is.
 * https://docs.nats.io/reference/reference-protocols/nats-protocol
 */
import { WireError, type Line } from '../../protocols/line.ts';
import { encodeNatsConnect, parseNatsLine, type NatsLine } from '../../protocols/nats.ts';
import { AskError, inSession, talkTo, type Access, type Asker } from './asker.ts';

const MOST_LINES = 16;
const PING = Buffer.from('PING\r\n');

export async function askNats(access: Access): Promise<Asker> {
  return await inSession(access, async (session) => {
    const line = await talkTo(session).open({ tls: access.tls });
    const greeting = await line.read(parseNatsLine);
    const info = greeting.kind === 'INFO' ? greeting.text : '';
    if (/"tls_required":\s*true/.test(info) && !line.encrypted) await line.encrypt('upgrade');
    const { user, password = '', agent } = access;
    const account = user === undefined ? undefined : { user, password };
    line.send('nats', encodeNatsConnect(agent, account));
    await untilPong(line);
    return {
      async ask() {
        line.send('nats', PING);
        await untilPong(line);
        return { text: `${info}\n`, rows: [[info]], cut: false };
      },
      [Symbol.asyncDispose]: async () => await session[Symbol.asyncDispose](),
    };
  });
}

async function untilPong(line: Line): Promise<void> {
  for (let read = 0; read < MOST_LINES; read += 1) {
    const next = await line.read(parseNatsLine).catch((error: unknown): NatsLine => {
      // An older one hangs up on whom it does not let in.
      if (error instanceof WireError && error.fault === 'closed')
        return { kind: '-ERR', text: 'closed' };
      throw error;
    });
    if (next.kind === 'PONG') return;
    if (next.kind === '-ERR') throw new AskError(/^[\w ]{1,40}/.exec(next.text)?.[0] ?? '-ERR');
  }
  throw new AskError('no PONG');
}

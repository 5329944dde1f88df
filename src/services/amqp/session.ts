/** A session in AMQP 0-9-1, from the log-in to the look at an exchange that is always there. */
import {
  encodeAmqp,
  encodeAmqpHeader,
  parseAmqp,
  type AmqpAccount,
  type AmqpAnswer,
} from '../../protocols/amqp.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import { EXCHANGE } from './header.ts';

export interface Session {
  /** It let us in. */
  readonly isIn: boolean;
  /** What came of the log-in, in the protocol's words. */
  readonly word: string;
  /** The answer to the exchange that is always there, and to one that does not exist. */
  readonly exchange?: AmqpAnswer | undefined;
  readonly control?: AmqpAnswer | undefined;
}

/** On a line of its own, up to Connection.Start. */
export async function dialUp(dialogue: Dialogue, tls: boolean): Promise<Line> {
  const line = await dialogue.open({ tls });
  await line.ask('amqp', encodeAmqpHeader(), parseAmqp);
  return line;
}

export async function logIn(
  dialogue: Dialogue,
  line: Line,
  account?: AmqpAccount,
): Promise<Session> {
  const { agent } = dialogue;
  line.send('amqp', encodeAmqp({ kind: 'start-ok', agent, ...(account && { account }) }));
  const tune = await next(line);
  if (tune?.kind !== 'tune') return { isIn: false, word: wordFor(tune) };
  line.send(
    'amqp',
    encodeAmqp({ kind: 'tune-ok', limits: tune.limits }, { kind: 'open', host: '/' }),
  );
  const open = await next(line);
  if (open?.kind !== 'open-ok') return { isIn: false, word: wordFor(open) };
  line.send(
    'amqp',
    encodeAmqp(
      { kind: 'channel-open' },
      { kind: 'exchange-exists', exchange: EXCHANGE },
      { kind: 'exchange-exists', exchange: dialogue.nonce() },
    ),
  );
  const channel = await next(line);
  const exchange = channel?.kind === 'channel-open-ok' ? await next(line) : channel;
  const control = exchange?.kind === 'exchange-ok' ? await next(line) : undefined;
  if (line.usable) line.send('amqp', encodeAmqp({ kind: 'close' }));
  return { isIn: true, word: wordFor(open), exchange, control };
}

/** The next method; heartbeats are nothing to wait for. `undefined` where it hung up. */
async function next(line: Line): Promise<AmqpAnswer | undefined> {
  try {
    const answer = await line.read(parseAmqp);
    return answer.kind === 'other' ? await line.read(parseAmqp) : answer;
  } catch (error) {
    if (error instanceof WireError && (error.fault === 'closed' || error.fault === 'reset'))
      return undefined;
    throw error;
  }
}

const WORDS: Readonly<Record<string, string>> = {
  'open-ok': 'Connection.OpenOk',
  'exchange-ok': 'Exchange.DeclareOk',
  close: 'Connection.Close',
  'channel-close': 'Channel.Close',
};

/** https://www.rabbitmq.com/amqp-0-9-1-reference#constants */
const CODES: ReadonlyMap<number, string> = new Map([
  [403, 'ACCESS_REFUSED'],
  [404, 'NOT_FOUND'],
  [530, 'NOT_ALLOWED'],
]);

export function wordFor(answer: AmqpAnswer | undefined): string {
  if (!answer) return 'hung up';
  const word = WORDS[answer.kind] ?? 'something else';
  if (answer.kind !== 'close' && answer.kind !== 'channel-close') return word;
  return `${word} ${answer.code}${CODES.has(answer.code) ? ` ${CODES.get(answer.code)}` : ''}`;
}

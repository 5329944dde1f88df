/**
 * Brokers of AMQP 1.0. What they are they say once they have let somebody in; a mechanism that does not exist is the
 * negative control. No link is attached: brokers make the queue that one asks for.
 * https://docs.oasis-open.org/amqp/core/v1.0/os/amqp-core-security-v1.0-os.html
 */
import {
  encodeAmqp1Init,
  encodeAmqp1Open,
  encodeAmqp1Sasl,
  parseAmqp1,
  type Amqp1Answer,
} from '../../protocols/amqp1.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import { look, type Look } from '../service.ts';
import { methodsOf, namedBy, type Facts } from './start.ts';

const LET_IN = 0;

export async function lookAtAmqp1(dialogue: Dialogue, tls: boolean, base: Facts): Promise<Look> {
  const line = await dialogue.open({ tls });
  const mechanisms = await sasl(line);
  if (!mechanisms)
    return look({
      ...base,
      access: 'identified',
      reason: 'It speaks a version of AMQP that is not 0-9-1, and offers no SASL.',
    });
  const facts = { ...base, authMethods: methodsOf(mechanisms) };
  if (!mechanisms.includes('ANONYMOUS'))
    return look({
      ...facts,
      access: 'protected',
      reason: 'It speaks AMQP 1.0, and lists no mechanism for a client without an account.',
      proof: [{ asked: 'AMQP 1.0 SASL', answered: 'mechanisms without ANONYMOUS' }],
    });
  const { outcome, opened } = await logIn(dialogue, line);
  line.close();
  const control = isIn(outcome) ? await refusal(dialogue, tls) : undefined;
  return judge(facts, { outcome, opened, control });
}

/** The mechanisms, behind the header of the SASL layer. */
async function sasl(line: Line): Promise<readonly string[] | undefined> {
  line.send('amqp1', encodeAmqp1Sasl());
  const header = await next(line);
  const listed = header?.kind === 'header' ? await next(line) : undefined;
  return listed?.kind === 'mechanisms' ? listed.mechanisms : undefined;
}

interface LogIn {
  readonly outcome: Amqp1Answer | undefined;
  readonly opened: Amqp1Answer | undefined;
}

async function logIn(dialogue: Dialogue, line: Line): Promise<LogIn> {
  line.send('amqp1', encodeAmqp1Init('ANONYMOUS'));
  const outcome = await next(line);
  if (outcome?.kind !== 'outcome' || outcome.code !== LET_IN) return { outcome, opened: undefined };
  line.send('amqp1', encodeAmqp1Open(dialogue.agent));
  const header = await next(line);
  return { outcome, opened: header?.kind === 'header' ? await next(line) : header };
}

/** What comes of a mechanism that does not exist. */
async function refusal(dialogue: Dialogue, tls: boolean): Promise<Amqp1Answer | undefined> {
  const line = await dialogue.open({ tls });
  if (!(await sasl(line))) return undefined;
  line.send('amqp1', encodeAmqp1Init(dialogue.nonce()));
  const outcome = await next(line);
  line.close();
  return outcome;
}

async function next(line: Line): Promise<Amqp1Answer | undefined> {
  try {
    return await line.read(parseAmqp1);
  } catch (error) {
    if (error instanceof WireError && (error.fault === 'closed' || error.fault === 'reset'))
      return undefined;
    throw error;
  }
}

function isIn(answer: Amqp1Answer | undefined): boolean {
  return answer?.kind === 'outcome' && answer.code === LET_IN;
}

function wordFor(answer: Amqp1Answer | undefined): string {
  if (!answer) return 'hung up';
  return answer.kind === 'outcome' ? `sasl-outcome ${answer.code}` : answer.kind;
}

interface Answers extends LogIn {
  readonly control: Amqp1Answer | undefined;
}

function judge(facts: Facts, { outcome, opened, control }: Answers): Look {
  const seen = {
    ...facts,
    ...(opened?.kind === 'open' && namedBy(opened.properties)),
    proof: [
      { asked: 'sasl-init ANONYMOUS', answered: wordFor(outcome) },
      { asked: 'open', answered: wordFor(opened) },
    ],
    control: [
      { asked: 'sasl-init with a mechanism that does not exist', answered: wordFor(control) },
    ],
  };
  if (!isIn(outcome))
    return look({
      ...seen,
      control: [],
      access: 'protected',
      authMethods: (facts.authMethods ?? []).filter((method) => method !== 'none'),
      reason: 'It speaks AMQP 1.0, lists ANONYMOUS, and refuses it to us.',
    });
  if (isIn(control))
    return look({
      ...seen,
      product: null,
      access: 'decoy',
      reason: 'It lets a client in by a mechanism that does not exist.',
    });
  if (opened?.kind !== 'open')
    return look({
      ...seen,
      access: 'identified',
      reason: 'It lets a client without an account in (ANONYMOUS), and opens no connection for it.',
    });
  return look({
    ...seen,
    access: 'open',
    grants: 'metadata',
    reason: 'It lets a client without an account in (ANONYMOUS), and opens a connection for it.',
  });
}

/** The conversation with an AMQP broker before a log-in. */
import { parseAmqp } from '../../protocols/amqp.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { look, type Look, type Opening } from '../service.ts';
import { lookAtAmqp1 } from './amqp-1.ts';
import { amqp, askHeader } from './header.ts';
import { logIn, wordFor, type Session } from './session.ts';
import { methodsOf, namedBy, type Facts } from './start.ts';

export async function lookAtAmqp(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const line = await ourLine(dialogue, opening);
  const base: Facts = { protocol: 'amqp', plaintext: line.encrypted ? null : true };
  const hello = await line.read(parseAmqp);
  if (hello.kind === 'header') {
    line.close();
    return lookAtAmqp1(dialogue, line.encrypted, base);
  }
  if (hello.kind !== 'start')
    return look({
      ...base,
      access: 'identified',
      reason: 'Its frames are those of AMQP, and do not begin a connection.',
    });
  const { properties, mechanisms } = hello;
  const facts = { ...base, ...namedBy(properties), authMethods: methodsOf(mechanisms) };
  if (mechanisms.includes('ANONYMOUS')) return judgeAnonymous(facts, await logIn(dialogue, line));
  return look({
    ...facts,
    access: 'protected',
    reason: 'It asks every client to log in, and lists no mechanism for one without an account.',
    proof: [{ asked: 'AMQP 0-9-1', answered: 'Connection.Start without ANONYMOUS' }],
  });
}

/** It may have named its protocol in an answer to another question; then ours is still to be asked. */
async function ourLine(dialogue: Dialogue, { line, question }: Opening): Promise<Line> {
  if (question === 'amqp') return line;
  line.close();
  const own = await dialogue.open({ tls: line.encrypted });
  own.narrow(amqp);
  askHeader(dialogue, own);
  return own;
}

function judgeAnonymous(facts: Facts, { isIn, word, exchange, control }: Session): Look {
  const seen = {
    ...facts,
    proof: [
      { asked: 'log-in by ANONYMOUS', answered: word },
      { asked: 'the exchange amq.direct', answered: wordFor(exchange) },
    ],
    control: [{ asked: 'an exchange that does not exist', answered: wordFor(control) }],
  };
  if (!isIn)
    return look({
      ...seen,
      proof: seen.proof.slice(0, 1),
      control: [],
      access: 'protected',
      authMethods: (facts.authMethods ?? []).filter((method) => method !== 'none'),
      reason: 'It lists ANONYMOUS, and refuses it to us; all other clients must log in.',
    });
  if (control?.kind === 'exchange-ok')
    return look({
      ...seen,
      product: null,
      access: 'decoy',
      reason: 'It knows an exchange that does not exist.',
    });
  if (exchange?.kind === 'exchange-ok' && control?.kind === 'channel-close')
    return look({
      ...seen,
      access: 'open',
      grants: 'read',
      reason: 'It lets a client without an account in (ANONYMOUS), and answers its questions.',
    });
  return look({
    ...seen,
    access: 'unknown',
    reason: 'It lets a client without an account in (ANONYMOUS), and did not answer its questions.',
  });
}

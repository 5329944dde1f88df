/**
 * RethinkDB over its driver port. Every session belongs to an account; whether `admin` has a password is tried with the
 * owner's leave. https://rethinkdb.com/docs/permissions-and-accounts/
 */
import { untrustedVersion } from '../../model/untrusted.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { encodeRethink, parseRethinkGreeting } from '../../protocols/rethinkdb.ts';
import { look, type Look, type Opening } from '../service.ts';

export async function lookAtRethink(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const line =
    opening.question === 'rethinkdb' ? opening.line : await again(dialogue, opening.line);
  const greeting = await line.read(parseRethinkGreeting);
  const facts = look({
    product: 'rethinkdb',
    protocol: 'rethinkdb',
    access: 'identified',
    reason: 'It speaks another version of its protocol than 1.0.',
    plaintext: line.encrypted ? null : true,
    proof: [{ asked: 'handshake 1.0', answered: greeting.kind }],
  });
  if (greeting.kind !== 'version') return facts;
  return {
    ...facts,
    version: untrustedVersion(greeting.version),
    access: 'protected',
    authMethods: ['scram'],
    reason: 'It asks every client for a log-in; whether admin has a password was not tried.',
  };
}

async function again(dialogue: Dialogue, { encrypted }: Line): Promise<Line> {
  const line = await dialogue.open({ tls: encrypted });
  line.send('rethinkdb', encodeRethink({ kind: 'version' }));
  return line;
}

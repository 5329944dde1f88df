/** The conversation with a Cassandra before a log-in. */
import type { AuthMethod } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import { encodeCqlOptions, type CqlAnswer } from '../../protocols/cql.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { look, type Look, type Opening } from '../service.ts';
import { cassandra } from './header.ts';
import { askInside, start, startUp, TAKES_PASSWORD } from './session.ts';
import { judgeInside, wordFor, type Facts } from './verdict.ts';

export async function lookAtCql(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const started = await start(dialogue, await ourLine(dialogue, opening));
  const { line, options } = started;
  const facts: Facts = {
    product: productOf(options),
    protocol: 'cql',
    plaintext: line.encrypted ? null : true,
  };
  if (options.kind !== 'supported')
    return look({
      ...facts,
      access: 'identified',
      reason: `It speaks CQL, in no version that we speak: ${wordFor(options)}.`,
    });
  const ready = await startUp(dialogue, started);
  if (ready.kind === 'ready') return judgeInside(facts, await askInside(dialogue, started));
  return ready.kind === 'authenticate'
    ? asksForLogIn(facts, ready.className)
    : look({
        ...facts,
        access: 'unknown',
        reason: `It answered STARTUP neither with READY nor with a request to log in: ${wordFor(ready)}.`,
        proof: [{ asked: 'STARTUP', answered: wordFor(ready) }],
      });
}

/** It may have named itself in an answer to another question; then ours is still to be asked. */
async function ourLine(dialogue: Dialogue, { line, question }: Opening): Promise<Opening['line']> {
  if (question === 'cql') return line;
  line.close();
  const own = await dialogue.open({ tls: line.encrypted });
  own.narrow(cassandra);
  own.send('cql', encodeCqlOptions(4));
  return own;
}

/** https://github.com/scylladb/scylladb/blob/master/docs/dev/protocol-extensions.md */
function productOf(options: CqlAnswer): string {
  const isScylla =
    options.kind === 'supported' && options.options.some((name) => name.startsWith('SCYLLA_'));
  return isScylla ? 'scylladb' : 'cassandra';
}

const METHODS: readonly [RegExp, AuthMethod][] = [
  [TAKES_PASSWORD, 'cleartext'],
  [/MutualTls\w*$/, 'client-certificate'],
];

function asksForLogIn(facts: Facts, className: string): Look {
  const method = METHODS.find(([pattern]) => pattern.test(className))?.[1] ?? 'other';
  return look({
    ...facts,
    access: 'protected',
    reason: 'It asks every client to log in (AUTHENTICATE).',
    proof: [{ asked: 'STARTUP', answered: 'AUTHENTICATE' }],
    authMethods: [method],
    says: { authenticator: untrusted(className) },
  });
}

/** The published account of Cassandra, with the owner's leave. */
import type { Dialogue, Line } from '../../protocols/line.ts';
import type { Exchange } from '../../model/observation.ts';
import type { AccountLeave, Look } from '../service.ts';
import { askOptions, cassandra } from './header.ts';
import { askInside, start, startUpAs, type Started } from './session.ts';
import { wordFor } from './verdict.ts';

const MOST = 3;

export async function tryCqlAccounts(
  all: Dialogue,
  seen: Look,
  { pairs, tried }: AccountLeave,
): Promise<Look> {
  if (seen.access !== 'protected' || !seen.authMethods.includes('cleartext')) return seen;
  const dialogue = all.speaking(cassandra);
  const tls = seen.plaintext !== true;
  const exchanges: Exchange[] = [];
  for (const { user, password } of pairs.slice(0, MOST)) {
    const attempt = await logIn(dialogue, tls, user, password);
    tried(user, password, attempt.isIn);
    exchanges.push({
      asked: `log-in as ${user} with its published password`,
      answered: attempt.word,
    });
    if (!attempt.isIn) continue;
    const { release, keyspaces } = await askInside(dialogue, attempt.started);
    attempt.started.line.close();
    const random = await logIn(dialogue, tls, dialogue.nonce(), password);
    random.started.line.close();
    const control = [{ asked: 'log-in under a random name', answered: random.word }];
    const proof = [
      ...seen.proof,
      ...exchanges,
      { asked: 'the names of the keyspaces', answered: wordFor(keyspaces) },
    ];
    if (random.isIn)
      return {
        ...seen,
        proof,
        control,
        product: null,
        access: 'decoy',
        reason: 'It lets a random name in as well.',
      };
    return {
      ...seen,
      proof,
      control,
      version: release,
      access: 'default-password',
      // The account that is shipped is a superuser.
      grants: 'admin',
      reason: `The account ${user} logs in with the password that the vendor publishes.`,
    };
  }
  if (exchanges.length === 0) return seen;
  return {
    ...seen,
    proof: [...seen.proof, ...exchanges],
    reason: 'It asks every client to log in, and refused the published account.',
  };
}

interface Attempt {
  readonly isIn: boolean;
  readonly word: string;
  readonly started: Started;
}

async function logIn(
  dialogue: Dialogue,
  tls: boolean,
  user: string,
  password: string,
): Promise<Attempt> {
  const line: Line = await dialogue.open({ tls });
  askOptions(dialogue, line);
  const started = await start(dialogue, line);
  const answer = await startUpAs(dialogue, started, { user, password });
  return { isIn: answer.kind === 'auth-success', word: wordFor(answer), started };
}

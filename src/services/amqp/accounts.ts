/** The published account of a broker (RabbitMQ's guest), with the owner's leave. */
import type { Exchange } from '../../model/observation.ts';
import type { Dialogue } from '../../protocols/line.ts';
import type { AccountLeave, Look } from '../service.ts';
import { amqp } from './header.ts';
import { dialUp, logIn, wordFor } from './session.ts';

const MOST = 3;

export async function tryAmqpAccounts(
  all: Dialogue,
  seen: Look,
  { pairs, tried }: AccountLeave,
): Promise<Look> {
  if (seen.access !== 'protected' || !seen.authMethods.includes('cleartext')) return seen;
  const dialogue = all.speaking(amqp);
  const tls = seen.plaintext !== true;
  const exchanges: Exchange[] = [];
  for (const account of pairs.slice(0, MOST)) {
    // One after another: the first that is let in is enough.
    const session = await logIn(dialogue, await dialUp(dialogue, tls), account);
    tried(account.user, account.password, session.isIn);
    exchanges.push({ asked: askedAs(account.user), answered: session.word });
    if (!session.isIn) continue;
    const random = { user: dialogue.nonce(), password: account.password };
    const control = await logIn(dialogue, await dialUp(dialogue, tls), random);
    const exchange = { asked: 'the exchange amq.direct', answered: wordFor(session.exchange) };
    const facts = {
      ...seen,
      proof: [...seen.proof, ...exchanges, exchange],
      control: [{ asked: 'log-in under a random name', answered: control.word }],
    };
    return control.isIn
      ? {
          ...facts,
          product: null,
          access: 'decoy',
          reason: 'It lets a random name in as well.',
        }
      : {
          ...facts,
          access: 'default-password',
          // The account that is shipped is an administrator of everything.
          grants: 'admin',
          reason: `The account ${account.user} logs in with the password that the vendor publishes.`,
        };
  }
  if (exchanges.length === 0) return seen;
  return {
    ...seen,
    proof: [...seen.proof, ...exchanges],
    reason: 'It asks every client to log in, and refused the published account.',
  };
}

function askedAs(user: string): string {
  return `log-in as ${user} with its published password`;
}

/**
 * `sa` without a password, with the owner's leave. The log-in goes out in clear, since there is nothing to hide in it;
 * a server that insists on encryption is not asked. A refused log-in stands in the server's log (18456).
 */
import type { Exchange } from '../../model/observation.ts';
import { WireError, type Dialogue } from '../../protocols/line.ts';
import {
  encodeTds,
  ENCRYPT,
  parsePrelogin,
  parseTdsLogin,
  type TdsLogin,
} from '../../protocols/tds.ts';
import type { AccountLeave, Look } from '../service.ts';
import { mssql } from './header.ts';

export async function tryMssqlAccounts(
  all: Dialogue,
  seen: Look,
  { pairs, tried }: AccountLeave,
): Promise<Look> {
  if (seen.access !== 'protected') return seen;
  if (seen.plaintext !== true)
    return { ...seen, reason: `${seen.reason} It insists on encryption, and no log-in was tried.` };
  const dialogue = all.speaking(mssql);
  let facts = seen;
  for (const { user, password } of pairs.filter((pair) => pair.password === '')) {
    const ended = await logIn(dialogue, user);
    tried(user, password, ended.kind === 'in');
    facts = { ...facts, proof: [...facts.proof, exchange(user, ended)] };
    if (ended.kind === 'in') return letIn(dialogue, facts, user);
    facts = {
      ...facts,
      reason: 'It asks every client for a log-in, and refused the well-known ones.',
    };
  }
  return facts;
}

async function letIn(dialogue: Dialogue, seen: Look, user: string): Promise<Look> {
  const random = await logIn(dialogue, dialogue.nonce());
  const facts = { ...seen, control: [exchange('a random name', random)] };
  if (random.kind === 'in')
    return { ...facts, access: 'decoy', reason: 'It lets a random name in without a password.' };
  return {
    ...facts,
    access: 'passwordless',
    grants: user === 'sa' ? 'admin' : 'read',
    reason: `The account ${user} logs in without a password.`,
  };
}

async function logIn(dialogue: Dialogue, user: string): Promise<TdsLogin> {
  const line = await dialogue.open();
  try {
    const prelogin = encodeTds({ kind: 'prelogin', encryption: ENCRYPT.unsupported });
    const { encryption } = await line.ask('tds', prelogin, parsePrelogin);
    if (encryption !== ENCRYPT.unsupported)
      throw new WireError('tls-failed', 'it insists on encryption');
    const login = encodeTds({ kind: 'login', user, agent: dialogue.agent });
    return await line.ask('tds', login, parseTdsLogin);
  } finally {
    line.close();
  }
}

function exchange(name: string, ended: TdsLogin): Exchange {
  return {
    asked: `log-in as ${name} without a password`,
    answered: ended.kind === 'in' ? 'LOGINACK' : `error ${ended.code}`,
  };
}

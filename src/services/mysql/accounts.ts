/**
 * Well-known accounts, with the owner's leave: those without a password, and the vendor's published pairs.
 * A refused log-in is not counted among `max_connect_errors`; one that succeeds sets that count back to nothing.
 */
import type { Exchange } from '../../model/observation.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import type { AccountLeave, Look } from '../service.ts';
import { addressIn, CODE } from './greeting.ts';
import { mysql } from './header.ts';
import { askInside, type Inside } from './inside.ts';
import { logIn, type Account, type LogIn } from './log-in.ts';
import { quit } from './query.ts';

const MOST = 3;

export async function tryMysqlAccounts(
  all: Dialogue,
  seen: Look,
  { pairs, tried }: AccountLeave,
): Promise<Look> {
  if (seen.access !== 'protected') return seen;
  const dialogue = all.speaking(mysql);
  const exchanges: Exchange[] = [];
  const refusals: LogIn[] = [];
  for (const pair of pairs.slice(0, MOST)) {
    // One after another: the first that is let in is enough.
    const ended = await logIn(dialogue, pair);
    if (ended.kind !== 'withheld') tried(pair.user, pair.password, ended.kind === 'in');
    exchanges.push({ asked: askedAs(pair), answered: wordsOf(ended) });
    if (ended.kind === 'in')
      return letIn(dialogue, { ...seen, proof: [...seen.proof, ...exchanges] }, pair, ended.line);
    refusals.push(ended);
  }
  const facts = { ...seen, proof: [...seen.proof, ...exchanges] };
  if (!pairs.some(({ password }) => password === '')) return refused(facts, refusals);
  // Root may have a password, and any other name be let in: https://dev.mysql.com/doc/refman/5.6/en/default-privileges.html
  const random = await logIn(dialogue, { user: dialogue.nonce(), password: '' });
  if (random.kind === 'in') tried('', '', true);
  return random.kind === 'in'
    ? strangerIn({ ...facts, control: exchanges }, random.line)
    : refused(facts, refusals);
}

async function strangerIn(seen: Look, line: Line): Promise<Look> {
  const session = await askInside(line);
  quit(line);
  const asked = { asked: 'log-in under a random name without a password', answered: 'OK' };
  const proof = [...seen.proof, asked, ...session.proof];
  return anybody({ ...seen, ...session.seenAs, grants: session.grants, proof }, session);
}

function askedAs({ user, password }: Account): string {
  return `log-in as ${user} ${password === '' ? 'without a password' : 'with its published password'}`;
}

function wordsOf(ended: LogIn): string {
  if (ended.kind === 'in') return 'OK';
  return ended.kind === 'refused'
    ? `error ${ended.code}`
    : `${ended.plugin} asks for the password itself`;
}

function refused(seen: Look, refusals: readonly LogIn[]): Look {
  if (refusals.length === 0) return seen;
  const codes = refusals.flatMap((each) => (each.kind === 'refused' ? [each.code] : []));
  const text = refusals.map((each) => (each.kind === 'refused' ? each.text : '')).join('\n');
  const facts = { ...seen, ...addressIn(text) };
  if (codes.includes(CODE.tlsRequired))
    return { ...facts, plaintext: false, reason: 'It takes log-ins inside TLS only (3159).' };
  const odd = codes.find((code) => code !== CODE.accessDenied && code !== CODE.socketOnly);
  if (odd !== undefined)
    return {
      ...facts,
      reason: `It asks every client for an account; a log-in ended with error ${odd}.`,
    };
  return {
    ...facts,
    reason: 'It asks every client for an account, and refused the well-known ones.',
  };
}

async function letIn(dialogue: Dialogue, seen: Look, pair: Account, line: Line): Promise<Look> {
  const session = await askInside(line);
  quit(line);
  const random = await logIn(dialogue, { user: dialogue.nonce(), password: pair.password });
  const facts = {
    ...seen,
    ...session.seenAs,
    proof: [...seen.proof, ...session.proof],
    control: [{ asked: 'log-in under a random name', answered: wordsOf(random) }],
    grants: session.grants,
  };
  if (random.kind === 'in') {
    const stranger = await askInside(random.line);
    quit(random.line);
    return anybody(facts, stranger);
  }
  if (session.wantsFile) return anybody(facts, session);
  const empty = pair.password === '';
  return {
    ...facts,
    access: empty ? 'passwordless' : 'default-password',
    reason: `The account ${pair.user} logs in ${empty ? 'without a password' : 'with the password that the vendor publishes'}.`,
  };
}

/** A random name was let in, or something stranger: the server itself says as whom. */
function anybody(facts: Look, { as, wantsFile }: Inside): Look {
  const decoy = { ...facts, access: 'decoy', grants: null } as const;
  if (wantsFile)
    return {
      ...decoy,
      reason:
        'It answers a query by asking for a file of the client, which no real server does unasked.',
    };
  if (as === 'anonymous')
    return {
      ...facts,
      access: 'passwordless',
      reason: 'An anonymous account lets any name in without a password.',
    };
  if (as === 'named')
    return { ...decoy, reason: 'It lets a random name in, under that very name.' };
  return {
    ...facts,
    access: 'open',
    grants: 'admin',
    authMethods: ['none'],
    reason: 'It runs with skip-grant-tables: every name is let in, and may do everything.',
  };
}

/** `admin` without a password, with the owner's leave: the handshake of 0.4 with an empty key is just that log-in. */
import type { Dialogue, Line } from '../../protocols/line.ts';
import {
  encodeRethink,
  parseRethinkDatabases,
  parseRethinkGreeting,
} from '../../protocols/rethinkdb.ts';
import type { AccountLeave, Look } from '../service.ts';
import { rethinkdb } from './header.ts';

const ADMIN = 'admin';

export async function tryRethinkAccounts(
  all: Dialogue,
  seen: Look,
  { pairs, tried }: AccountLeave,
): Promise<Look> {
  if (seen.access !== 'protected') return seen;
  if (!pairs.some(({ user, password }) => user === ADMIN && password === '')) return seen;
  const dialogue = all.speaking(rethinkdb);
  const tls = seen.plaintext !== true;
  const { line, isIn } = await shake(dialogue, '', tls);
  tried(ADMIN, '', isIn);
  const asked = 'log-in as admin without a password';
  const proof = [...seen.proof, { asked, answered: isIn ? 'SUCCESS' : 'ERROR' }];
  if (!isIn) {
    line.close();
    return {
      ...seen,
      proof,
      reason: 'It asks every client for a log-in, and refused admin without a password.',
    };
  }
  const { count } = await line.ask(
    'rethinkdb',
    encodeRethink({ kind: 'databases' }),
    parseRethinkDatabases,
  );
  line.close();
  const random = await shake(dialogue, dialogue.nonce(), tls);
  random.line.close();
  const facts: Look = {
    ...seen,
    proof: [...proof, { asked: 'dbList', answered: count === undefined ? 'an error' : 'a list' }],
    control: [{ asked: 'log-in with a random key', answered: random.isIn ? 'SUCCESS' : 'ERROR' }],
  };
  if (random.isIn) return { ...facts, access: 'decoy', reason: 'It takes a random key as well.' };
  return {
    ...facts,
    access: 'passwordless',
    grants: 'admin',
    reason: 'The account admin logs in without a password.',
  };
}

async function shake(
  dialogue: Dialogue,
  key: string,
  tls: boolean,
): Promise<{ line: Line; isIn: boolean }> {
  const line = await dialogue.open({ tls });
  const request = encodeRethink({ kind: 'key', key });
  const { kind } = await line.ask('rethinkdb', request, parseRethinkGreeting);
  return { line, isIn: kind === 'in' };
}

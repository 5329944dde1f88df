/** The account that the vendor ships, with its published password; nothing is asked once it is in. */
import {
  encodeBoltHandshake,
  parseBoltVersion,
  type BoltAnswer,
} from '../../protocols/bolt/bolt.ts';
import { WireError, type Dialogue } from '../../protocols/line.ts';
import type { AccountLeave, Look } from '../service.ts';
import { neo4j } from './header.ts';
import { greet, wordsFor, type Account } from './talk.ts';

export async function tryNeo4jAccounts(
  all: Dialogue,
  seen: Look,
  { pairs, tried }: AccountLeave,
): Promise<Look> {
  if (seen.access !== 'protected') return seen;
  const dialogue = all.speaking(neo4j);
  const tls = seen.plaintext !== true;
  let facts = seen;
  for (const pair of pairs) {
    const ended = await logIn(dialogue, pair, tls);
    const isIn = ended.kind === 'success';
    tried(pair.user, pair.password, isIn);
    const asked = `log-in as ${pair.user} with its published password`;
    facts = { ...facts, proof: [...facts.proof, { asked, answered: wordsFor(ended) }] };
    if (!isIn) continue;
    const random = await logIn(dialogue, { ...pair, user: dialogue.nonce() }, tls);
    const control = [{ asked: 'log-in under a random name', answered: wordsFor(random) }];
    if (random.kind === 'success')
      return { ...facts, control, access: 'decoy', reason: 'It lets a random name in.' };
    return {
      ...facts,
      control,
      access: 'default-password',
      grants: 'admin',
      reason: `The account ${pair.user} logs in with the password that the vendor publishes.`,
    };
  }
  return facts;
}

async function logIn(dialogue: Dialogue, account: Account, tls: boolean): Promise<BoltAnswer> {
  const line = await dialogue.open({ tls });
  try {
    const version = await line.ask('bolt', encodeBoltHandshake(), parseBoltVersion);
    if (!version) throw new WireError('not-this-protocol', 'another version than before');
    return (await greet(line, version, dialogue.agent, account)).answer;
  } finally {
    line.close();
  }
}

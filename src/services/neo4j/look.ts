/**
 * Neo4j over Bolt. A session with the scheme `none` is taken only where authentication is off; the count of all nodes
 * is the protected read, and a procedure that does not exist the control. The number itself is not kept.
 * https://neo4j.com/docs/operations-manual/current/authentication-authorization/
 */
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import {
  encodeBolt,
  encodeBoltHandshake,
  parseBolt,
  parseBoltVersion,
} from '../../protocols/bolt/bolt.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { look, type Look, type Opening } from '../service.ts';
import { greet, say, wordsFor, type Greeted } from './talk.ts';

export const UNAUTHORIZED = 'Neo.ClientError.Security.Unauthorized';

export async function lookAtNeo4j(dialogue: Dialogue, opening: Opening): Promise<Look> {
  const line = opening.question === 'bolt' ? opening.line : await again(dialogue, opening.line);
  const version = await line.read(parseBoltVersion);
  if (!version)
    return look({
      protocol: 'bolt',
      access: 'identified',
      reason: 'It speaks none of the versions of Bolt from 3 to 5.2.',
      plaintext: line.encrypted ? null : true,
    });
  const greeted = await greet(line, version, dialogue.agent);
  const facts = factsOf(line, greeted, `${version.major}.${version.minor}`);
  const { answer } = greeted;
  if (answer.kind === 'success') return inside(dialogue, line, facts, version.major);
  if (answer.kind === 'failure' && answer.code === UNAUTHORIZED)
    return {
      ...facts,
      access: 'protected',
      authMethods: ['cleartext'],
      reason: 'It refuses a session without credentials (Neo.ClientError.Security.Unauthorized).',
    };
  return { ...facts, access: 'unknown', reason: `It ends the greeting with ${wordsFor(answer)}.` };
}

/** It told a GET what it is. */
async function again(dialogue: Dialogue, { encrypted }: Line): Promise<Line> {
  const line = await dialogue.open({ tls: encrypted });
  line.send('bolt', encodeBoltHandshake());
  return line;
}

function factsOf(line: Line, { answer, server }: Greeted, version: string): Look {
  const isNeo4j = server !== undefined && /^Neo4j\/v?\d/.test(server) && !/memgraph/i.test(server);
  // Without a word of the server's the refusal's code names it: Neo.…
  const named = isNeo4j || (answer.kind === 'failure' && answer.code.startsWith('Neo.'));
  return look({
    product: named ? 'neo4j' : null,
    protocol: 'bolt',
    version: isNeo4j ? untrustedVersion(server.slice('Neo4j/'.length)) : null,
    access: 'unknown',
    reason: '',
    proof: [{ asked: 'a session without credentials', answered: wordsFor(answer) }],
    plaintext: line.encrypted ? null : true,
    says: { bolt: version, ...(server !== undefined && { server: untrusted(server) }) },
  });
}

async function inside(dialogue: Dialogue, line: Line, facts: Look, major: number): Promise<Look> {
  const started = await say(line, { kind: 'count', major });
  const record = started.kind === 'success' ? await line.read(parseBolt) : undefined;
  if (record?.kind === 'record') await line.read(parseBolt);
  const seen: Look = {
    ...facts,
    proof: [
      ...facts.proof,
      {
        asked: 'MATCH (n) RETURN count(n)',
        answered: record ? wordsFor(record) : wordsFor(started),
      },
    ],
  };
  if (record?.kind !== 'record')
    return {
      ...seen,
      access: 'identified',
      reason: 'It takes a session without credentials, and answers no query in it.',
    };
  const control = await say(line, { kind: 'unknown', name: dialogue.nonce() });
  line.send('bolt', encodeBolt({ kind: 'goodbye' }));
  const judged = {
    ...seen,
    control: [{ asked: 'a procedure that does not exist', answered: wordsFor(control) }],
  };
  if (control.kind !== 'failure')
    return { ...judged, access: 'decoy', reason: 'It calls a procedure that does not exist.' };
  return {
    ...judged,
    access: 'open',
    // With authentication off everybody is an administrator.
    grants: 'admin',
    authMethods: ['none'],
    reason: 'It answers queries in a session without credentials: authentication is off.',
  };
}

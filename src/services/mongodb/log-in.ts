/**
 * The owner's own account, by SCRAM-SHA-256 against the database that it was made in.
 * https://github.com/mongodb/specifications/blob/master/source/auth/auth.md#scram-sha-256
 */
import type { BsonDocument, BsonValue } from '../../protocols/bson.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { SCRAM_SHA_256, ScramClient } from '../../protocols/scram.ts';
import type { LogIn } from '../inventory.ts';
import { answerTo, checkServer } from '../scram-steps.ts';
import { succeeded } from './reply.ts';
import { connectionStatus } from './requests.ts';
import { documentsIn } from './rows.ts';
import type { Run } from './talk.ts';

/** Whether it was let in. A server that does not know the password itself is none of the owner's. */
export async function logIn(run: Run, { nonce }: Dialogue, account: LogIn): Promise<boolean> {
  const { user, password, database = 'admin' } = account;
  const scram = new ScramClient({ user, password, nonce: nonce() + nonce() + nonce() });
  const challenged = await run({
    name: 'saslStart',
    database,
    options: {
      mechanism: SCRAM_SHA_256,
      payload: Buffer.from(scram.first),
      options: { skipEmptyExchange: true },
    },
  });
  if (!succeeded(challenged)) return false;
  const answer = answerTo(scram, payloadOf(challenged));
  const conversation = challenged.get('conversationId');
  const continued = async (payload: string): Promise<BsonDocument> =>
    run({
      name: 'saslContinue',
      database,
      options: {
        conversationId: typeof conversation === 'number' ? conversation : 1,
        payload: Buffer.from(payload),
      },
    });
  const last = await continued(answer);
  if (!succeeded(last)) return false;
  checkServer(scram, payloadOf(last));
  return last.get('done') === true || succeeded(await continued(''));
}

function payloadOf(body: BsonDocument): string {
  const payload = body.get('payload');
  return payload instanceof Uint8Array ? Buffer.from(payload).toString('utf8') : '';
}

const CHANGES = new Set([
  'insert',
  'update',
  'remove',
  'dropCollection',
  'createUser',
  'anyAction',
]);

/** By the rights that the server lists of the account; `undefined` where it lists none. */
export async function writesHere(run: Run): Promise<boolean | undefined> {
  const info = (await run(connectionStatus)).get('authInfo');
  const listed = info instanceof Map ? documentsIn(info.get('authenticatedUserPrivileges')) : [];
  if (listed.length === 0) return undefined;
  return listed.some((right) => {
    const actions: BsonValue = right.get('actions');
    return Array.isArray(actions) && actions.some((action) => CHANGES.has(String(action)));
  });
}

/**
 * The owner's own account at a listener with SASL: by SCRAM-SHA-256 where the broker keeps it so, else by PLAIN. A
 * broker that does not know the name ends SCRAM before anything was said of the password; one that refused its proof
 * is not asked again. https://kafka.apache.org/protocol.html#sasl_handshake
 */
import { KAFKA_ERROR } from '../../protocols/kafka-numbers.ts';
import {
  encodeKafka,
  parseKafkaMechanisms,
  parseKafkaSasl,
  type KafkaSasl,
} from '../../protocols/kafka.ts';
import { plainLogIn } from '../../protocols/kafka-sasl.ts';
import type { Dialogue, Line } from '../../protocols/line.ts';
import { SCRAM_SHA_256, ScramClient } from '../../protocols/scram.ts';
import type { InventoryTask, LogIn } from '../inventory.ts';
import { answerTo, checkServer } from '../scram-steps.ts';
import { clientId } from './header.ts';

/** From here on SaslAuthenticate follows, and no bare bytes. */
const HANDSHAKE = 1;
const PLAIN = 'PLAIN';

/** Whether one of the two can be spoken. */
export function takesPassword({ look }: InventoryTask): boolean {
  return look.authMethods.includes('scram') || look.authMethods.includes('cleartext');
}

/** A line on which the account was let in. */
export async function openAs(
  dialogue: Dialogue,
  account: LogIn,
  { tls, look }: InventoryTask,
): Promise<Line | undefined> {
  if (account.user === '' || account.password === '') return undefined;
  if (look.authMethods.includes('scram')) {
    const line = await begin(dialogue, tls, SCRAM_SHA_256);
    const outcome = line ? await byScram(dialogue, line, account) : 'unknown';
    if (outcome === 'in') return line;
    line?.close();
    if (outcome === 'refused') return undefined;
  }
  if (!look.authMethods.includes('cleartext')) return undefined;
  const line = await begin(dialogue, tls, PLAIN);
  if (!line) return undefined;
  const { error } = await say(dialogue, line, plainLogIn(account.user, account.password));
  if (error === KAFKA_ERROR.none) return line;
  line.close();
  return undefined;
}

/** `undefined` where the broker has no such mechanism. */
async function begin(
  dialogue: Dialogue,
  tls: boolean,
  mechanism: string,
): Promise<Line | undefined> {
  const line = await dialogue.open({ tls });
  const asked = { kind: 'saslHandshake', version: HANDSHAKE, mechanism } as const;
  const request = encodeKafka(clientId(dialogue), [asked]);
  const { error } = await line.ask('kafka', request, parseKafkaMechanisms);
  if (error === KAFKA_ERROR.none) return line;
  line.close();
  return undefined;
}

/** One after another, so that each has the first number. */
async function say(dialogue: Dialogue, line: Line, payload: string): Promise<KafkaSasl> {
  const request = encodeKafka(clientId(dialogue), [{ kind: 'saslAuthenticate', payload }]);
  return line.ask('kafka', request, parseKafkaSasl);
}

async function byScram(
  dialogue: Dialogue,
  line: Line,
  { user, password }: LogIn,
): Promise<'in' | 'refused' | 'unknown'> {
  const nonce = dialogue.nonce() + dialogue.nonce() + dialogue.nonce();
  const scram = new ScramClient({ user, password, nonce });
  const challenge = await say(dialogue, line, scram.first);
  if (challenge.error !== KAFKA_ERROR.none) return 'unknown';
  const last = await say(dialogue, line, answerTo(scram, challenge.payload));
  if (last.error !== KAFKA_ERROR.none) return 'refused';
  checkServer(scram, last.payload);
  return 'in';
}

/** What the answers of an MQTT broker mean. */
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import type { MqttLevel, MqttPacket } from '../../protocols/mqtt.ts';
import { look, type Look } from '../service.ts';
import { REFUSALS } from './refusals.ts';

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

export interface Answers {
  /** Was the broker's own topic granted, and one that nobody uses? `undefined` where it did not say. */
  readonly versionTopic: boolean | undefined;
  readonly nobodysTopic: boolean | undefined;
  /** What the broker's own topic said. */
  readonly message: string | undefined;
  /** The answer to a filter that no broker may grant. */
  readonly control: 'granted' | 'refused' | 'hung up' | 'hung up before' | 'silence';
}

export function judgeRefusal(
  answer: MqttPacket,
  { level, plaintext }: { readonly level: MqttLevel; readonly plaintext: boolean | null },
): Look {
  const base = { protocol: 'mqtt', plaintext } as const;
  if (answer.kind !== 'connack')
    return look({ ...base, access: 'identified', reason: 'It answers CONNECT as no broker does.' });
  const { code } = answer;
  const known = REFUSALS.find(({ codes }) => codes.includes(code));
  const words = `CONNACK ${code}${known ? `, ${known.words}` : ''}`;
  return look({
    ...base,
    product: 'mqtt',
    access: known?.access ?? 'unknown',
    reason: `${known?.reason ?? 'It refused the connection'} (${words}).`,
    proof: [{ asked: `CONNECT ${level === 5 ? '5' : '3.1.1'}, no account`, answered: words }],
    authMethods: known?.access === 'protected' ? ['cleartext'] : [],
  });
}

export function judge(answers: Answers, plaintext: boolean | null): Look {
  const facts = factsOf(answers, plaintext);
  if (answers.control === 'granted')
    return look({
      ...facts,
      product: null,
      access: 'decoy',
      reason: 'It grants a topic filter that no broker may grant.',
    });
  if (answers.control === 'silence' || answers.control === 'hung up before')
    return look({
      ...facts,
      access: 'unknown',
      reason: 'It let a client without an account in, and answered no more after that.',
    });
  return judgeReading(facts, answers);
}

function factsOf({ message, ...answers }: Answers, plaintext: boolean | null): Facts {
  return {
    product: 'mqtt',
    protocol: 'mqtt',
    plaintext,
    version: untrustedVersion(/\d[\w.-]*/.exec(message ?? '')?.[0]),
    ...(message !== undefined && { says: { broker: untrusted(message) } }),
    authMethods: ['none'],
    proof: [
      { asked: 'CONNECT, no account', answered: 'CONNACK 0, accepted' },
      {
        asked: 'SUBSCRIBE $SYS/broker/version',
        answered: message === undefined ? wordFor(answers.versionTopic) : 'a message',
      },
      { asked: 'SUBSCRIBE a topic that nobody uses', answered: wordFor(answers.nobodysTopic) },
    ],
    control: [{ asked: 'SUBSCRIBE a filter that is not valid', answered: answers.control }],
  };
}

function wordFor(granted: boolean | undefined): string {
  if (granted === undefined) return 'nothing';
  return granted ? 'granted' : 'refused';
}

function judgeReading(facts: Facts, { message, versionTopic, nobodysTopic }: Answers): Look {
  if (message !== undefined)
    return look({
      ...facts,
      access: 'open',
      // Whether it may publish was not tried.
      grants: 'read',
      reason: 'It lets a client without an account in, and sends it messages.',
    });
  if (nobodysTopic === true && versionTopic === false)
    return look({
      ...facts,
      access: 'open',
      grants: 'read',
      reason:
        'It lets a client without an account in, and grants it a topic while it keeps its own ($SYS) to itself.',
    });
  if (nobodysTopic === true)
    return look({
      ...facts,
      access: 'partial',
      grants: 'metadata',
      reason:
        'It lets a client without an account in and grants its subscriptions; no message came, which an ACL or an empty $SYS would explain.',
    });
  return look({
    ...facts,
    access: 'identified',
    reason: 'It lets a client without an account in, and refuses what it subscribed to.',
  });
}

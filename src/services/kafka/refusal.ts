/** A listener that hangs up on whoever asks before a SASL log-in. */
import type { AuthMethod } from '../../model/observation.ts';
import { KAFKA_ERROR } from '../../protocols/kafka-numbers.ts';
import type { KafkaMechanisms } from '../../protocols/kafka.ts';
import { look, type Look } from '../service.ts';
import { wordFor } from './words.ts';

/** https://kafka.apache.org/documentation/#security_sasl */
const METHODS: readonly [RegExp, AuthMethod][] = [
  [/^PLAIN$/, 'cleartext'],
  [/^SCRAM-/, 'scram'],
  [/^OAUTHBEARER$/, 'bearer'],
];

export function judgeHungUp(asked: KafkaMechanisms | undefined, plaintext: boolean | null): Look {
  const facts = { product: 'kafka', protocol: 'kafka', plaintext } as const;
  const metadata = { asked: 'DescribeAcls and Metadata', answered: 'hung up' };
  if (asked?.error !== KAFKA_ERROR.unsupportedMechanism)
    return look({
      ...facts,
      access: 'unknown',
      reason: 'It answers ApiVersions, and hangs up on Metadata and on a SASL handshake.',
      proof: [metadata],
    });
  const handshake = 'SaslHandshake with a mechanism that does not exist';
  const methods = asked.mechanisms.map(
    (mechanism) => METHODS.find(([pattern]) => pattern.test(mechanism))?.[1] ?? 'other',
  );
  return look({
    ...facts,
    access: 'protected',
    reason: 'It hangs up on whoever asks for topics before a SASL log-in.',
    proof: [metadata, { asked: handshake, answered: wordFor(asked.error) }],
    authMethods: [...new Set(methods)],
  });
}

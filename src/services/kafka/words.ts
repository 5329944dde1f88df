import { KAFKA_ERROR } from '../../protocols/kafka-numbers.ts';

const WORDS: ReadonlyMap<number, string> = new Map([
  [KAFKA_ERROR.none, 'no error'],
  [KAFKA_ERROR.unknownTopic, 'UNKNOWN_TOPIC_OR_PARTITION'],
  [KAFKA_ERROR.invalidTopic, 'INVALID_TOPIC_EXCEPTION'],
  [KAFKA_ERROR.topicAuthorization, 'TOPIC_AUTHORIZATION_FAILED'],
  [KAFKA_ERROR.clusterAuthorization, 'CLUSTER_AUTHORIZATION_FAILED'],
  [KAFKA_ERROR.unsupportedMechanism, 'UNSUPPORTED_SASL_MECHANISM'],
  [KAFKA_ERROR.securityDisabled, 'SECURITY_DISABLED'],
]);

/** An error as the protocol names it. */
export function wordFor(error: number): string {
  return WORDS.get(error) ?? `error ${error}`;
}

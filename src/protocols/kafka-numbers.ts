/** Numbers by which Kafka tells what went wrong, and what somebody may do. */

/** https://kafka.apache.org/protocol.html#protocol_error_codes */
export const KAFKA_ERROR = {
  none: 0,
  unknownTopic: 3,
  invalidTopic: 17,
  topicAuthorization: 29,
  clusterAuthorization: 31,
  unsupportedMechanism: 33,
  illegalSaslState: 34,
  unsupportedVersion: 35,
  securityDisabled: 54,
} as const;

/** Bits of KIP-430, by the number of the operation. */
export const KAFKA_RIGHT = {
  read: 1 << 3,
  write: 1 << 4,
  create: 1 << 5,
  delete: 1 << 6,
  alter: 1 << 7,
  alterConfigs: 1 << 11,
} as const;

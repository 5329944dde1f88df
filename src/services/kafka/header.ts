/**
 * Kafka, and what speaks its protocol: Redpanda names itself in the id of its cluster.
 * ApiVersions is answered before a log-in. Metadata of all topics is the protected read; what an ACL hides from us is
 * missing there, so that DescribeAcls (of a principal that does not exist) stands beside it: a broker without an
 * authorizer says so. A listener with SASL hangs up on both; it then names its mechanisms to a handshake with one
 * that does not exist, which is no log-in. No topic is created (a named one carries a sign that no name may have).
 * https://kafka.apache.org/protocol.html
 */
import type { Dialogue, Line } from '../../protocols/line.ts';
import { encodeKafka } from '../../protocols/kafka.ts';
import type { ServiceHeader } from '../service.ts';

export const kafka: ServiceHeader = {
  id: 'kafka',
  title: 'Kafka and compatible brokers',
  family: 'kafka',
  sends: [
    'ApiVersions',
    'DescribeAcls of User:{nonce}',
    'Metadata of {nonce}',
    'Metadata of all topics',
    'SaslHandshake {nonce}',
  ],
  lists: [
    'ApiVersions',
    'Metadata of all topics',
    'SaslHandshake SCRAM-SHA-256',
    'SaslHandshake PLAIN',
    'SaslAuthenticate SCRAM {account}',
    'SaslAuthenticate PLAIN {account}',
    'SaslAuthenticate with a proof',
  ],
  verdicts: ['open', 'partial', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified:
    'Kafka 3.9.1, real server: open, ACL, SASL, TLS, client certificate; Redpanda from its documentation',
};

export function clientId({ agent }: Dialogue): string {
  return agent.replaceAll(/[^\w.-]+/g, '-');
}

export function askApiVersions(dialogue: Dialogue, line: Line): void {
  line.send('kafka', encodeKafka(clientId(dialogue), [{ kind: 'apiVersions' }]));
}

/**
 * The order of first questions, measured on some thirty real servers (docs/decisions/first-questions.md).
 *
 * 1. On a product's usual port its own question goes out at once; who speaks first is waited for.
 * 2. On any other port: wait, because what speaks unasked must not be spoken to first (MySQL counts it).
 * 3. Then a TLS ClientHello on the same connection. It must be asked anyway, and its refusals tell most:
 *    HTTP servers answer 400, Memcached and ClickHouse say what they are in their own words.
 * 4. Then what that outcome leaves possible, likeliest first. GET comes late where it would disturb:
 *    Redis logs it as an attack, and PostgreSQL and the MongoDB wire say nothing to it.
 * 5. PostgreSQL's SSLRequest, which disturbs nobody, parts what is left once more by how it is taken.
 */
import type { FamilyId } from './service.ts';

/** How a plain port took a question that it did not know. */
export type Refusal = 'closed' | 'reset' | 'silent' | 'bytes';

export const AFTER_CLIENT_HELLO: Readonly<Record<Refusal, readonly FamilyId[]>> = {
  // etcd and JVM servers close; so do PostgreSQL and PgBouncer, which answer an SSLRequest in one byte.
  // MongoDB built with TLS closes as well, and tells a GET what it is, as ClickHouse does.
  closed: ['http', 'pgwire'],
  // Mosquitto does, for want of a CONNECT.
  reset: ['mqtt', 'http', 'pgwire'],
  // Redis waits for a line; the MongoDB wire and SMB for the length that they took from the ClientHello.
  silent: ['resp', 'mongodb', 'http', 'smb', 'nfs', 'pgwire'],
  // It spoke, and nobody knew the words.
  bytes: ['http', 'resp', 'pgwire'],
};

const HUNG_UP: readonly FamilyId[] = [
  'ldap',
  'mqtt',
  'tds',
  'bolt',
  'drda',
  'kafka',
  'zookeeper',
  'resp',
  'memcached',
  'clickhouse-native',
  'amqp',
  'mongodb',
];

/**
 * How it took the SSLRequest of pgwire parts those that are left: Kafka and ZooKeeper wait for the
 * rest of a frame, and so does Memcached where it is bound to SASL; LDAP servers and brokers of MQTT hang up.
 */
export const AFTER_SSL_REQUEST: Readonly<Record<Refusal, readonly FamilyId[]>> = {
  silent: [
    'kafka',
    'zookeeper',
    'memcached',
    // FerretDB hangs up on the larger ClientHello of Node 24, and waits here.
    'mongodb',
    'resp',
    'mqtt',
    'cql',
    'amqp',
    'clickhouse-native',
  ],
  closed: HUNG_UP,
  reset: HUNG_UP,
  bytes: ['resp', 'cql', 'amqp', 'kafka', 'mqtt'],
};

/** Inside TLS, one handshake a question. ClickHouse, MongoDB and Memcached tell a GET what they are. */
export const INSIDE_TLS: readonly FamilyId[] = [
  'http',
  'resp',
  'kafka',
  'mqtt',
  'ldap',
  'zookeeper',
  'mongodb',
  'clickhouse-native',
  'memcached',
];

/** Milliseconds. */
export const WAIT = {
  /** For a banner, before anything is said on an unknown port. */
  banner: 500,
  /** For a banner on the usual port of a product that speaks first: it may look up our name before. */
  expectedBanner: 3000,
  /** For the answer of a product on its usual port: a slow one is there all the same. */
  expectedAnswer: 3000,
  /** After a handshake: who wants a client certificate says so now, and a word of ours would overrun it. */
  afterHandshake: 150,
  /** For the answer to a guess. */
  guess: 1200,
} as const;

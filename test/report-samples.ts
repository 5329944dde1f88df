import type { Finding } from '../src/model/finding.ts';
import type { NetworkObservation, Observation, Tls } from '../src/model/observation.ts';
import type { Coverage, RunFacts, RunView } from '../src/model/run.ts';
import type { RuleHeader } from '../src/report/options.ts';
import { foundingInventory } from './inventory-samples.ts';

/** Runs for the tests of the reports: an empty one and the founding case. */

const STARTED = '2025-01-29T03:12:07.000Z';
const FINISHED = '2025-01-29T03:12:09.120Z';

export const sampleRun: RunFacts = {
  id: '01JJQ8Z5W3K7',
  version: '0.1.0',
  started: STARTED,
  finished: FINISHED,
  vantage: 'internet',
  interrupted: false,
};

export const noCoverage: Coverage = {
  endpoints: 0,
  connections: 0,
  refused: 0,
  silent: 0,
  byAccess: {},
  unknownRules: {},
  gaps: [],
  blindSpots: [],
  undeclaredRequests: 0,
};

export const sampleRules: readonly RuleHeader[] = [
  {
    id: 'anonymous-access',
    title: 'anonymous access',
    why: 'Whoever reaches the port reads what is stored there, and mostly changes or deletes it too.',
    remedy: 'Demand credentials, and let only the networks that need it reach the port.',
    cwe: ['CWE-306'],
    references: ['https://cwe.mitre.org/data/definitions/306.html'],
  },
  {
    id: 'plaintext-transport',
    title: 'plaintext transport',
    why: 'Whoever sits on the path reads passwords and data.',
    remedy: 'Offer TLS, and refuse plaintext.',
    cwe: ['CWE-319'],
    references: ['https://cwe.mitre.org/data/definitions/319.html'],
  },
  {
    id: 'certificate-expired',
    title: 'expired certificate',
    why: 'Clients learn to click the warning away.',
    remedy: 'Renew the certificate, and let a machine renew the next.',
    cwe: ['CWE-298'],
    references: [],
  },
];

export function sampleObservation(changes: Partial<NetworkObservation> = {}): NetworkObservation {
  return {
    source: 'network',
    asset: '10.20.0.5:6379',
    endpoint: { address: '10.20.0.5', port: 6379, transport: 'tcp' },
    product: 'redis',
    protocol: 'resp',
    version: null,
    access: 'protected',
    proof: [{ asked: 'PING', answered: '-NOAUTH' }],
    control: [],
    grants: null,
    reason: 'PING was refused with NOAUTH.',
    authMethods: ['password'],
    tls: null,
    transcript: [{ connection: 1, sent: 'PING' }],
    connections: { look: 1, tls: 0, accounts: 0 },
    at: FINISHED,
    ...changes,
  };
}

export function sampleFinding(changes: Partial<Finding> = {}): Finding {
  return {
    id: 'f-anonymous-access-8c1d',
    rule: 'anonymous-access',
    severity: 'high',
    title: 'ClickHouse: anonymous access',
    asset: 'dev.example.org:8123',
    where: { address: '203.0.113.8', port: 8123, transport: 'tcp', host: 'dev.example.org' },
    product: 'clickhouse',
    why: 'ClickHouse gave protected data or an administrator’s action to a caller without credentials.',
    remedy:
      'In users.d give user `default` a password (or remove it), narrow its <networks>, and set listen_host to a private address.',
    references: [
      'https://clickhouse.com/docs/operations/settings/settings-users',
      'https://cwe.mitre.org/data/definitions/306.html',
    ],
    score: {
      scheme: 'nightlatch-score/1',
      value: 68.4,
      reach: { word: 'internet', weight: 1 },
      control: { word: 'admin', weight: 0.95 },
      magnitude: { word: 'system', weight: 0.72 },
    },
    cvss: 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
    ...changes,
  };
}

const tlsOfPostgres: Tls = {
  offered: true,
  required: true,
  how: 'upgrade',
  versions: ['TLSv1.2', 'TLSv1.3'],
  certificate: {
    subject: 'CN=db.example.org',
    names: ['db.example.org', 'db-replica.example.org'],
    issuer: 'CN=db.example.org',
    notBefore: '2023-11-01T00:00:00.000Z',
    notAfter: '2024-11-01T00:00:00.000Z',
    selfSigned: true,
  },
};

const observations: readonly Observation[] = [
  sampleObservation({
    asset: 'dev.example.org:8123',
    endpoint: { address: '203.0.113.8', port: 8123, transport: 'tcp', host: 'dev.example.org' },
    product: 'clickhouse',
    protocol: 'http',
    version: '24.8.4.13',
    access: 'open',
    grants: 'admin',
    reason: 'SHOW TABLES lists default.log_stream to a caller without credentials.',
    proof: [
      { asked: 'GET /?query=SELECT count() FROM system.tables', answered: '200, one number' },
      { asked: 'GET /?query=SHOW TABLES', answered: '200, 1 name' },
    ],
    control: [
      {
        asked: 'GET /?query=SELECT 1 as user nightlatch-4f1c',
        answered: '403, AUTHENTICATION_FAILED (516)',
      },
    ],
    authMethods: ['none'],
    tls: { offered: false, required: null, versions: [], certificate: null },
    inventory: foundingInventory,
    atRest: {
      state: 'unknown',
      how: 'ClickHouse names one disk of type local',
      settledBy: 'a look at the host, or an attestation',
    },
    seenAs: '198.51.100.24',
    says: { 'Server display name': 'clickhouse-prod-2' },
    neighbours: [
      { port: 9000, role: 'native', asked: true },
      { port: 9009, role: 'interserver', asked: false },
    ],
    transcript: [
      { connection: 1, sent: 'GET /ping' },
      { connection: 2, sent: 'GET /?query=SELECT count() FROM system.tables' },
      { connection: 2, sent: 'GET /?query=SHOW TABLES' },
    ],
    connections: { look: 2, tls: 1, accounts: 0 },
  }),
  sampleObservation({ tls: { offered: false, required: null, versions: [], certificate: null } }),
  sampleObservation({
    asset: '203.0.113.9:5432',
    endpoint: { address: '203.0.113.9', port: 5432, transport: 'tcp', host: 'db.example.org' },
    product: 'postgresql',
    protocol: 'pgwire',
    version: null,
    access: 'tls-only',
    reason: 'Plaintext was refused, and inside TLS a password was asked for.',
    tls: tlsOfPostgres,
  }),
  sampleObservation({
    asset: '203.0.113.12:9200',
    endpoint: { address: '203.0.113.12', port: 9200, transport: 'tcp' },
    product: null,
    protocol: 'http',
    access: 'decoy',
    reason: 'A random path and a random verb were answered with 200 as well.',
  }),
  sampleObservation({
    asset: '203.0.113.13:27017',
    endpoint: { address: '203.0.113.13', port: 27_017, transport: 'tcp' },
    product: null,
    protocol: null,
    access: 'unknown',
    reason: 'It accepted the connection and said nothing for 15 s.',
  }),
  sampleObservation({
    asset: '[2001:db8::7]:11211',
    endpoint: { address: '2001:db8::7', port: 11_211, transport: 'tcp' },
    product: 'memcached',
    protocol: 'memcached',
    version: '1.6.18',
    access: 'open',
    grants: 'read-write',
    reason: 'version and stats are answered without a log-in.',
    proof: [{ asked: 'stats', answered: 'STAT lines' }],
  }),
];

const findings: readonly Finding[] = [
  sampleFinding(),
  sampleFinding({
    id: 'f-anonymous-access-77aa',
    asset: '[2001:db8::7]:11211',
    where: { address: '2001:db8::7', port: 11_211, transport: 'tcp' },
    product: 'memcached',
    title: 'Memcached: anonymous access',
    why: 'Memcached gave protected data or an administrator’s action to a caller without credentials.',
    remedy: 'Start it with -l 127.0.0.1 and -U 0, or demand SASL with -S.',
    references: ['https://docs.memcached.org/'],
  }),
  sampleFinding({
    id: 'f-plaintext-transport-8c1d',
    rule: 'plaintext-transport',
    severity: 'medium',
    title: 'ClickHouse: plaintext transport',
    why: 'Credentials and data cross the internet in clear text.',
    remedy: 'Open https_port and tcp_port_secure, then remove http_port and tcp_port.',
    references: [
      'https://clickhouse.com/docs/guides/sre/configuring-ssl',
      'https://cwe.mitre.org/data/definitions/319.html',
    ],
    score: { ...sampleFinding().score, value: 41 },
  }),
  sampleFinding({
    id: 'f-certificate-expired-5432',
    rule: 'certificate-expired',
    severity: 'low',
    asset: '203.0.113.9:5432',
    where: { address: '203.0.113.9', port: 5432, transport: 'tcp', host: 'db.example.org' },
    product: 'postgresql',
    title: 'PostgreSQL: expired certificate',
    why: 'The certificate expired on 2024-11-01, 89 days before this look.',
    remedy: 'Renew the certificate, and let a machine renew the next.',
    references: [],
    score: { ...sampleFinding().score, value: 12 },
  }),
];

export const emptyRun: RunView = {
  run: { ...sampleRun, vantage: 'host' },
  scope: { refused: [] },
  coverage: noCoverage,
  observations: [],
  findings: [],
  findingCount: 0,
};

/** The founding case, with neighbours. */
export const realisticRun: RunView = {
  run: sampleRun,
  scope: {
    refused: [
      { target: '8.8.8.8', reason: 'a public address that no scope entry attests; add --i-own' },
    ],
  },
  coverage: {
    endpoints: 4096,
    connections: 4131,
    refused: 4061,
    silent: 29,
    byAccess: { open: 2, protected: 1, 'tls-only': 1, decoy: 1, unknown: 1 },
    unknownRules: { 'anonymous-access': 2 },
    gaps: [{ target: 'old.example.org', reason: 'the name does not resolve (NXDOMAIN)' }],
    blindSpots: ['UDP is not asked.', 'Ports published inside other network namespaces.'],
    undeclaredRequests: 0,
  },
  observations,
  findings,
  findingCount: findings.length,
};

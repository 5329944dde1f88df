import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { copyTemplate } from './cache.ts';
import { ask, secure } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

/** Lines of pg_hba.conf. */
const RULES: Readonly<Record<string, readonly string[]>> = {
  open: ['host all all all trust'],
  password: ['host all all all scram-sha-256'],
  md5: ['host all all all md5'],
  cleartext: ['host all all all password'],
  tls: ['hostssl all all all scram-sha-256', 'hostnossl all all all reject'],
  'tls-open': ['hostssl all all all trust', 'hostnossl all all all reject'],
  'tls-optional': ['host all all all scram-sha-256'],
  // An address of the documentation range: nobody who can reach a lab server has it.
  'source-denied': ['host all all 192.0.2.1/32 scram-sha-256'],
  'trust-other-role': ['host app app all trust', 'host all all all scram-sha-256'],
};

/** Codes of the AuthenticationRequest that a stranger called postgres gets. */
const REQUESTS: Readonly<Record<string, number>> = {
  open: 0,
  'tls-open': 0,
  cleartext: 3,
  md5: 5,
};
const SASL = 10;

const SSL_REQUEST = Buffer.from('0000000804d2162f', 'hex');

/** Each command on a line of its own, as the single-user mode reads them. */
const SEED: readonly string[] = [
  `CREATE ROLE ${LAB_USER} LOGIN SUPERUSER PASSWORD '${LAB_PASSWORD}'`,
  `ALTER ROLE postgres PASSWORD '${LAB_PASSWORD}'`,
  `CREATE ROLE app LOGIN`,
  `CREATE DATABASE app OWNER app`,
  `CREATE TABLE customers (id int PRIMARY KEY, name text, email text, phone text)`,
  `INSERT INTO customers SELECT n, 'Customer ' || n, 'customer' || n || '@mail.example', '+44 7700 900' || lpad((n % 1000)::text, 3, '0') FROM generate_series(1, 250) AS n`,
  `ANALYZE`,
];

export function startupPacket(parameters: Readonly<Record<string, string>>): Buffer {
  const words = Object.entries(parameters).flat();
  const body = Buffer.from(`\0\x03\0\0${words.join('\0')}\0\0`);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([length, body]);
}

/** The code of the AuthenticationRequest in an answer, undefined when it is something else. */
export function authenticationCode(answer: Buffer): number | undefined {
  return answer.length >= 9 && answer[0] === 'R'.charCodeAt(0) ? answer.readUInt32BE(5) : undefined;
}

async function startTls(connection: Duplex): Promise<Duplex> {
  const answer = await new Promise<Buffer>((resolve, reject) => {
    connection.once('data', resolve);
    connection.once('error', reject);
    connection.once('close', () => reject(new LabError('closed instead of offering TLS')));
    connection.write(SSL_REQUEST);
  });
  if (answer.toString() !== 'S') throw new LabError('postgresql offers no TLS');
  return secure(connection);
}

async function isReady(site: Site): Promise<boolean> {
  const { state } = site;
  const plain = site.dial('pgwire');
  const connection = state === 'tls' || state === 'tls-open' ? await startTls(plain) : plain;
  const packet = startupPacket({ user: 'postgres', database: 'postgres' });
  const answer = await ask(connection, packet, (sofar) => sofar.length >= 9);
  if (state === 'source-denied') return answer.includes('C28000');
  return authenticationCode(answer) === (REQUESTS[state] ?? SASL);
}

async function tlsSettings(site: Site): Promise<Readonly<Record<string, string>>> {
  if (!site.state.startsWith('tls')) return {};
  const { cert, key, ca } = await site.certificate('good');
  return { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key, ssl_ca_file: ca };
}

function asWords(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Settings are passed as `-c name=value`. */
export const postgresql: Product = {
  id: 'postgresql',
  ports: { pgwire: 5432 },
  states: Object.keys(RULES),
  needs: ['initdb', 'postgres', 'setpriv'],
  // At once: a SIGTERM would wait for clients to leave.
  stopSignal: 'SIGQUIT',
  async launch(site) {
    const data = join(site.folder, 'data');
    const initdb = ['initdb', '-U', 'postgres', '-A', 'trust', '--no-sync', '--no-instructions'];
    await copyTemplate('initdb', (to) => [...initdb, '--locale=C.UTF-8', '-D', to], data);
    const settings = {
      listen_addresses: site.address,
      unix_socket_directories: '',
      shared_buffers: '16MB',
      fsync: 'off',
      password_encryption: site.state === 'md5' ? 'md5' : 'scram-sha-256',
    };
    const single = ['postgres', '--single', '-D', data];
    const quiet = { ...settings, log_min_messages: 'fatal' };
    await site.run([...single, ...asWords(quiet), 'postgres'], `${SEED.join('\n')}\n`);
    await site.write('data/pg_hba.conf', `${(RULES[site.state] ?? []).join('\n')}\n`);
    const all = asWords({ ...settings, ...(await tlsSettings(site)), ...site.settings });
    return {
      argv: ['postgres', '-D', data, '-p', String(site.port('pgwire')), ...all],
      ready: async () => await isReady(site),
    };
  },
};

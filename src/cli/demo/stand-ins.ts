/**
 * In-process stand-ins for the demo, for machines where a real server is not installed. They answer the few requests
 * that an audit sends, as the real ones do; the demo says which of its doors are such.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { selfSigned } from './certificate.ts';

/** One answer to what arrived, or nothing. */
type Answer = (request: string, socket: Socket) => string | undefined;

export async function listenOnLoopback(
  server: Server,
): Promise<{ port: number; close: () => Promise<void> }> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening on TCP');
  return {
    port: address.port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function talking(answer: Answer): Server {
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes) => {
      const said = answer(bytes.toString('latin1'), socket);
      if (said !== undefined) socket.write(said, 'latin1');
    });
  });
}

function http(status: string, body: string, headers: readonly string[] = []): string {
  return [
    `HTTP/1.1 ${status}`,
    ...headers,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: Keep-Alive',
    '',
    body,
  ].join('\r\n');
}

const CLICKHOUSE = [
  'X-ClickHouse-Server-Display-Name: demo',
  'Content-Type: text/tab-separated-values; charset=UTF-8',
];

const COLUMNS = [
  ['timestamp', 'DateTime'],
  ['span_name', 'String'],
  ['string.names', 'Array(String)'],
  ['string.values', 'Array(String)'],
  ['_service', 'String'],
];
const STORED_ROWS = 1_000_000;
const SAMPLED_ROWS = 20;

/** The table of the founding case, as its server lists and reads it. The keys in it are drawn as they are sent. */
function storedIn(query: string): string | undefined {
  if (query.startsWith('SELECT * FROM `default`.`log_stream`'))
    return Array.from({ length: SAMPLED_ROWS }, logRow).join('');
  if (/toString\(count\(\)\) FROM system\.tables/.test(query)) return '1\n';
  if (query.includes('FROM system.tables'))
    return `default\tlog_stream\tMergeTree\t${STORED_ROWS}\t49388000\n`;
  if (query.includes('FROM system.parts'))
    return `default\tlog_stream\t${STORED_ROWS}\t49388000\t2025-01-06\t2025-01-17\n`;
  if (query.includes('FROM system.columns'))
    return COLUMNS.map((column) => `default\tlog_stream\t${column.join('\t')}\n`).join('');
  return query.includes('FROM system.disks') ? 'default\tlocal\n' : undefined;
}

function logRow(_: unknown, number: number): string {
  const row = {
    timestamp: `2025-01-06 00:00:${String(number).padStart(2, '0')}`,
    span_name: number % 2 === 0 ? 'chat.completion' : 'chat.prompt',
    'string.names': ['user', 'prompt', 'authorization'],
    'string.values': [
      `user${number}@mail.example`,
      `Please summarise my letter number ${number}`,
      `Bearer sk-${randomBytes(16).toString('hex')}`,
    ],
    _service: 'usage-checker',
  };
  return `${JSON.stringify(row)}\n`;
}

/** ClickHouse over HTTP without a password, with the table of the founding case in it. */
export function openClickHouse(): Server {
  return talking((request) => {
    const path = /^GET (\S+)/.exec(request)?.[1];
    if (path === undefined) return http('400 Bad Request', '');
    if (path === '/' || path === '/ping') return http('200 OK', 'Ok.\n', CLICKHOUSE);
    const url = new URL(path, 'http://demo');
    const query = url.searchParams.get('query');
    const user = url.searchParams.get('user') ?? 'default';
    if (user !== 'default')
      return http(
        '403 Forbidden',
        `Code: 516. DB::Exception: ${user}: Authentication failed. (AUTHENTICATION_FAILED)\n`,
        ['X-ClickHouse-Exception-Code: 516', ...CLICKHOUSE],
      );
    if (query === null)
      return http('404 Not Found', 'There is no handle for this path\n', CLICKHOUSE);
    return answerQuery(query);
  });
}

function answerQuery(query: string): string {
  const stored = storedIn(query);
  if (stored !== undefined) return http('200 OK', stored, CLICKHOUSE);
  if (/SHOW DATABASES/i.test(query)) return http('200 OK', 'default\nsystem\n', CLICKHOUSE);
  if (/SHOW GRANTS/i.test(query)) {
    return http('200 OK', 'GRANT ALL ON *.* TO default WITH GRANT OPTION\n', CLICKHOUSE);
  }
  if (/system\.processes/i.test(query)) return http('200 OK', '::ffff:127.0.0.1\t2\n', CLICKHOUSE);
  if (/version\(\)/i.test(query))
    return http(
      '200 OK',
      `${/currentUser/i.test(query) ? 'default\t' : ''}24.8.4.13\n`,
      CLICKHOUSE,
    );
  return http('404 Not Found', 'Code: 60. DB::Exception: Unknown table. (UNKNOWN_TABLE)\n', [
    'X-ClickHouse-Exception-Code: 60',
    ...CLICKHOUSE,
  ]);
}

export function protectedRedis(): Server {
  return talking((request) => {
    if (!request.startsWith('*')) return undefined;
    const commands = request.match(/\*\d+\r\n/g)?.length ?? 0;
    return '-NOAUTH Authentication required.\r\n'.repeat(commands);
  });
}

/** PostgreSQL that wants TLS first and a password then. https://www.postgresql.org/docs/current/protocol-message-formats.html */
export function tlsOnlyPostgres(now: Date): Server {
  const secureContext = createSecureContext(selfSigned('postgres.demo', now));
  return createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (bytes) => {
      const isSslRequest = bytes.length === 8 && bytes.readUInt32BE(4) === 80_877_103;
      if (!isSslRequest) return void socket.end(looksLikeStartup(bytes) ? refusal() : '');
      socket.write('S');
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on('error', () => socket.destroy());
      secure.on('data', () => secure.write(scramWanted()));
      return undefined;
    });
  });
}

function looksLikeStartup(bytes: Buffer): boolean {
  return bytes.length >= 8 && bytes.readUInt32BE(4) === 196_608;
}

function refusal(): Buffer {
  const text =
    'no pg_hba.conf entry for host "127.0.0.1", user "postgres", database "postgres", no encryption';
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C28000\0M${text}\0\0`));
}

/** AuthenticationSASL with SCRAM-SHA-256. */
function scramWanted(): Buffer {
  return message('R', Buffer.concat([Buffer.of(0, 0, 0, 10), Buffer.from('SCRAM-SHA-256\0\0')]));
}

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

/** Says yes to whatever it is asked, in the words of whoever asks: a honeypot, or a proxy that means well. */
export function trap(): Server {
  return talking((request) => {
    if (/^GET \S*version\(\)/.test(request)) return http('200 OK', '24.8.4.13\n', CLICKHOUSE);
    if (/^GET \S*query=/.test(request)) return http('200 OK', 'default\nsystem\n', CLICKHOUSE);
    if (/^(?:GET|POST) /.test(request)) return http('200 OK', 'Ok.\n', CLICKHOUSE);
    const commands = request.match(/\*\d+\r\n/g)?.length ?? 1;
    return '+OK\r\n'.repeat(commands);
  });
}

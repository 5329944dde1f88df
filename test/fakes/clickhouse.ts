/**
 * ClickHouse servers that cannot be had here, from the bytes that its documentation and source give:
 * https://clickhouse.com/docs/native-protocol/server, src/Server/TCPHandler.cpp and HTTPHandler.cpp.
 */
import type { Socket } from 'node:net';
import { fakeHttp } from './http.ts';
import { listen, type Fake } from './listen.ts';

export interface HttpReply {
  readonly status?: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpQuestion {
  readonly path: string;
  readonly sql: string | null;
  readonly user: string | null;
}

/** `answer` gets the query and the user of the URL, where there are any. */
export async function fakeClickHouseHttp(
  answer: (question: HttpQuestion) => HttpReply,
): Promise<Fake> {
  return await fakeHttp((target) => {
    const url = new URL(target, 'http://fake');
    const {
      status = 200,
      body,
      headers = {},
    } = answer({
      path: url.pathname,
      sql: url.searchParams.get('query'),
      user: url.searchParams.get('user'),
    });
    return {
      status,
      body,
      headers: { 'Content-Type': 'text/tab-separated-values; charset=UTF-8', ...headers },
    };
  });
}

export const MARKS = {
  'X-ClickHouse-Server-Display-Name': 'fake',
  'X-ClickHouse-Summary': '{"read_rows":"1"}',
};

export function exceptionText(code: number, name: string, text: string): string {
  return `Code: ${code}. DB::Exception: ${text} (${name}) (version 24.8.4.13 (official build))\n`;
}

const row = (body: string): HttpReply => ({ body, headers: MARKS });
export const refused = (code: number, name: string, status = 403): HttpReply => ({
  status,
  body: exceptionText(
    code,
    name,
    'default: Authentication failed: password is incorrect, or there is no user with such name.',
  ),
  headers: { ...MARKS, 'X-ClickHouse-Exception-Code': String(code) },
});
const GRANT_ALL = 'GRANT ALL ON *.* TO default WITH GRANT OPTION\n';

/** ClickHouse 24.8 without a password. */
export function modern({ path, sql, user }: HttpQuestion, grants = GRANT_ALL): HttpReply {
  if (sql === null)
    return path === '/' || path === '/ping'
      ? { body: 'Ok.\n' }
      : { status: 404, body: `There is no handle ${path}\n` };
  if (user !== null) return refused(516, 'AUTHENTICATION_FAILED');
  if (sql === 'SELECT version()') return row('24.8.4.13\n');
  if (sql === 'SHOW DATABASES')
    return row('INFORMATION_SCHEMA\ndefault\ninformation_schema\nsystem\n');
  if (sql === 'SHOW GRANTS') return row(grants);
  return row('::ffff:203.0.113.9\t2\n');
}

export function leb(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest & 127) | 128);
  }
}

export function str(text: string): Buffer {
  return Buffer.concat([leb(Buffer.byteLength(text)), Buffer.from(text)]);
}

/** Packet 0: name, version, revision, time zone, display name, patch. */
export function serverHello(
  name: string,
  [major, minor, patch]: readonly [number, number, number],
): Buffer {
  return Buffer.concat([
    Buffer.of(0),
    str(name),
    leb(major),
    leb(minor),
    leb(54_471),
    str('Europe/Berlin'),
    str('fake'),
    leb(patch),
  ]);
}

/** Packet 2: code, name, message, stack trace, nested. */
export function serverException(code: number, message: string): Buffer {
  const number = Buffer.alloc(4);
  number.writeInt32LE(code);
  return Buffer.concat([
    Buffer.of(2),
    number,
    str('DB::Exception'),
    str(message),
    str(''),
    Buffer.of(0),
  ]);
}

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

/** Packet 1: table name, block information, sizes, columns. */
export function serverData(columns: readonly Column[]): Buffer {
  const rows = columns[0]?.values.length ?? 0;
  return Buffer.concat([
    Buffer.of(1),
    str(''),
    Buffer.of(1, 0, 2, 0xff, 0xff, 0xff, 0xff, 0),
    leb(columns.length),
    leb(rows),
    ...columns.flatMap(({ name, type, values }) => [
      str(name),
      str(type),
      ...(type.startsWith('Nullable') && rows > 0 ? [Buffer.alloc(rows)] : []),
      ...values.map(str),
    ]),
  ]);
}

/** A header without rows, the rows, progress (packet 3), profile (6), and the end (5). */
export function serverAnswer(columns: readonly Column[]): Buffer {
  return Buffer.concat([
    serverData(columns.map((column) => ({ ...column, values: [] }))),
    serverData(columns),
    Buffer.of(3, 1, 40, 0),
    Buffer.of(6, 1, 1, 40, 0, 0, 0),
    Buffer.of(5),
  ]);
}

/** `hello` gets the user; `query` the bytes of the whole packet as text, in which the SQL stands last. */
export async function fakeClickHouseNative(answers: {
  readonly hello: (user: string) => Buffer;
  readonly query: (packet: string) => Buffer;
}): Promise<Fake> {
  return await listen((socket) => {
    socket.on('data', (bytes: Buffer) => {
      if (bytes[0] === 1) socket.write(answers.query(bytes.toString('latin1')));
      else if (bytes[0] === 0) welcome(socket, answers.hello(userOf(bytes)));
      else if (bytes[0] === 0x47) socket.end(WRONG_PORT);
      else
        socket.end(
          serverException(
            101,
            `Unexpected packet from client (expected Hello, got ${bytes[0] ?? 0})`,
          ),
        );
    });
  });
}

/** It knows a GET by its first letter. */
export const WRONG_PORT =
  'HTTP/1.0 400 Bad Request\r\n\r\nPort 9000 is for clickhouse-client program\r\nYou must use port 8123 for HTTP.\r\n';

function welcome(socket: Socket, answer: Buffer): void {
  if (answer[0] === 2) socket.end(answer);
  else socket.write(answer);
}

/** The last text but the empty password. */
function userOf(bytes: Buffer): string {
  const text = bytes.toString('latin1', 0, bytes.length - 1);
  return /[a-z0-9]+$/.exec(text)?.[0] ?? '';
}

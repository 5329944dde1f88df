/**
 * Servers of the PostgreSQL wire that cannot be had here, from the documented bytes:
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import { listen, type Fake } from './listen.ts';

const SSL_REQUEST = '0000000804d2162f';

export function message(type: string, body: string | Buffer): Buffer {
  const bytes = Buffer.from(body);
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(bytes.length + 4, 1);
  return Buffer.concat([head, bytes]);
}

/** AuthenticationOk is 0, a clear-text password 3, MD5 5 (with its salt), SASL 10 (with its mechanisms). */
export const authentication = (code: number, rest: string | Buffer = ''): Buffer =>
  message('R', Buffer.concat([Buffer.of(0, 0, 0, code), Buffer.from(rest)]));
export const parameter = (name: string, value: string): Buffer =>
  message('S', `${name}\0${value}\0`);
export const READY = message('Z', 'I');
export const failure = (code: string, text: string): Buffer =>
  message('E', `SFATAL\0VFATAL\0C${code}\0M${text}\0Fauth.c\0L1\0Rroutine\0\0`);
export function row(...columns: readonly (string | null)[]): Buffer {
  const parts = columns.map((column) => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(column === null ? -1 : Buffer.byteLength(column));
    return Buffer.concat([size, Buffer.from(column ?? '')]);
  });
  return message('D', Buffer.concat([Buffer.of(0, columns.length), ...parts]));
}
export const answerOf = (...columns: readonly (string | null)[]): Buffer =>
  Buffer.concat([message('T', '\0\0'), row(...columns), message('C', 'SELECT 1\0'), READY]);
export const session = (parameters: Readonly<Record<string, string>>): Buffer =>
  Buffer.concat([
    authentication(0),
    ...Object.entries(parameters).map(([name, value]) => parameter(name, value)),
    message('K', Buffer.alloc(8)),
    READY,
  ]);

export interface PgScript {
  /** The byte for an SSLRequest; `N` where not said. */
  readonly ssl?: string | Buffer;
  /** What a StartupMessage with these parameters gets; `undefined` hangs up. */
  readonly startup: (parameters: ReadonlyMap<string, string>) => Buffer | undefined;
  readonly query?: (sql: string) => Buffer;
}

function parametersOf(body: Buffer): ReadonlyMap<string, string> {
  const words = body.toString('utf8', 8).split('\0');
  const parameters = new Map<string, string>();
  for (let at = 0; at + 1 < words.length && words[at] !== ''; at += 2) {
    parameters.set(words[at] ?? '', words[at + 1] ?? '');
  }
  return parameters;
}

/** It takes whole packets as they come: our requests are far below one segment. */
export async function fakePostgres({ ssl = 'N', startup, query }: PgScript): Promise<Fake> {
  return await listen((socket) => {
    socket.on('data', (chunk: Buffer) => {
      if (chunk.toString('hex') === SSL_REQUEST) socket.write(ssl);
      else if (chunk[0] === 0) {
        const answer = startup(parametersOf(chunk));
        if (answer) socket.write(answer);
        else socket.end();
      } else if (chunk[0] === 0x51 && query)
        socket.write(query(chunk.toString('utf8', 5, chunk.length - 1)));
      else socket.end();
    });
  });
}

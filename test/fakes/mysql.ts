/**
 * Servers of the MySQL wire that cannot be had here, from the documented bytes:
 * https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets.html
 */
import { listen, type Fake } from './listen.ts';

export function packet(sequence: number, ...parts: readonly (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.of(body.length & 0xff, body.length >> 8, 0, sequence), body]);
}

export const NONCE = '0123456789abcdefghij';

/** Protocol 10 with CLIENT_PROTOCOL_41, SECURE_CONNECTION, PLUGIN_AUTH; CLIENT_SSL on wish. */
export function greeting(version: string, plugin = 'mysql_native_password', ssl = false): Buffer {
  return packet(
    0,
    `\n${version}\0`,
    Buffer.from('07000000', 'hex'),
    NONCE.slice(0, 8),
    Buffer.from(`00${ssl ? '00aa' : '00a2'}2d0200080015${'00'.repeat(10)}`, 'hex'),
    `${NONCE.slice(8)}\0${plugin}\0`,
  );
}

/** Before 4.1: protocol 9, a version, a number and a short challenge. */
export const GREETING_9 = packet(0, '\t3.20.32\0', Buffer.from('01000000', 'hex'), 'abcdefgh\0');

export const OK = (sequence: number): Buffer =>
  packet(sequence, Buffer.from('00000002000000', 'hex'));

export function failure(sequence: number, code: number, text: string, state = ''): Buffer {
  return packet(sequence, Buffer.of(0xff, code & 0xff, code >> 8), state && `#${state}`, text);
}

export const authSwitch = (sequence: number, plugin: string, nonce = NONCE): Buffer =>
  packet(sequence, Buffer.of(0xfe), `${plugin}\0${nonce}\0`);

/** A text result of one row; the definitions of its columns are as good as empty. */
export function resultOf(...columns: readonly string[]): Buffer {
  const end = Buffer.from('fe00000200', 'hex');
  const values = columns.map((column) =>
    Buffer.concat([Buffer.of(column.length), Buffer.from(column)]),
  );
  return Buffer.concat([
    packet(1, Buffer.of(columns.length)),
    ...columns.map((_column, at) => packet(2 + at, '\u0003def')),
    packet(2 + columns.length, end),
    packet(3 + columns.length, ...values),
    packet(4 + columns.length, end),
  ]);
}

export interface MysqlScript {
  readonly greeting: Buffer;
  /** What the user's handshake response gets; the answer to a challenge comes with its bytes. */
  readonly logIn?: (user: string, connection: number) => Buffer;
  readonly challenge?: (data: Buffer, sequence: number) => Buffer;
  readonly query?: (sql: string) => Buffer;
  /** Milliseconds before it greets. */
  readonly delay?: number;
}

export async function fakeMysql({
  greeting: first,
  logIn,
  challenge,
  query,
  delay = 0,
}: MysqlScript): Promise<Fake> {
  return await listen((socket, number) => {
    // What comes before the greeting is not read before it.
    socket.pause();
    setTimeout(() => {
      socket.write(first);
      socket.resume();
    }, delay);
    socket.on('data', (chunk: Buffer) => {
      const sequence = chunk[3] ?? 0;
      const body = chunk.subarray(4);
      if (sequence === 0 && body[0] === 3 && query) socket.write(query(body.toString('utf8', 1)));
      else if (sequence === 1 && logIn)
        socket.write(logIn(body.toString('utf8', 32, body.indexOf(0, 32)), number));
      else if (sequence > 1 && challenge) socket.write(challenge(body, sequence));
      else socket.end();
    });
  });
}

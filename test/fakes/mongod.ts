/**
 * A mongod, as far as its documented answers go; built from bytes and not from the codec under test.
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
import { listen, type Fake } from './listen.ts';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER = 16;

const hex = (text: string): Buffer => Buffer.from(text, 'hex');
const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
};
const documentOf = (...elements: Buffer[]): Buffer => {
  const body = Buffer.concat(elements);
  return Buffer.concat([int32(body.length + 5), body, hex('00')]);
};
export const double = (name: string, value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return Buffer.concat([hex('01'), Buffer.from(`${name}\0`), bytes]);
};
export const text = (name: string, value: string): Buffer =>
  Buffer.concat([
    hex('02'),
    Buffer.from(`${name}\0`),
    int32(Buffer.byteLength(value) + 1),
    Buffer.from(`${value}\0`),
  ]);
export const int = (name: string, value: number): Buffer =>
  Buffer.concat([hex('10'), Buffer.from(`${name}\0`), int32(value)]);
export const array = (name: string, ...documents: Buffer[]): Buffer => {
  const items = documents.map((each, index) =>
    Buffer.concat([hex('03'), Buffer.from(`${index}\0`), each]),
  );
  return Buffer.concat([hex('04'), Buffer.from(`${name}\0`), documentOf(...items)]);
};

export type Answer = readonly Buffer[];

export const ok = (...elements: Buffer[]): Answer => [...elements, double('ok', 1)];
export const failed = (code: number, codeName: string, message: string): Answer => [
  double('ok', 0),
  text('errmsg', message),
  int('code', code),
  text('codeName', codeName),
];
export const databases = (...names: string[]): Answer =>
  ok(array('databases', ...names.map((name) => documentOf(text('name', name)))));

export interface Mongod {
  /** Answers by command; any other is told that it does not exist. */
  readonly commands: Readonly<Record<string, Answer>>;
  /** Before 3.6: OP_MSG is an opcode that it does not know, and it hangs up. */
  readonly old?: boolean;
  readonly decoy?: boolean;
}

export const LOOKS_LIKE_HTTP =
  'It looks like you are trying to access MongoDB over HTTP on the native driver port.\r\n';

export function mongod({ commands, old = false, decoy = false }: Mongod): Promise<Fake> {
  return listen((socket) => {
    let unread: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      unread = Buffer.concat([unread, chunk]);
      if (unread.toString('latin1', 0, 4) === 'GET ') {
        const head = 'HTTP/1.0 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\n';
        socket.end(`${head}Content-Length: ${LOOKS_LIKE_HTTP.length}\r\n\r\n${LOOKS_LIKE_HTTP}`);
        return;
      }
      while (
        unread.length >= HEADER &&
        (unread.readInt32LE(8) !== 0 || unread.length >= unread.readInt32LE(0))
      ) {
        const opcode = unread.readInt32LE(12);
        // A first message that answers another one is taken for TLS, which this server has not.
        if (unread.readInt32LE(8) !== 0 || (old && opcode === OP_MSG)) {
          socket.end();
          return;
        }
        const length = unread.readInt32LE(0);
        socket.write(answer(unread.subarray(0, length)));
        unread = unread.subarray(length);
      }
    });

    function answer(message: Buffer): Buffer {
      const id = message.readInt32LE(4);
      const query = message.readInt32LE(12) === OP_QUERY;
      // The command is the name of the first element: after the flags and the section's kind, or the collection and two numbers.
      const start = query ? message.indexOf(0, HEADER + 4) + 1 + 8 : HEADER + 5;
      const name = message.toString('latin1', start + 5, message.indexOf(0, start + 5));
      const known = Object.hasOwn(commands, name) ? commands[name] : undefined;
      const unknown = decoy ? ok() : failed(59, 'CommandNotFound', `no such command: '${name}'`);
      const body = documentOf(...(known ?? unknown));
      const reply = query
        ? Buffer.concat([hex('0800000000000000000000000000000001000000'), body])
        : Buffer.concat([hex('0000000000'), body]);
      return Buffer.concat([
        int32(HEADER + reply.length),
        int32(id + 1000),
        int32(id),
        int32(query ? OP_REPLY : OP_MSG),
        reply,
      ]);
    }
  });
}

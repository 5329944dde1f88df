/** SQL Server before and at a log-in, by the bytes of MS-TDS, sections 2.2.6.5, 2.2.7.10 and 2.2.7.14. */
import { listen, type Fake } from './listen.ts';

const PRELOGIN = 0x12;
const LOGIN = 0x10;

function answer(body: Buffer): Buffer {
  const head = Buffer.from('0401000000000100', 'hex');
  head.writeUInt16BE(8 + body.length, 2);
  return Buffer.concat([head, body]);
}

/** Version 15.0.4126 and a word on encryption, as the five options stand in the specification's example. */
export function prelogin(encryption: number): Buffer {
  return answer(
    Buffer.concat([
      Buffer.from(
        '00001a0006010020000102002100010300220000040022 0001ff0f00101e0000'.replace(' ', ''),
        'hex',
      ),
      Buffer.of(encryption, 0, 0),
    ]),
  );
}

function token(type: number, body: Buffer): Buffer {
  const head = Buffer.of(type, 0, 0);
  head.writeUInt16LE(body.length, 1);
  return Buffer.concat([head, body]);
}

const ENVIRONMENT = token(0xe3, Buffer.from('01066d006100', 'hex'));
const DONE = Buffer.from('fd00000000000000000000000000', 'hex').subarray(0, 13);

export function refused(code: number): Buffer {
  const body = Buffer.alloc(14);
  body.writeInt32LE(code);
  return answer(Buffer.concat([token(0xaa, body), DONE]));
}

export const ACKNOWLEDGED = answer(
  Buffer.concat([
    ENVIRONMENT,
    token(
      0xad,
      Buffer.from('01740000040a4d006900630072006f0073006f0066007400200053000f00101e', 'hex'),
    ),
    DONE,
  ]),
);

export interface Mssql {
  /** What it says of encryption to a client that has it. */
  readonly encryption: number;
  /** Names that it lets in without a password; `undefined` stands for any. */
  readonly letsIn?: readonly string[];
}

export function listenMssql({ encryption, letsIn = [] }: Mssql): Promise<Fake> {
  return listen((socket) => {
    socket.on('data', (chunk: Buffer) => {
      if (chunk[0] === PRELOGIN) {
        // The client's own word is the 28th byte of the options: 2 means that it has no encryption.
        const without = chunk[8 + 26 + 6] === 2 && encryption === 0;
        socket.write(prelogin(without ? 2 : encryption));
      } else if (chunk[0] === LOGIN && chunk.length > 3 && chunk.readUInt16BE(2) === chunk.length) {
        const start = 8 + chunk.readUInt16LE(8 + 40);
        const user = chunk.toString('utf16le', start, start + 2 * chunk.readUInt16LE(8 + 42));
        const isIn = letsIn.includes(user) || letsIn.includes('*');
        socket.end(isIn ? ACKNOWLEDGED : refused(18_456));
      } else socket.end();
    });
  });
}

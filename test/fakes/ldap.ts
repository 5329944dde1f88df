/** A directory of words, its answers put together by hand from RFC 4511. Lengths below 128 only. */
import { listen, type Fake } from './listen.ts';

type Answer = (id: number) => Buffer;

const tlv = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const length =
    content.length < 128 ? [content.length] : [0x82, content.length >> 8, content.length & 255];
  return Buffer.concat([Buffer.of(tag, ...length), content]);
};
const octets = (text: string): Buffer => tlv(0x04, Buffer.from(text));
const message = (id: number, operation: Buffer): Buffer =>
  tlv(0x30, tlv(0x02, Buffer.of(id)), operation);
const result = (tag: number, code: number, text: string): Buffer =>
  tlv(tag, tlv(0x0a, Buffer.of(code)), octets(''), octets(text));

export const ldapAnswer = {
  done:
    (code: number, text = '', id?: number): Answer =>
    (asked) =>
      message(id ?? asked, result(0x65, code, text)),
  entry:
    (attributes: Readonly<Record<string, readonly string[]>>): Answer =>
    (asked) =>
      message(
        asked,
        tlv(
          0x64,
          octets('cn=entry'),
          tlv(
            0x30,
            ...Object.entries(attributes).map(([name, values]) =>
              tlv(0x30, octets(name), tlv(0x31, ...values.map(octets))),
            ),
          ),
        ),
      ),
};

/** Binds anybody, refuses StartTLS, and lets `answers` speak to the rest. */
export function listenLdap(
  answers: (request: 'root' | 'below' | 'at') => readonly Answer[],
): Promise<Fake> {
  return listen((socket) => {
    socket.on('data', (chunk: Buffer) => {
      // 30 length 02 01 id operation
      const first = chunk[1] ?? 0;
      const at = first < 128 ? 2 : 2 + (first - 128);
      const id = chunk[at + 2] ?? 0;
      const operation = chunk[0] === 0x30 ? chunk[at + 3] : undefined;
      if (operation === 0x60) socket.write(message(id, result(0x61, 0, '')));
      else if (operation === 0x77) socket.write(message(id, result(0x78, 2, 'unsupported')));
      else if (operation === 0x63)
        socket.write(Buffer.concat(answers(kindOf(chunk)).map((answer) => answer(id))));
      else socket.end();
    });
  });
}

function kindOf(request: Buffer): 'root' | 'below' | 'at' {
  const text = request.toString('latin1');
  if (text.includes('namingContexts')) return 'root';
  return text.endsWith('1.1') ? 'at' : 'below';
}

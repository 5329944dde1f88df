/** Oracle's listener, by documented bytes: a head of eight, and words. */
import { listen, type Fake } from './listen.ts';

export function tnsPacket(type: number, body: string): Buffer {
  const head = Buffer.from([0, 0, 0, 0, type, 0, 0, 0]);
  head.writeUInt16BE(8 + body.length);
  return Buffer.concat([head, Buffer.from(body, 'latin1')]);
}

/** Reasons of user and system, a length, and the description. */
export function tnsRefusal(words: string): Buffer {
  return tnsPacket(4, `\u0022\0${String.fromCharCode(0, words.length)}${words}`);
}

/** Answers by what the description asks for. */
export function listenTns(
  answer: (description: string) => readonly Buffer[],
  place: { readonly address: string; readonly port: number },
): Promise<Fake> {
  return listen((socket) => {
    socket.on('data', (chunk: Buffer) => {
      if (chunk[4] !== 1 || chunk.readUInt16BE() !== chunk.length) socket.end();
      else for (const packet of answer(chunk.toString('latin1', 58))) socket.write(packet);
    });
  }, place);
}

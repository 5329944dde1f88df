/** A program of ONC RPC, its replies by the bytes of RFC 5531. */
import { listen, type Fake } from './listen.ts';

export function word(...values: readonly number[]): Buffer {
  return Buffer.concat(
    values.map((value) => Buffer.from(value.toString(16).padStart(8, '0'), 'hex')),
  );
}

export function text(value: string): Buffer {
  const padding = Buffer.alloc((4 - (value.length % 4)) % 4);
  return Buffer.concat([word(value.length), Buffer.from(value), padding]);
}

/** One record: its number, REPLY, and the rest. */
export function rpcReply(xid: Buffer, ...rest: readonly Buffer[]): Buffer {
  const body = Buffer.concat([xid, word(1), ...rest]);
  return Buffer.concat([word(0x80000000 + body.length), body]);
}

/** MSG_ACCEPTED, no verifier, and a status. */
export const accepted = (...status: readonly number[]): Buffer => word(0, 0, 0, ...status);

interface Call {
  readonly program: number;
  readonly version: number;
  readonly procedure: number;
}

/** Answers each call with what `answer` makes of it: everything behind the word REPLY. */
export function listenRpc(answer: (call: Call) => Buffer): Promise<Fake> {
  return listen((socket) => {
    socket.on('data', (chunk: Buffer) => {
      // CALL, version 2 of RPC; other protocols wait for ever, as a real one does.
      if (chunk.length < 28 || chunk.readUInt32BE(8) !== 0 || chunk.readUInt32BE(12) !== 2) return;
      const [program, version, procedure] = [16, 20, 24].map((at) => chunk.readUInt32BE(at));
      const call = { program: program ?? 0, version: version ?? 0, procedure: procedure ?? 0 };
      socket.write(rpcReply(chunk.subarray(4, 8), answer(call)));
    });
  });
}

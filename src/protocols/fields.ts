/** Big-endian fields, as most wires have them: read one after the other out of a whole frame, or put together to one. */
import { ProtocolError } from './codec.ts';

/** Reads a frame whose length was checked before; a field that reaches beyond its end is an error of the protocol. */
export class Fields {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** The next `count` bytes, not copied. */
  take(count: number): Buffer {
    if (count < 0 || count > this.left)
      throw new ProtocolError(`a field of ${count} bytes in the last ${this.left} of a frame`);
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  u8(): number {
    return this.take(1).readUInt8();
  }

  u16(): number {
    return this.take(2).readUInt16BE();
  }

  i16(): number {
    return this.take(2).readInt16BE();
  }

  u32(): number {
    return this.take(4).readUInt32BE();
  }

  i32(): number {
    return this.take(4).readInt32BE();
  }

  text(length: number): string {
    return this.take(length).toString('utf8');
  }

  /** A text behind its length in two bytes. */
  text16(): string {
    return this.text(this.u16());
  }

  /** Everything must have been read: for our own requests, which carry nothing unseen. */
  end(): void {
    if (this.left > 0) throw new ProtocolError(`${this.left} bytes behind the last field`);
  }
}

export function u8(...values: number[]): Buffer {
  return Buffer.from(values);
}

export function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A text behind its length in two bytes. */
export function text16(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([u16(bytes.length), bytes]);
}

/** A text, or any bytes, behind their length in four bytes. */
export function bytes32(value: Buffer | string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u32(bytes.length), bytes]);
}

/** Cuts our own bytes into frames; a last one that is not whole is an error. */
export function frames(bytes: Buffer, lengthAt: (start: number) => number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = lengthAt(at);
    if (length <= 0 || at + length > bytes.length) throw new ProtocolError('not whole frames');
    found.push(bytes.subarray(at, at + length));
    at += length;
  }
  return found;
}

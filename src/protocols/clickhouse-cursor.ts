/** Reads ClickHouse's native fields one after the other; https://clickhouse.com/docs/native-protocol/basics */
import { ProtocolError, type Parsed } from './codec.ts';

const MAX_TEXT = 64 * 1024;
/** Bytes that a LEB128 integer of 64 bits takes. */
const MAX_VARINT = 10;

/** More bytes are needed before the value is whole. */
class Short extends Error {
  override name = 'Short';
}

export class Cursor {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.at;
  }

  skip(count: number): number {
    if (this.left < count) throw new Short();
    const start = this.at;
    this.at += count;
    return start;
  }

  byte(): number {
    return this.#bytes.readUInt8(this.skip(1));
  }

  int32(): number {
    return this.#bytes.readInt32LE(this.skip(4));
  }

  /** An unsigned LEB128 integer; beyond 2^53 it is rounded, which only counters may reach. */
  integer(): number {
    let value = 0;
    let weight = 1;
    for (let read = 0; read < MAX_VARINT; read += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 0x80;
    }
    throw new ProtocolError('an integer without an end');
  }

  integers(count: number): void {
    for (let read = 0; read < count; read += 1) this.integer();
  }

  text(): string {
    const length = this.integer();
    if (length > MAX_TEXT) throw new ProtocolError(`a text of ${length} bytes`);
    const start = this.skip(length);
    return this.#bytes.toString('utf8', start, start + length);
  }
}

/** What `read` made of the bytes, or `undefined` where they ended before it was done. */
export function ended<T>(read: () => T, at?: Cursor): Parsed<T> | undefined {
  try {
    const value = read();
    return { value, length: at?.at ?? 0 };
  } catch (error) {
    if (error instanceof Short) return undefined;
    throw error;
  }
}

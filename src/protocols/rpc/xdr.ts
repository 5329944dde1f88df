/** XDR, the values of ONC RPC. https://www.rfc-editor.org/rfc/rfc4506 */
import { ProtocolError } from '../codec.ts';

const UNIT = 4;

export function words(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * UNIT);
  for (const [index, value] of values.entries()) bytes.writeUInt32BE(value, index * UNIT);
  return bytes;
}

export function opaque(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const padding = Buffer.alloc((UNIT - (bytes.length % UNIT)) % UNIT);
  return Buffer.concat([words(bytes.length), bytes, padding]);
}

export class XdrReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  word(): number {
    return this.skip(UNIT).readUInt32BE();
  }

  isSet(): boolean {
    return this.word() !== 0;
  }

  opaque(most: number): Buffer {
    const length = this.word();
    if (length > most) throw new ProtocolError(`${length} bytes where ${most} are the most`);
    return this.skip(Math.ceil(length / UNIT) * UNIT).subarray(0, length);
  }

  skip(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new ProtocolError('a value that ends early');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}

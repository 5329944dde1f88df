/** PackStream, the values of Bolt. https://neo4j.com/docs/bolt/current/packstream/ */
import { ProtocolError } from '../codec.ts';

const MAX_DEPTH = 16;
const MAX_ITEMS = 10_000;

export type PackValue =
  | null
  | boolean
  | number
  | string
  | Buffer
  | readonly PackValue[]
  | ReadonlyMap<string, PackValue>
  | PackStruct;

export interface PackStruct {
  readonly tag: number;
  readonly fields: readonly PackValue[];
}

/** What we say: texts, maps of them, small numbers. */
export type PackText = string | number | { readonly [name: string]: PackText };

export function encodePack(value: PackText): Buffer {
  if (typeof value === 'number') return Buffer.of(value);
  if (typeof value === 'string') {
    const text = Buffer.from(value);
    if (text.length > 255) throw new ProtocolError('a text that is too long');
    const head = text.length < 16 ? [0x80 | text.length] : [0xd0, text.length];
    return Buffer.concat([Buffer.of(...head), text]);
  }
  const entries = Object.entries(value);
  return Buffer.concat([
    Buffer.of(0xa0 | entries.length),
    ...entries.flatMap(([name, each]) => [encodePack(name), encodePack(each)]),
  ]);
}

/** One value that fills `bytes`. */
export function decodePack(bytes: Buffer): PackValue {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (!reader.atEnd) throw new ProtocolError('bytes after a value');
  return value;
}

export function isStruct(value: PackValue | undefined): value is PackStruct {
  return typeof value === 'object' && value !== null && 'tag' in value;
}

type Kind = 'text' | 'list' | 'map' | 'bytes';

/** Markers with a length of one, two or four bytes behind them. */
const SIZED: ReadonlyMap<number, readonly [Kind, 1 | 2 | 4]> = new Map([
  [0xcc, ['bytes', 1]],
  [0xcd, ['bytes', 2]],
  [0xce, ['bytes', 4]],
  [0xd0, ['text', 1]],
  [0xd1, ['text', 2]],
  [0xd2, ['text', 4]],
  [0xd4, ['list', 1]],
  [0xd5, ['list', 2]],
  [0xd6, ['list', 4]],
  [0xd8, ['map', 1]],
  [0xd9, ['map', 2]],
  [0xda, ['map', 4]],
]);
const NUMBERS: ReadonlyMap<number, number> = new Map([
  [0xc8, 1],
  [0xc9, 2],
  [0xca, 4],
]);

class Reader {
  readonly #bytes: Buffer;
  #at = 0;
  #items = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): PackValue {
    this.#items += 1;
    if (depth > MAX_DEPTH || this.#items > MAX_ITEMS) throw new ProtocolError('too many values');
    const marker = this.#take(1).readUInt8();
    if (marker < 0x80 || marker >= 0xf0) return marker < 0x80 ? marker : marker - 256;
    const low = marker & 15;
    switch (marker & 0xf0) {
      case 0x80:
        return this.#sized('text', low, depth);
      case 0x90:
        return this.#sized('list', low, depth);
      case 0xa0:
        return this.#sized('map', low, depth);
      case 0xb0:
        return { tag: this.#take(1).readUInt8(), fields: this.#list(low, depth) };
      default:
        return this.#marked(marker, depth);
    }
  }

  #marked(marker: number, depth: number): PackValue {
    if (marker === 0xc0) return null;
    if (marker === 0xc1) return this.#take(8).readDoubleBE();
    if (marker === 0xc2 || marker === 0xc3) return marker === 0xc3;
    if (marker === 0xcb) return Number(this.#take(8).readBigInt64BE());
    const width = NUMBERS.get(marker);
    if (width !== undefined) return this.#take(width).readIntBE(0, width);
    const sized = SIZED.get(marker);
    if (!sized) throw new ProtocolError(`no value begins with ${marker}`);
    const [kind, bytes] = sized;
    return this.#sized(kind, this.#take(bytes).readUIntBE(0, bytes), depth);
  }

  #sized(kind: Kind, length: number, depth: number): PackValue {
    if (kind === 'text') return this.#take(length).toString();
    if (kind === 'bytes') return this.#take(length);
    if (kind === 'list') return this.#list(length, depth);
    const map = new Map<string, PackValue>();
    for (let index = 0; index < length; index += 1) {
      const name = this.value(depth + 1);
      if (typeof name !== 'string') throw new ProtocolError('a key that is no text');
      map.set(name, this.value(depth + 1));
    }
    return map;
  }

  #list(length: number, depth: number): PackValue[] {
    const list: PackValue[] = [];
    for (let index = 0; index < length; index += 1) list.push(this.value(depth + 1));
    return list;
  }

  #take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new ProtocolError('a value that ends early');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }
}

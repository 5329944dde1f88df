import { formatAddress, type Address } from './address.ts';
import { permute } from './permutation.ts';
import { before, stretches } from './range-map.ts';
import { addressAt, sizeOf, type Range } from './range.ts';
import { Dealer, type Share, type Wish } from './shares.ts';

export interface Endpoint<S> {
  readonly address: string;
  readonly port: number;
  readonly source: S;
}

interface Block<S> {
  /** The first address, as its version has it. */
  readonly low: number | bigint;
  readonly count: number;
  readonly shares: readonly Share<S>[];
}

/** A stretch of addresses, and the ports that a source wishes to ask there. */
export interface Wanted<S> extends Wish<S> {
  readonly range: Range;
}

/**
 * The endpoints of many ranges. Within a layer each is there once however the ranges overlap: the first range that
 * holds it has it. Memory grows with the number of ranges, never with that of addresses.
 */
export class EndpointSpace<S> {
  readonly size: number;
  readonly #blocks: Block<S>[] = [];
  readonly #starts: number[] = [];

  constructor(layers: Iterable<readonly Wanted<S>[]>) {
    const dealer = new Dealer<S>();
    let size = 0;
    for (const layer of layers) {
      for (const block of blocksOf(layer, dealer)) {
        const last = block.shares.at(-1);
        if (last === undefined) continue;
        this.#blocks.push(block);
        this.#starts.push(size);
        size += block.count * (last.start + last.ports.size);
      }
    }
    this.size = size;
  }

  /** All endpoints, neighbours far apart. */
  *permuted(): Generator<Endpoint<S>> {
    for (const index of permute(this.size)) yield this.#at(index);
  }

  #at(index: number): Endpoint<S> {
    const place = before(this.#starts, index);
    const block = this.#blocks[place];
    if (block === undefined) throw new RangeError(`no endpoint ${index}`);

    // The address varies fastest, which makes the hosts of a block take turns.
    const offset = index - (this.#starts[place] ?? 0);
    const portIndex = Math.floor(offset / block.count);
    const share = shareAt(block.shares, portIndex);
    return {
      address: formatAddress(addressIn(block, offset % block.count)),
      port: share.ports.at(portIndex - share.start),
      source: share.source,
    };
  }
}

function* blocksOf<S>(layer: readonly Wanted<S>[], dealer: Dealer<S>): Generator<Block<S>> {
  const items = layer.map(({ range, source, ports }, order) => ({
    range,
    item: { source, ports, order },
  }));
  for (const version of [4, 6] as const) {
    for (const stretch of stretches(items, version)) {
      const shares = dealer.deal(stretch.value.toSorted((a, b) => a.order - b.order));
      const low = addressAt(version, stretch.low).value;
      yield { low, count: Number(sizeOf(stretch)), shares };
    }
  }
}

function addressIn({ low }: Block<unknown>, offset: number): Address {
  // Plain numbers for IPv4: millions of endpoints pass here.
  if (typeof low === 'number') return { version: 4, value: low + offset };
  return { version: 6, value: low + BigInt(offset) };
}

function shareAt<S>(shares: readonly Share<S>[], index: number): Share<S> {
  let low = 0;
  let high = shares.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    const share = shares[middle];
    if (share !== undefined && share.start <= index) low = middle;
    else high = middle - 1;
  }
  const found = shares[low];
  if (found === undefined) throw new RangeError('a block without ports');
  return found;
}

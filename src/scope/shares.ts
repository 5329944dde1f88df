import { before } from './range-map.ts';
import { countPorts, type PortRanges } from './port-ranges.ts';

/** Port ranges that can be indexed; shared by all blocks with the same ranges. */
export class PortList {
  readonly #lows: readonly number[];
  readonly #starts: number[] = [];
  readonly size: number;

  constructor(ranges: PortRanges) {
    this.#lows = ranges.map(([low]) => low);
    let size = 0;
    for (const [low, high] of ranges) {
      this.#starts.push(size);
      size += high - low + 1;
    }
    this.size = size;
  }

  at(index: number): number {
    const place = before(this.#starts, index);
    return (this.#lows[place] ?? 0) + index - (this.#starts[place] ?? 0);
  }
}

export interface Wish<S> {
  readonly source: S;
  readonly ports: PortRanges;
}

/** The ports that one source asks at an address, from `start` on among all that are asked there. */
export interface Share<S> {
  readonly source: S;
  readonly ports: PortList;
  readonly start: number;
}

/** Deals the ports of an address out to those who wish for them, first come, first served. */
export class Dealer<S> {
  readonly #lists = new WeakMap<PortRanges, PortList>();
  /** The deal in which a port was last given away; so the table needs no clearing. */
  readonly #given = new Uint32Array(65_536);
  #deal = 0;

  deal(wishes: readonly Wish<S>[]): Share<S>[] {
    this.#deal++;
    const shares: Share<S>[] = [];
    const served = new Set<PortRanges>();
    let start = 0;
    for (const { source, ports } of wishes) {
      // Most often all wish for the same usual ports.
      if (served.has(ports)) continue;
      served.add(ports);
      const list = this.#list(wishes.length === 1 ? ports : this.#take(ports));
      if (list.size > 0) shares.push({ source, ports: list, start });
      start += list.size;
    }
    return shares;
  }

  #list(ports: PortRanges): PortList {
    const known = this.#lists.get(ports);
    if (known !== undefined) return known;

    const list = new PortList(ports);
    this.#lists.set(ports, list);
    return list;
  }

  /** What of `ports` nobody had yet in this deal; `ports` itself where that is all of it. */
  #take(ports: PortRanges): PortRanges {
    const left: [number, number][] = [];
    for (const [low, high] of ports) {
      let fresh: [number, number] | undefined;
      for (let port = low; port <= high; port++) {
        const isTaken = this.#given[port] === this.#deal;
        this.#given[port] = this.#deal;
        if (isTaken) fresh = undefined;
        else if (fresh === undefined) left.push((fresh = [port, port]));
        else fresh[1] = port;
      }
    }
    return countPorts(left) === countPorts(ports) ? ports : left;
  }
}

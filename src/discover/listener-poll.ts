/**
 * Notices listeners that are new since it last asked. The kernel's table shows listening sockets before all others
 * (`tcp_seq_start` in net/ipv4/tcp_ipv4.c), so that no more than those are read, however many connections there are.
 */
import { closeSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { formatAddress } from '../scope/address.ts';
import type { Listener } from './listener.ts';
import { parseTcpTable } from './proc-tcp.ts';
import { orNothing } from './socket-owners.ts';

const CHUNK = 64 * 1024;
const MOST_BYTES = 8 * 1024 * 1024;
/** A whole line of a socket in another state than listening. */
const OTHER_STATE = /^ *\d+: \S+ \S+ (?!0A)[\dA-F]{2} .*\n/m;

/** Milliseconds between two polls, and the part of a processor that they may cost. */
const PAUSE = 500;
const MOST_SHARE = 0.01;

/** The listener as it is asked for: where it is bound. */
export function bindingOf({ boundTo, port }: Pick<Listener, 'boundTo' | 'port'>): string {
  return `${boundTo} ${port}`;
}

export interface PollFacts {
  /** Bindings that are new, or have a new socket: a server that was started again may want no password any more. */
  readonly onNew: (bindings: ReadonlySet<string>) => void;
  readonly procRoot?: string;
  readonly littleEndian?: boolean;
}

export class ListenerPoll implements Disposable {
  readonly #facts: PollFacts;
  readonly #buffer = Buffer.allocUnsafe(CHUNK);
  /** Socket by its number in the kernel, and its binding. */
  #known: ReadonlyMap<string, string>;
  #timer: NodeJS.Timeout | undefined;

  constructor(facts: PollFacts) {
    this.#facts = facts;
    this.#known = this.#read();
  }

  start(): void {
    this.#timer = setTimeout(() => this.#tick(), PAUSE);
    this.#timer.unref();
  }

  /** Asks once. */
  poll(): void {
    const now = this.#read();
    const fresh = new Set<string>();
    for (const [inode, binding] of now) if (!this.#known.has(inode)) fresh.add(binding);
    this.#known = now;
    if (fresh.size > 0) this.#facts.onNew(fresh);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #tick(): void {
    const before = performance.now();
    this.poll();
    const cost = performance.now() - before;
    this.#timer = setTimeout(() => this.#tick(), Math.max(PAUSE, cost / MOST_SHARE));
    this.#timer.unref();
  }

  #read(): ReadonlyMap<string, string> {
    const { procRoot = '/proc', littleEndian = endianness() === 'LE' } = this.#facts;
    const sockets = ['tcp', 'tcp6'].flatMap((name) =>
      parseTcpTable(this.#head(join(procRoot, 'net', name)), littleEndian),
    );
    return new Map(
      sockets.map(({ inode, address, port }) => [
        inode,
        bindingOf({ boundTo: formatAddress(address), port }),
      ]),
    );
  }

  /** The table as far as listening sockets go. Synchronous, since this is cheaper than a thread. */
  #head(file: string): string {
    return orNothing(() => {
      const handle = openSync(file, 'r');
      try {
        let text = '';
        while (text.length < MOST_BYTES) {
          const count = readSync(handle, this.#buffer);
          text += this.#buffer.toString('latin1', 0, count);
          if (count === 0 || OTHER_STATE.test(text.slice(-count))) break;
        }
        return text;
      } finally {
        closeSync(handle);
      }
    }, '');
  }
}

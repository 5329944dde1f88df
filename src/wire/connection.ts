/**
 * One TCP connection that can neither hang nor flood us: deadlines, a byte budget, and one reader at a time.
 * It can be turned into TLS in place. Scope and pace are decided before it is made (dialogue.ts).
 */
import { createConnection, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Parse } from '../protocols/codec.ts';
import { ProtocolError } from '../protocols/codec.ts';
import { WireError, type Answer, type WireFault } from '../protocols/line.ts';

const FAULTS: Record<string, WireFault> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  ETIMEDOUT: 'timed-out',
};

/** Bytes are read into one shared buffer and copied out at once: a fifth less work than a buffer a read. */
const shared = Buffer.allocUnsafeSlow(64 * 1024);
const NOTHING = Buffer.alloc(0);

/** Every connection ends in one of these; made once, because an error with its stack costs as much as a round trip. */
const HUNG_UP = new WireError('closed', 'the other side hung up');
const CLOSED_BY_US = new WireError('closed', 'closed by us');

export function faultOf(error: NodeJS.ErrnoException): WireError {
  const fault = FAULTS[error.code ?? ''] ?? 'closed';
  return new WireError(fault, error.code ?? error.message);
}

/** Who takes the raw bytes of a connection in place of its reader. */
export interface Tap {
  data: (chunk: Buffer) => void;
  end: (error: WireError) => void;
}

export class Connection {
  readonly #socket: Socket;
  #sink: Duplex | undefined;
  /** Set once TLS is laid over: takes the raw bytes, and their end, instead of the reader. */
  #tap: Tap | undefined;
  #unread: Buffer = NOTHING;
  #budget: number;
  #ended: WireError | undefined;
  #wake: (() => void) | undefined;
  #connected = false;
  sentBytes = 0;

  constructor(address: string, port: number, budget: number) {
    this.#budget = budget;
    this.#socket = createConnection({
      host: address,
      port,
      autoSelectFamily: false,
      noDelay: true,
      onread: {
        buffer: shared,
        callback: (length, buffer) => {
          this.#receive(Buffer.from(buffer.subarray(0, length)));
          return true;
        },
      },
    });
    this.#socket.on('connect', () => {
      this.#connected = true;
      this.#wake?.();
    });
    this.#socket.on('error', (error) => this.#socketEnded(faultOf(error)));
    this.#socket.on('close', () => this.#socketEnded(HUNG_UP));
    this.#socket.on('end', () => this.#socketEnded(HUNG_UP));
  }

  get usable(): boolean {
    return this.#ended === undefined;
  }

  get localAddress(): string | undefined {
    return this.#socket.localAddress;
  }

  get localPort(): number | undefined {
    return this.#socket.localPort;
  }

  /** Waits for the handshake of TCP, at most `timeout` ms. */
  async connected(timeout: number): Promise<void> {
    await this.#until(() => this.#connected || this.#ended !== undefined, timeout);
    if (this.#connected) return;
    const fault = this.#ended ?? new WireError('timed-out', 'no answer to the connection');
    this.destroy();
    throw fault;
  }

  write(bytes: Buffer): void {
    this.sentBytes += bytes.length;
    (this.#sink ?? this.#socket).write(bytes);
  }

  /** Raw bytes, past a TLS layer: for the TLS layer itself. */
  writeRaw(bytes: Buffer, done: (error?: Error | null) => void): void {
    this.#socket.write(bytes, done);
  }

  async read<T>(parse: Parse<T>, timeout: number): Promise<T> {
    const deadline = performance.now() + timeout;
    for (;;) {
      const parsed = this.#parse(parse);
      if (parsed) {
        this.#unread = this.#unread.subarray(parsed.length);
        return parsed.value;
      }
      if (this.#ended) throw this.#ended;
      const seen = this.#unread.length;
      const left = deadline - performance.now();
      const woken = await this.#until(
        () => this.#unread.length > seen || this.#ended !== undefined,
        left,
      );
      if (!woken) throw new WireError('timed-out', 'no whole answer in time');
    }
  }

  async listen(timeout: number): Promise<Answer> {
    if (this.#unread.length === 0) {
      await this.#until(() => this.#unread.length > 0 || this.#ended !== undefined, timeout);
    }
    if (this.#unread.length > 0) return { outcome: 'bytes', bytes: this.#unread };
    if (!this.#ended) return { outcome: 'silent', bytes: NOTHING };
    return { outcome: this.#ended.fault === 'reset' ? 'reset' : 'closed', bytes: NOTHING };
  }

  get fault(): WireError | undefined {
    return this.#ended;
  }

  /** Hands all raw bytes to `tap`, from those still unread on; `undefined` gives them back to the reader. */
  tap(tap: Tap | undefined): void {
    this.#tap = tap;
    if (!tap) return;
    const waiting = this.#unread;
    this.#unread = NOTHING;
    if (waiting.length > 0) tap.data(waiting);
    if (this.#ended) tap.end(this.#ended);
  }

  /** From here on plain bytes go through `sink`, and its bytes come to the reader. */
  layer(sink: Duplex): void {
    this.#sink = sink;
  }

  /** Bytes for the reader, from the socket or from the layer over it. */
  deliver(chunk: Buffer): void {
    this.#unread = this.#unread.length === 0 ? chunk : Buffer.concat([this.#unread, chunk]);
    this.#wake?.();
  }

  fail(error: WireError): void {
    this.#ended ??= error;
    this.#wake?.();
  }

  destroy(): void {
    this.fail(CLOSED_BY_US);
    this.#sink?.destroy();
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#budget -= chunk.length;
    if (this.#budget < 0) {
      this.fail(new WireError('too-long', 'more bytes than an answer may have'));
      this.#socket.destroy();
      return;
    }
    if (this.#tap) this.#tap.data(chunk);
    else this.deliver(chunk);
  }

  #socketEnded(error: WireError): void {
    if (this.#tap) this.#tap.end(error);
    else this.fail(error);
  }

  #parse<T>(parse: Parse<T>): { value: T; length: number } | undefined {
    const ended = this.#ended !== undefined && this.#ended.fault === 'closed';
    if (this.#unread.length === 0 && !ended) return undefined;
    try {
      return parse(this.#unread, ended);
    } catch (error) {
      if (error instanceof ProtocolError) throw new WireError('not-this-protocol', error.message);
      throw error;
    }
  }

  /** Resolves true once `ready()` holds, false after `timeout` ms. One waiter at a time. */
  #until(ready: () => boolean, timeout: number): Promise<boolean> {
    if (ready()) return Promise.resolve(true);
    if (timeout <= 0) return Promise.resolve(false);
    return new Promise((resolve) => {
      const settle = (held: boolean): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve(held);
      };
      const timer = setTimeout(() => settle(false), timeout);
      this.#wake = () => {
        if (ready()) settle(true);
      };
    });
  }
}

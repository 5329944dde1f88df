/** A connection that the guard let through, in the shape that the `pg` driver takes for its own socket. */
import { Duplex } from 'node:stream';
import type { Connection } from '../../wire/connection.ts';

export class WireSocket extends Duplex {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    super();
    this.#connection = connection;
    connection.tap({
      data: (chunk) => this.push(chunk),
      end: () => this.push(null),
    });
  }

  /** It is connected already; the driver only waits to hear so. */
  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  override _read(): void {
    // The connection pushes by itself, and has a budget of bytes.
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this.#connection.writeRaw(chunk, done);
  }

  override _final(done: () => void): void {
    this.#connection.destroy();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#connection.destroy();
    done(error);
  }
}

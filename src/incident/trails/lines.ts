/** Lines out of chunks that are cut anywhere. A line that does not end is given up, so that memory has a bound. */

/** No log writes longer ones of use to us. */
const LONGEST_LINE = 1 << 20;
const SHOWN = 1000;
const LINE_END = 10;
const RETURN = 13;
const BEYOND_ASCII = /[\x80-\xff]/;

export class Lines {
  readonly #take: (line: string) => void;
  readonly #tooLong: (start: string) => void;
  readonly #isBytes: () => boolean;
  #rest: Buffer = Buffer.alloc(0);
  #isSkipping = false;

  /** `isBytes`: whether lines are wanted one character a byte; it may be known only after the first lines. */
  constructor(
    take: (line: string) => void,
    tooLong: (start: string) => void,
    isBytes: () => boolean,
  ) {
    this.#take = take;
    this.#tooLong = tooLong;
    this.#isBytes = isBytes;
  }

  /** The chunk may be written over afterwards: what is kept of it is a copy. */
  add(chunk: Buffer): void {
    let from = 0;
    if (this.#rest.length > 0) {
      const end = chunk.indexOf(LINE_END);
      from = end === -1 ? chunk.length : end + 1;
      const joined = Buffer.concat([this.#rest, chunk.subarray(0, from)]);
      this.#rest = Buffer.alloc(0);
      this.#cut(joined, 0);
    }
    this.#cut(chunk, from);
  }

  #cut(bytes: Buffer, start: number): void {
    let from = start;
    for (let end = bytes.indexOf(LINE_END, from); end !== -1; end = bytes.indexOf(LINE_END, from)) {
      if (this.#isSkipping) this.#isSkipping = false;
      else this.#give(bytes, from, bytes[end - 1] === RETURN && end > from ? end - 1 : end);
      from = end + 1;
    }
    if (from < bytes.length) this.#keep(bytes.subarray(from));
  }

  #keep(rest: Buffer): void {
    if (rest.length <= LONGEST_LINE) {
      this.#rest = Buffer.from(rest);
      return;
    }
    if (!this.#isSkipping) this.#tooLong(rest.toString('latin1', 0, SHOWN));
    this.#isSkipping = true;
  }

  /** The last line, where no line end follows it; true where there is one. */
  end(): boolean {
    const rest = this.#rest;
    this.#rest = Buffer.alloc(0);
    if (rest.length === 0 || this.#isSkipping) return false;
    this.#give(rest, 0, rest.length);
    return true;
  }

  /** Each line is text of its own: a piece of the chunk's text would keep the whole chunk in memory. */
  #give(bytes: Buffer, from: number, to: number): void {
    if (to - from > LONGEST_LINE) {
      this.#tooLong(bytes.toString('latin1', from, from + SHOWN));
      return;
    }
    const line = bytes.toString('latin1', from, to);
    if (this.#isBytes() || !BEYOND_ASCII.test(line)) this.#take(line);
    else this.#take(bytes.toString('utf8', from, to));
  }
}

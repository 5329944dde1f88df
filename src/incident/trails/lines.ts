/** Lines out of chunks that are cut anywhere. A line that does not end is given up, so that memory has a bound. */

/** No log writes longer ones of use to us. */
const LONGEST_LINE = 1 << 20;
const BEYOND_ASCII = /[\x80-\xff]/;

export class Lines {
  readonly #take: (line: string) => void;
  readonly #tooLong: (start: string) => void;
  readonly #isBytes: () => boolean;
  #rest = '';
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

  add(chunk: Buffer): void {
    const text = this.#rest + chunk.toString('latin1');
    let from = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
      if (this.#isSkipping) this.#isSkipping = false;
      else this.#give(text.slice(from, text[end - 1] === '\r' ? end - 1 : end));
      from = end + 1;
    }
    this.#rest = text.slice(from);
    if (this.#rest.length <= LONGEST_LINE) return;
    if (!this.#isSkipping) this.#tooLong(this.#rest);
    this.#isSkipping = true;
    this.#rest = '';
  }

  /** The last line, where no line end follows it; true where there is one. */
  end(): boolean {
    const rest = this.#rest;
    this.#rest = '';
    if (rest === '' || this.#isSkipping) return false;
    this.#give(rest);
    return true;
  }

  #give(line: string): void {
    if (line.length > LONGEST_LINE) this.#tooLong(line);
    else if (this.#isBytes() || !BEYOND_ASCII.test(line)) this.#take(line);
    else this.#take(Buffer.from(line, 'latin1').toString('utf8'));
  }
}

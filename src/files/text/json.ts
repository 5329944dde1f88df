/** JSON with places, bounded in depth; for plans of Terraform and for Compose's own output. */
import { FileProblem, type Source } from './source.ts';
import type { Entry, Scalar, Value } from './value.ts';

const MOST_DEPTH = 200;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const LITERAL = /-?\d[\d.eE+-]*|true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

export function readJson(source: Source): Value {
  const reader = new Reader(source);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #source: Source;
  #at = 0;

  constructor(source: Source) {
    this.#source = source;
    if (source.text.startsWith('\uFEFF')) this.#at = 1;
  }

  value(depth: number): Value {
    if (depth > MOST_DEPTH) throw this.#problem('it nests too deep to be read');
    this.#space();
    const sign = this.#source.text[this.#at];
    if (sign === '{') return this.#map(depth);
    if (sign === '[') return this.#list(depth);
    return sign === '"' ? this.#string() : this.#literal();
  }

  end(): void {
    this.#space();
    if (this.#at < this.#source.text.length) throw this.#problem('broken JSON: more after its end');
  }

  #map(depth: number): Value {
    const at = this.#source.at(this.#at);
    const entries = new Map<string, Entry>();
    this.#at += 1;
    for (let first = true; !this.#takes('}'); first = false) {
      if (!first && !this.#takes(',')) throw this.#problem('broken JSON: a comma is missing');
      this.#space();
      const key = this.#string();
      if (!this.#takes(':')) throw this.#problem('broken JSON: a colon is missing');
      entries.set(key.text, { keyAt: key.at, value: this.value(depth + 1) });
    }
    return { kind: 'map', entries, at };
  }

  #list(depth: number): Value {
    const at = this.#source.at(this.#at);
    const items: Value[] = [];
    this.#at += 1;
    for (let first = true; !this.#takes(']'); first = false) {
      if (!first && !this.#takes(',')) throw this.#problem('broken JSON: a comma is missing');
      items.push(this.value(depth + 1));
    }
    return { kind: 'list', items, at };
  }

  #string(): Scalar {
    const found = this.#match(STRING);
    if (found === undefined) throw this.#problem('broken JSON: a string was expected');
    const start = this.#at;
    this.#at += found.length;
    return { kind: 'scalar', text: unescaped(found), type: 'string', ...this.#span(start) };
  }

  #literal(): Scalar {
    const found = this.#match(LITERAL);
    if (found === undefined) throw this.#problem('broken JSON: a value was expected');
    const start = this.#at;
    this.#at += found.length;
    const type = found === 'null' ? 'null' : /^[tf]/.test(found) ? 'boolean' : 'number';
    return { kind: 'scalar', text: type === 'null' ? '' : found, type, ...this.#span(start) };
  }

  #span(start: number): Pick<Scalar, 'at' | 'until'> {
    const at = this.#source.at(start);
    return { at, until: at.column + this.#at - start };
  }

  #takes(sign: string): boolean {
    this.#space();
    if (this.#source.text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    SPACE.test(this.#source.text);
    this.#at = SPACE.lastIndex;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source.text)?.[0];
  }

  #problem(message: string): FileProblem {
    return new FileProblem(this.#source.at(this.#at), message);
  }
}

function unescaped(quotedText: string): string {
  try {
    const value: unknown = JSON.parse(quotedText);
    return typeof value === 'string' ? value : '';
  } catch {
    return '';
  }
}

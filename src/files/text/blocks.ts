/** Configuration in braces, as nginx, Caddy and NATS write it: words, then `;`, a new line or a block. */
import type { Place } from '../../model/observation.ts';
import { FileProblem, type Source } from './source.ts';

export interface Block {
  /** The words of the line: a name and what follows it. */
  readonly words: readonly string[];
  readonly children: readonly Block[];
  readonly at: Place;
  readonly until?: number;
}

export interface BlockForm {
  /** A line ends with `;` and not with the line. */
  readonly semicolons: boolean;
  /** What else parts words: `:`, `=` and `,` in NATS. */
  readonly alsoBetween?: RegExp;
  /** `[ … ]` holds a list of blocks or words. */
  readonly lists?: boolean;
}

interface Open {
  readonly words: string[];
  readonly children: Block[];
  readonly from: number;
}

const MOST_DEPTH = 60;
const TOKEN =
  /[ \t\r]+|\n|#[^\n]*|"(?:[^"\\]|\\[^])*"|'[^']*'|`[^`]*`|[{};]|\/\/[^\n]*|[^\s{};"'`]+/g;
/** Square brackets part words only where they hold lists. */
const LIST_TOKEN =
  /[ \t\r]+|\n|#[^\n]*|"(?:[^"\\]|\\[^])*"|'[^']*'|`[^`]*`|[{}[\];,]|\/\/[^\n]*|[^\s{}[\];,"'`]+/g;

export function readBlocks(source: Source, form: BlockForm): Block[] {
  return new Reader(source, form).read();
}

class Reader {
  readonly #source: Source;
  readonly #form: BlockForm;
  readonly #root: Open = { words: [], children: [], from: 0 };
  readonly #stack: Open[] = [this.#root];
  #line: Open | undefined;
  #end = 0;

  constructor(source: Source, form: BlockForm) {
    this.#source = source;
    this.#form = form;
  }

  read(): Block[] {
    const tokens = this.#source.text.matchAll(this.#form.lists ? LIST_TOKEN : TOKEN);
    for (const match of tokens) this.#take(match[0], match.index);
    this.#finish();
    const left = this.#stack.length > 1 ? this.#stack.at(-1) : undefined;
    if (left) throw new FileProblem(this.#source.at(left.from), 'a block is not closed');
    return this.#root.children;
  }

  #take(token: string, index: number): void {
    if (/^[ \t\r]|^#/.test(token) || (token.startsWith('//') && !this.#line)) return;
    if (token === '{' || token === '[') this.#open(index);
    else if (token === '}' || token === ']') this.#close(index);
    else if (token === ';' || (token === ',' && this.#form.lists)) this.#finish();
    else if (token === '\n') {
      if (!this.#form.semicolons) this.#finish();
    } else {
      this.#line ??= { words: [], children: [], from: index };
      this.#line.words.push(...wordsOf(token, this.#form));
      this.#end = index + token.length;
    }
  }

  #open(index: number): void {
    if (this.#stack.length > MOST_DEPTH) {
      throw new FileProblem(this.#source.at(index), 'it nests too deep to be read');
    }
    this.#stack.push(this.#line ?? { words: [], children: [], from: index });
    this.#line = undefined;
  }

  #close(index: number): void {
    this.#finish();
    const open = this.#stack.length > 1 ? this.#stack.pop() : undefined;
    if (!open) throw new FileProblem(this.#source.at(index), 'a block is closed that is not open');
    this.#stack.at(-1)?.children.push(closed(this.#source, open, index + 1));
  }

  #finish(): void {
    if (this.#line) this.#stack.at(-1)?.children.push(closed(this.#source, this.#line, this.#end));
    this.#line = undefined;
  }
}

function closed(source: Source, { words, children, from }: Open, end: number): Block {
  const at = source.at(from);
  const last = source.at(end);
  const until = last.line === at.line ? { until: last.column } : {};
  return { words, children, at, ...until };
}

function wordsOf(token: string, { alsoBetween }: BlockForm): string[] {
  if (/^["'`]/.test(token)) return [token.slice(1, -1)];
  return alsoBetween ? token.split(alsoBetween).filter((word) => word !== '') : [token];
}

export function find(blocks: readonly Block[], ...names: readonly string[]): Block | undefined {
  return blocks.findLast(({ words }) => names.includes(words[0]?.toLowerCase() ?? ''));
}

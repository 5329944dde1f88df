/**
 * HCL as far as literals go: strings, numbers, lists, objects, `jsonencode`, and variables with a literal default. All
 * else is an expression, whose value is not known. https://developer.hashicorp.com/terraform/language/syntax/configuration
 */
import { FileProblem, type Source } from '../text/source.ts';
import type { Entry, Mapping, Scalar, Value } from '../text/value.ts';

export interface HclBlock {
  /** `resource`, `aws_s3_bucket`, `logs`. */
  readonly labels: readonly string[];
  readonly body: Mapping;
}

/** Under this key, which no attribute has, a `dynamic` block keeps its label. */
export const LABEL = ' label';
const MOST_DEPTH = 60;
const TOKEN =
  /[ \t\r]+|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/|<<-?(\w+)\n|"(?:[^"\\\n]|\\.)*"|[A-Za-z_][\w-]*|-?\d+(?:\.\d+)?|\n|[^]/y;

interface Token {
  readonly text: string;
  readonly at: number;
}

export function readHcl(source: Source): HclBlock[] {
  return new Reader(source).blocks();
}

class Reader {
  readonly #source: Source;
  readonly #tokens: Token[];
  #next = 0;

  constructor(source: Source) {
    this.#source = source;
    this.#tokens = tokensOf(source.text);
  }

  blocks(): HclBlock[] {
    const found: HclBlock[] = [];
    for (this.#lines(); this.#peek(); this.#lines()) {
      const labels: string[] = [];
      while (this.#peek() && this.#peek()?.text !== '{') {
        const token = this.#take();
        if (token.text === '\n' || token.text === '=')
          throw this.#problem(token, 'a block was expected');
        labels.push(unquoted(token.text));
      }
      const open = this.#take();
      found.push({ labels, body: this.#body(open, 0) });
    }
    return found;
  }

  /** Attributes and nested blocks; blocks of one name become a list. */
  #body(open: Token, depth: number): Mapping {
    if (depth > MOST_DEPTH) throw this.#problem(open, 'it nests too deep to be read');
    const entries = new Map<string, Entry>();
    for (this.#lines(); this.#peek()?.text !== '}'; this.#lines()) {
      this.#member(entries, depth);
      if (this.#peek()?.text === ',') this.#take();
    }
    this.#take();
    return { kind: 'map', entries, at: this.#source.at(open.at) };
  }

  #member(entries: Map<string, Entry>, depth: number): void {
    const key = this.#take();
    const name = unquoted(key.text);
    const keyAt = this.#source.at(key.at);
    if (/^[=:]$/.test(this.#peek()?.text ?? '')) {
      this.#take();
      entries.set(name, { keyAt, value: this.#value(depth + 1) });
      return;
    }
    const labels: Token[] = [];
    while (this.#peek() && this.#peek()?.text !== '{') labels.push(this.#take());
    const body = this.#body(this.#take(), depth + 1);
    const block = name === 'dynamic' ? this.#labelled(body, labels) : body;
    const known = entries.get(name)?.value;
    const items = known?.kind === 'list' ? [...known.items, block] : [block];
    entries.set(name, { keyAt, value: { kind: 'list', items, at: block.at } });
  }

  #labelled(body: Mapping, [label]: readonly Token[]): Mapping {
    if (!label) return body;
    const at = this.#source.at(label.at);
    const value: Value = { kind: 'scalar', text: unquoted(label.text), type: 'string', at };
    return { ...body, entries: new Map([...body.entries, [LABEL, { keyAt: at, value }]]) };
  }

  #value(depth: number): Value {
    const first = this.#take();
    if (first.text === '{') return this.#body(first, depth);
    if (first.text === '[') return this.#list(first, depth);
    if (first.text === 'jsonencode' && this.#peek()?.text === '(') {
      this.#take();
      this.#lines();
      const inner = this.#value(depth + 1);
      this.#lines();
      this.#take();
      return inner;
    }
    const follows = this.#peek()?.text ?? '\n';
    const isWhole = /^[\n},\])]$/.test(follows);
    return isWhole && isLiteral(first.text) ? this.#literal(first) : this.#expression(first);
  }

  #list(open: Token, depth: number): Value {
    if (depth > MOST_DEPTH) throw this.#problem(open, 'it nests too deep to be read');
    const items: Value[] = [];
    for (this.#lines(); this.#peek()?.text !== ']'; this.#lines()) {
      items.push(this.#value(depth + 1));
      this.#lines();
      if (this.#peek()?.text === ',') this.#take();
    }
    this.#take();
    return { kind: 'list', items, at: this.#source.at(open.at) };
  }

  #literal(token: Token): Scalar {
    const at = this.#source.at(token.at);
    const until = token.text.includes('\n') ? {} : { until: at.column + token.text.length };
    const type =
      token.text.startsWith('"') || token.text.startsWith('<<')
        ? 'string'
        : /^(?:true|false)$/.test(token.text)
          ? 'boolean'
          : token.text === 'null'
            ? 'null'
            : 'number';
    return { kind: 'scalar', text: type === 'null' ? '' : plain(token.text), type, at, ...until };
  }

  /** To the end of the line, or of the brackets that it stands in. */
  #expression(first: Token): Scalar {
    let words = first.text;
    let open = /^[([{]$/.test(first.text) ? 1 : 0;
    for (let next = this.#peek(); next; next = this.#peek()) {
      if (open === 0 && /^[\n},\])]$/.test(next.text)) break;
      if (/^[([{]$/.test(next.text)) open += 1;
      if (/^[)\]}]$/.test(next.text)) open -= 1;
      words += this.#take().text;
    }
    return { kind: 'scalar', text: words, type: 'expression', at: this.#source.at(first.at) };
  }

  #lines(): void {
    while (this.#peek()?.text === '\n') this.#next += 1;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #take(): Token {
    const token = this.#tokens[this.#next];
    if (!token)
      throw new FileProblem(
        this.#source.at(this.#source.text.length),
        'broken HCL: it ends too early',
      );
    this.#next += 1;
    return token;
  }

  #problem(token: Token, message: string): FileProblem {
    return new FileProblem(this.#source.at(token.at), `broken HCL: ${message}`);
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const [found = '', heredoc] = TOKEN.exec(text) ?? [];
    if (found === '') break;
    if (heredoc !== undefined) {
      const rest = text.slice(TOKEN.lastIndex);
      const end = new RegExp(`^[ \\t]*${heredoc}[ \\t]*$`, 'm').exec(rest);
      const body = end ? rest.slice(0, end.index) : rest;
      tokens.push({ text: `<<${body}`, at });
      TOKEN.lastIndex += body.length + (end?.[0].length ?? 0);
    } else if (!/^(?:[ \t\r]|#|\/\/|\/\*)/.test(found)) tokens.push({ text: found, at });
  }
  return tokens;
}

function isLiteral(text: string): boolean {
  if (text.startsWith('"')) return !/(?<!\$)\$\{|%\{/.test(text);
  if (text.startsWith('<<')) return !/(?<!\$)\$\{/.test(text);
  return /^(?:true|false|null|-?\d+(?:\.\d+)?)$/.test(text);
}

function plain(text: string): string {
  if (text.startsWith('<<')) return text.slice(2);
  return unquoted(text);
}

function unquoted(text: string): string {
  return text.startsWith('"')
    ? text
        .slice(1, -1)
        .replaceAll(/\\(["\\])/g, '$1')
        .replaceAll('$${', '${')
    : text;
}

/**
 * The start and end tags of an XML file, as it comes. No DTD, no entities beyond the five that XML itself has, no
 * namespaces, no text: what sweepers write needs none of it, and it is where XML readers are attacked.
 * https://www.w3.org/TR/xml/
 */
import { UsageError } from '../../model/errors.ts';

export interface XmlTag {
  readonly kind: 'open' | 'close' | 'empty';
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly line: number;
}

/** Scripts of nmap put their whole output into one attribute. */
const LONGEST_TAG = 4 * 1024 * 1024;
const DEEPEST = 64;

/** What opens, and what closes it. A tag ends at the first `>` outside quotes. */
const SECTIONS = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;
const LONGEST_OPENING = 9;

export class XmlTags {
  #text = '';
  #line = 1;
  #depth = 0;
  /** How far an unfinished tag was looked through, and the quote that it stood in there. */
  #seen = 0;
  #quote = '';

  /** The tags that are whole by now. */
  *feed(piece: string): Generator<XmlTag> {
    this.#text += piece;
    for (;;) {
      const start = this.#text.indexOf('<');
      if (start === -1) {
        this.#take(this.#text.length);
        return;
      }
      if (start > 0) this.#take(start);
      const length = this.#markup();
      if (length === undefined) {
        if (this.#text.length > LONGEST_TAG) this.fail('a tag without an end');
        return;
      }
      const tag = this.#read(this.#text.slice(0, length));
      this.#take(length);
      if (tag) yield tag;
    }
  }

  /** After the last piece. */
  end(): void {
    if (this.#text.trim() !== '' || this.#depth > 0)
      this.fail('the file ends in the middle: was the sweep stopped?');
  }

  fail(what: string): never {
    throw new UsageError(`${this.#line}: ${what}`);
  }

  #take(length: number): void {
    const taken = this.#text.slice(0, length);
    for (let at = taken.indexOf('\n'); at !== -1; at = taken.indexOf('\n', at + 1)) this.#line += 1;
    this.#text = this.#text.slice(length);
    this.#seen = 0;
    this.#quote = '';
  }

  /** How long the markup is that the text begins with, once it is whole. */
  #markup(): number | undefined {
    if (this.#text.length < LONGEST_OPENING && !this.#text.includes('>')) return undefined;
    const section = SECTIONS.find(([opens]) => this.#text.startsWith(opens));
    if (!section) return this.#tagEnd();
    const [opens, closes] = section;
    const end = this.#text.indexOf(closes, Math.max(this.#seen, opens.length));
    this.#seen = Math.max(opens.length, this.#text.length - closes.length);
    return end === -1 ? undefined : end + closes.length;
  }

  #tagEnd(): number | undefined {
    for (let at = this.#seen; at < this.#text.length; at += 1) {
      const sign = this.#text.charAt(at);
      if (this.#quote !== '') {
        if (sign === this.#quote) this.#quote = '';
      } else if (sign === '"' || sign === "'") this.#quote = sign;
      else if (sign === '>') return at + 1;
    }
    this.#seen = this.#text.length;
    return undefined;
  }

  #read(markup: string): XmlTag | undefined {
    if (SECTIONS.some(([opens]) => markup.startsWith(opens))) return undefined;
    if (markup.startsWith('<!')) {
      // A document type by name alone declares nothing; sweepers write one.
      if (/^<!DOCTYPE\s+[\w:.-]{1,64}\s*>$/.test(markup)) return undefined;
      return this.fail('it declares a document type of its own, which is not read');
    }
    const found = /^<(\/?)([A-Za-z_][\w:.-]{0,63})((?:\s[^]*)?)>$/.exec(markup);
    if (!found) return this.fail('this is no XML tag');
    const [, closes, name = '', rest = ''] = found;
    const kind = closes ? 'close' : rest.endsWith('/') || markup.endsWith('/>') ? 'empty' : 'open';
    this.#nest(kind);
    return { kind, name, attributes: this.#attributes(rest), line: this.#line };
  }

  #nest(kind: XmlTag['kind']): void {
    if (kind === 'open') this.#depth += 1;
    if (kind === 'close') this.#depth -= 1;
    if (this.#depth > DEEPEST) this.fail(`tags are nested deeper than ${DEEPEST}`);
    if (this.#depth < 0) this.fail('a tag is closed that was not opened');
  }

  #attributes(rest: string): Map<string, string> {
    const attributes = new Map<string, string>();
    for (const [, name = '', double, single] of rest.matchAll(
      /\s([A-Za-z_][\w:.-]{0,63})\s{0,8}=\s{0,8}(?:"([^"<]*)"|'([^'<]*)')/g,
    ))
      attributes.set(name, this.#decode(double ?? single ?? ''));
    return attributes;
  }

  #decode(value: string): string {
    if (!value.includes('&')) return value;
    return value.replaceAll(/&([^;&]{0,10});?/g, (whole, name: string) => {
      const known = ENTITIES.get(name) ?? fromNumber(name);
      return known ?? this.fail(`${JSON.stringify(whole.slice(0, 12))} stands for nothing`);
    });
  }
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

const HIGHEST = 0x10_ff_ff;

function fromNumber(name: string): string | undefined {
  const found = /^#(?:x([\da-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (!found) return undefined;
  const code = found[1] === undefined ? Number(found[2]) : Number.parseInt(found[1], 16);
  return code <= HIGHEST ? String.fromCodePoint(code) : undefined;
}

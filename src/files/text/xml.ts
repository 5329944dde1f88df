/**
 * The part of XML that configuration is written in: elements, attributes, text. No DTD and no entities of its own, so
 * that nothing is fetched and nothing grows; bounded in depth. https://www.w3.org/TR/xml/
 */
import type { Place } from '../../model/observation.ts';
import { FileProblem, type Source } from './source.ts';

export interface Element {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** The text of the element itself, without blanks around it. */
  readonly text: string;
  readonly at: Place;
  /** The column behind its end, where it stands on one line. */
  readonly until?: number;
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  text: string;
  readonly from: number;
}

const MOST_DEPTH = 100;
const NAME = String.raw`[A-Za-z_][\w.:-]*`;
const TAG = new RegExp(
  `<(/?)(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`,
  'y',
);
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'g');
const SKIPPED: readonly (readonly [start: string, end: string])[] = [
  ['<!--', '-->'],
  ['<?', '?>'],
];
const CDATA = '<![CDATA[';
const ENTITIES: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
};

/** The root element. */
export function readXml(source: Source): Element {
  const { text } = source;
  const stack: Open[] = [];
  let root: Element | undefined;
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('<', at);
    const end = next === -1 ? text.length : next;
    const top = stack.at(-1);
    if (top) top.text += decoded(text.slice(at, end));
    else if (text.slice(at, end).trim() !== '')
      throw problem(source, at, 'text outside of the root');
    if (next === -1) break;
    at = skipped(text, next, top) ?? next;
    if (at !== next) continue;
    TAG.lastIndex = next;
    const tag = TAG.exec(text);
    if (!tag)
      throw problem(
        source,
        next,
        text.startsWith('<!DOCTYPE', next) ? 'a DTD is not read' : 'a tag was expected',
      );
    at = TAG.lastIndex;
    const closed = step(source, stack, tag, at);
    if (closed && stack.length === 0) root ??= closed;
  }
  const left = stack.at(-1);
  if (left) throw problem(source, left.from, 'an element is not closed');
  if (!root) throw new FileProblem(source, 'broken XML: there is no element');
  return root;
}

function skipped(text: string, at: number, top: Open | undefined): number | undefined {
  if (text.startsWith(CDATA, at)) {
    const end = text.indexOf(']]>', at);
    if (top) top.text += text.slice(at + CDATA.length, end === -1 ? text.length : end);
    return end === -1 ? text.length : end + 3;
  }
  const found = SKIPPED.find(([start]) => text.startsWith(start, at));
  if (!found) return undefined;
  const end = text.indexOf(found[1], at);
  return end === -1 ? text.length : end + found[1].length;
}

/** Opens or closes an element; the one that is closed. */
function step(
  source: Source,
  stack: Open[],
  tag: RegExpExecArray,
  end: number,
): Element | undefined {
  const [, slash, name = '', attributes = '', empty] = tag;
  if (slash === '/') {
    const open = stack.pop();
    if (open?.name !== name)
      throw problem(source, tag.index, 'an element is closed that is not open');
    return close(source, stack, open, end);
  }
  if (stack.length >= MOST_DEPTH) throw problem(source, tag.index, 'it nests too deep to be read');
  const named = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, key = '', double, single]) => [key, decoded(double ?? single ?? '')] as const,
  );
  const open: Open = { name, attributes: new Map(named), children: [], text: '', from: tag.index };
  if (empty === '/') return close(source, stack, open, end);
  stack.push(open);
  return undefined;
}

function close(source: Source, stack: Open[], open: Open, end: number): Element {
  const at = source.at(open.from);
  const last = source.at(end);
  const until = last.line === at.line ? { until: last.column } : {};
  const { name, attributes, children } = open;
  const element = { name, attributes, children, text: open.text.trim(), at, ...until };
  stack.at(-1)?.children.push(element);
  return element;
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{1,8}));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole;
      const code = Number.parseInt(decimal ?? hex ?? '', decimal === undefined ? 16 : 10);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    },
  );
}

function problem(source: Source, offset: number, message: string): FileProblem {
  return new FileProblem(source.at(offset), `broken XML: ${message}`);
}

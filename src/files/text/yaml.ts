/** YAML with places. Aliases are written out within a budget, so that no small file becomes a large one. */
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node } from 'yaml';
import { untrusted } from '../../model/untrusted.ts';
import { FileProblem, type Source } from './source.ts';
import type { Entry, Scalar, Value } from './value.ts';

/** Nodes of one file with all aliases written out. */
const MOST_NODES = 400_000;
const MOST_DEPTH = 100;
/** The parser keeps ten times the text in memory; larger YAML is generated, and its generator should be read. */
const MOST_TEXT = 4 * 1024 * 1024;

export interface YamlDocuments {
  readonly documents: readonly Value[];
  /** The first mistake of each document that could not be read. */
  readonly problems: readonly FileProblem[];
}

export function readYaml(source: Source): YamlDocuments {
  if (source.text.length > MOST_TEXT) {
    throw new FileProblem(source, 'larger than 4 MB of YAML: it was not read');
  }
  const builder = new Builder(source);
  const documents: Value[] = [];
  const problems: FileProblem[] = [];
  for (const document of parsed(source)) {
    const [error] = document.errors;
    if (error) problems.push(new FileProblem(source.at(error.pos[0]), mendOf(error.message)));
    else if (document.contents) documents.push(builder.build(document.contents, document));
  }
  return { documents, problems };
}

function parsed(source: Source): Document[] {
  try {
    const documents = parseAllDocuments(source.text, {
      prettyErrors: false,
      uniqueKeys: false,
      logLevel: 'silent',
    });
    return 'empty' in documents ? [] : documents;
  } catch (error) {
    if (error instanceof RangeError) throw new FileProblem(source, 'it nests too deep to be read');
    throw error;
  }
}

/** The parser quotes what it stumbled over, which may be a secret: the first clause is its own words. */
function mendOf(message: string): string {
  if (message.includes('call stack')) return 'it nests too deep to be read';
  const [clause = ''] = message.split(/[:"'`]/);
  return `broken YAML: ${untrusted(clause.trim(), 120)}`;
}

class Builder {
  readonly #source: Source;
  #nodes = 0;

  constructor(source: Source) {
    this.#source = source;
  }

  build(node: Node, document: Document, depth = 0): Value {
    const offset = node.range?.[0] ?? 0;
    this.#nodes += 1;
    if (this.#nodes > MOST_NODES) throw this.#problem(offset, 'its aliases grow without end');
    if (depth > MOST_DEPTH) throw this.#problem(offset, 'it nests too deep to be read');
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (!target) throw this.#problem(offset, 'an alias has no anchor');
      return this.build(target, document, depth + 1);
    }
    const at = this.#source.at(offset);
    if (isScalar(node)) return this.#scalar(node, offset);
    if (isSeq<Node>(node)) {
      const items = node.items.map((item) => this.build(item, document, depth + 1));
      return { kind: 'list', items, at, ...tagged(node) };
    }
    const entries = isMap<Node, Node | null>(node)
      ? this.#entries(node.items, document, depth)
      : new Map();
    return { kind: 'map', entries, at, ...tagged(node) };
  }

  #entries(
    pairs: readonly { readonly key: Node; readonly value: Node | null }[],
    document: Document,
    depth: number,
  ): Map<string, Entry> {
    const entries = new Map<string, Entry>();
    const merged = new Map<string, Entry>();
    for (const { key, value } of pairs) {
      const keyAt = this.#source.at(key.range?.[0] ?? 0);
      const name = isScalar(key) ? String(key.value) : '';
      const built: Value = value
        ? this.build(value, document, depth + 1)
        : { kind: 'scalar', text: '', type: 'null', at: keyAt };
      if (name === '<<') mergeInto(merged, built);
      else entries.set(name, { keyAt, value: built });
    }
    for (const [name, entry] of merged) if (!entries.has(name)) entries.set(name, entry);
    return entries;
  }

  #scalar(node: Node & { value: unknown; source?: string }, offset: number): Scalar {
    const { value } = node;
    const at = this.#source.at(offset);
    const end = this.#source.at(node.range?.[1] ?? offset);
    const until = end.line === at.line ? { until: end.column } : {};
    const span = { at, ...until };
    if (value === null) return { kind: 'scalar', text: '', type: 'null', ...span };
    if (typeof value === 'string') return { kind: 'scalar', text: value, type: 'string', ...span };
    // `0.10` and `06379` are told as they stand.
    const text = node.source ?? JSON.stringify(value) ?? '';
    return {
      kind: 'scalar',
      text,
      type: typeof value === 'boolean' ? 'boolean' : 'number',
      ...span,
    };
  }

  #problem(offset: number, message: string): FileProblem {
    return new FileProblem(this.#source.at(offset), message);
  }
}

function tagged({ tag }: { readonly tag?: string }): { tag?: string } {
  return tag === undefined ? {} : { tag };
}

/** `<<`: keys of the map itself win, and of several maps the first. */
function mergeInto(merged: Map<string, Entry>, value: Value): void {
  const maps = value.kind === 'list' ? value.items : [value];
  for (const map of maps) {
    if (map.kind !== 'map') continue;
    for (const [name, entry] of map.entries) if (!merged.has(name)) merged.set(name, entry);
  }
}

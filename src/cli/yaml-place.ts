import { isAlias, isMap, isNode, isScalar, isSeq, type Document, type LineCounter } from 'yaml';

type Path = readonly PropertyKey[];

/** Where things stand in a YAML file, as `line:column` counted from 1. */
export class Places {
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  /** The place of the value at `path`, or of the nearest thing around it. */
  of(path: Path): string {
    let node: unknown = this.#document.contents;
    let offset = offsetOf(node);
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(this.#document);
      node = childOf(node, step);
      if (node === undefined) break;
      offset = offsetOf(node) ?? offset;
    }
    return this.at(offset ?? 0);
  }

  /** The place of a key of the map at `path`. */
  ofKey(path: Path, key: string): string {
    let node: unknown = this.#document.contents;
    for (const step of path) {
      if (isAlias(node)) node = node.resolve(this.#document);
      node = childOf(node, step);
    }
    if (isAlias(node)) node = node.resolve(this.#document);
    const pair = isMap(node) ? node.items.find((item) => keyOf(item.key) === key) : undefined;
    const offset = offsetOf(pair?.key);
    return offset === undefined ? this.of(path) : this.at(offset);
  }

  at(offset: number): string {
    const { line, col } = this.#lines.linePos(offset);
    return `${Math.max(line, 1)}:${Math.max(col, 1)}`;
  }
}

function childOf(node: unknown, step: PropertyKey): unknown {
  if (isSeq(node)) return node.items[Number(step)];
  return isMap(node) ? node.items.find(({ key }) => keyOf(key) === String(step))?.value : undefined;
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function offsetOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}

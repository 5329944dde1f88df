/**
 * Stores as an outsider would find them: written down before the rules that now know some of them, with values from
 * Faker (https://faker.readthedocs.io/), loaded into the real servers of the lab, and looked at once before anything was
 * changed. docs/benchmarks.md has the figures of that first look. What is a key is drawn anew each time.
 */
import { readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { ItemKind } from '../../src/model/inventory.ts';
import type { Cell, Row } from '../../src/data/sample.ts';
import type { Labelled, Store } from './corpus.ts';
import { Random } from './random.ts';

interface Written {
  readonly batch: string;
  readonly origin: string;
  readonly stores: readonly ('table' | 'document' | 'index')[];
  readonly name: string;
  readonly rows: readonly Row[];
  readonly truth: readonly string[];
  readonly open: readonly string[];
}

const KINDS: Readonly<Record<Written['stores'][number], ItemKind>> = {
  table: 'table',
  document: 'collection',
  index: 'index',
};
const ALPHABETS: Readonly<Record<string, string>> = {
  b62: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  b64u: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
  hex: '0123456789abcdef',
  digits: '0123456789',
  up: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  bech: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
};

/** The build leaves it where it is. */
const FILE = join(import.meta.dirname.replace(`${sep}dist${sep}`, sep), 'outsider.jsonl');

/** `{{hex:32}}` stands for so many signs of an alphabet. */
function drawn(text: string, random: Random): string {
  return text.replaceAll(/\{\{(\w+):(\d+)\}\}/g, (_whole, alphabet: string, length: string) =>
    random.text(ALPHABETS[alphabet] ?? '', Number(length)),
  );
}

/** A table keeps what is nested as JSON; paired arrays stay arrays. */
function cellOf(cell: Cell, store: Store): Cell {
  const isFlat = Array.isArray(cell) && cell.every((each) => typeof each !== 'object');
  return store !== 'table' || typeof cell !== 'object' || cell === null || isFlat
    ? cell
    : JSON.stringify(cell);
}

export function* outsiderCorpus(seed: number): Generator<Labelled> {
  const random = new Random(seed);
  const text = readFileSync(FILE, 'utf8');
  for (const line of text.trim().split('\n')) {
    // Ours, and written by a program.
    const { origin, stores, name, rows, truth, open } = JSON.parse(drawn(line, random)) as Written;
    for (const store of stores) {
      const sample = rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([key, cell]) => [key, cellOf(cell, store)])),
      );
      const fields = Object.keys(rows[0] ?? {}).map((field) => ({ name: field }));
      const item = { kind: KINDS[store], name, fields, sample };
      yield { store, origin, item, truth: new Set(truth), open: new Set(open) };
    }
  }
}

/**
 * The second corpus: shapes transcribed from public schemas, data dictionaries and API references, with values made by
 * other means. It was written before the classifier saw it; its first figures stand in docs/benchmarks.md. The rules
 * have learnt from its mistakes since, so it holds the line now, and `unseen.ts` took its place.
 */
import type { Cell, Row } from '../../src/data/sample.ts';
import type { DataClass, ItemKind } from '../../src/model/inventory.ts';
import { label, type Labelled, type Store } from './corpus.ts';
import { elsewhereChats } from './elsewhere-chats.ts';
import { elsewhereDocuments } from './elsewhere-documents.ts';
import { elsewhereMore } from './elsewhere-more.ts';
import { elsewhereTables } from './elsewhere-tables.ts';
import { unseenShapes } from './unseen.ts';
import { Random } from './random.ts';

/** A cell's maker, with what it holds; `?` is left open, and nothing at all is harmless. */
export type Made = readonly [
  make: (random: Random, at: number) => Cell,
  holds?: DataClass | '?' | null,
];

export interface Transcribed {
  readonly from: string;
  readonly store: Store;
  readonly kind: ItemKind;
  readonly name: string;
  /** Columns; for documents nested ones are given by their path in `holds`. */
  readonly columns: Readonly<Record<string, Made>>;
  readonly holds?: Readonly<Record<string, DataClass | '?'>>;
}

const ALL: readonly DataClass[] = [
  'chat-log',
  'secret',
  'personal',
  'payment',
  'health',
  'location',
];

function entriesOf({ columns, holds = {} }: Transcribed): (readonly [string, DataClass | '?'])[] {
  const own = Object.entries(columns).flatMap(([key, [, of]]) => (of ? [[key, of] as const] : []));
  return [...own, ...Object.entries(holds)];
}

function draw(shape: Transcribed, random: Random): Labelled {
  const keys = Object.entries(shape.columns);
  const sample = Array.from({ length: random.int(5, 20) }, (_each, at): Row =>
    Object.fromEntries(keys.map(([key, [make]]) => [key, make(random, at)])),
  );
  const truth = new Set<string>();
  const open = new Set<string>();
  for (const [field, of] of entriesOf(shape)) {
    // A second class of the same field is written `field#2`.
    const [name = field] = field.split('#');
    if (of === '?') for (const each of ALL) open.add(label(each, name));
    else truth.add(label(of, name));
  }
  const fields = keys.map(([key]) => ({ name: key }));
  const item = { kind: shape.kind, name: shape.name, fields, sample };
  return { store: shape.store, origin: shape.from, item, truth, open };
}

function* drawAll(
  shapes: readonly Transcribed[],
  seed: number,
  rounds: number,
): Generator<Labelled> {
  const random = new Random(seed);
  for (let round = 0; round < rounds; round += 1) {
    for (const shape of shapes) yield draw(shape, random);
  }
}

export function elsewhereCorpus(seed: number, rounds: number): Generator<Labelled> {
  return drawAll(
    [...elsewhereTables, ...elsewhereDocuments, ...elsewhereChats, ...elsewhereMore],
    seed,
    rounds,
  );
}

/** Written after the rules, and no rule was changed for it. Whoever changes one for it writes a new one. */
export function unseenCorpus(seed: number, rounds: number): Generator<Labelled> {
  return drawAll(unseenShapes, seed, rounds);
}

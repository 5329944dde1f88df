/** The first corpus: drawn by a seed, and seen while the rules were written. */
import type { Cell, Row } from '../../src/data/sample.ts';
import type { ItemKind } from '../../src/model/inventory.ts';
import { chatFormats } from './chats.ts';
import { label, type Labelled, type Store } from './corpus.ts';
import { type FieldMaker, holding, innocent } from './fields.ts';
import { lookalikes } from './negatives.ts';
import { Random } from './random.ts';

const KINDS: Readonly<Record<Store, ItemKind>> = {
  table: 'table',
  document: 'collection',
  'key-value': 'keys',
  index: 'index',
  message: 'topic',
};
const STORES: readonly Store[] = ['table', 'document', 'key-value', 'index', 'message'];

interface Plain {
  readonly origin: string;
  readonly name: string;
  readonly rows: readonly Row[];
  /** Top-level key to what it holds. */
  readonly holds: ReadonlyMap<string, ReadonlySet<string>>;
}

function nameIn(store: Store, random: Random, name: string): string {
  const names: Readonly<Record<Store, string>> = {
    table: `${random.pick(['public', 'default', 'app'])}.${name}`,
    document: `app.${name}`,
    'key-value': `${name.toLowerCase()}:*`,
    index: `${name.toLowerCase()}-2025.01.0${random.int(1, 9)}`,
    message: `prod.${name.toLowerCase()}.v1`,
  };
  return names[store];
}

/** How each shape of store shows the same rows: columns, paths, a value under a key or in a message. */
function inStore(store: Store, random: Random, { origin, name, rows, holds }: Plain): Labelled {
  const called = nameIn(store, random, name);
  const isWhole = store === 'message' || (store === 'key-value' && random.chance(0.5));
  const isNested = store === 'document' && random.chance(0.3);
  const sample = rows.map((row): Row => {
    if (isWhole) return { value: JSON.stringify(row, jsonable) };
    return isNested ? { _id: random.hex(24), doc: row } : row;
  });
  const pathOf = (key: string): string => (isWhole ? 'value' : isNested ? `doc.${key}` : key);
  const truth = new Set<string>();
  for (const [key, classes] of holds) {
    for (const of of classes) truth.add(label(of as Parameters<typeof label>[0], pathOf(key)));
  }
  const first = sample[0] ?? {};
  const fields = Object.keys(first).map((key) => ({ name: key }));
  return { store, origin, item: { kind: KINDS[store], name: called, fields, sample }, truth };
}

function jsonable(_key: string, value: Cell): Cell {
  return typeof value === 'bigint' ? String(value) : value;
}

const COUNT = { fewest: 6, most: 20 } as const;
/** Some columns are called by those who did not want to say. */
const CRYPTIC = 0.15;
const EMPTY = 0.08;

function ofFields(
  random: Random,
  makers: readonly FieldMaker[],
  name: string,
  origin: string,
): Plain {
  const named = new Map<string, FieldMaker>();
  for (const maker of makers) {
    const key =
      maker.speaks && random.chance(CRYPTIC) ? `col_${named.size}` : random.pick(maker.names);
    if (!named.has(key)) named.set(key, maker);
  }
  const length = random.int(COUNT.fewest, COUNT.most);
  const rows = Array.from({ length }, (_each, at): Row => {
    const cells = [...named].map(([key, { make }]) => [
      key,
      at > 0 && random.chance(EMPTY) ? null : make(random, at),
    ]);
    return Object.fromEntries(cells) as Row;
  });
  const holds = new Map(
    [...named].flatMap(([key, { holds: of }]) =>
      of === null ? [] : [[key, new Set<string>([of])]],
    ),
  );
  return { origin, name, rows, holds };
}

const ITEM_NAMES = [
  'users',
  'orders',
  'customers',
  'events',
  'audit',
  'patients',
  'payments',
  'settings',
  'devices',
  'logs',
];

function mixed(random: Random): Plain {
  const makers = [
    ...random.some(holding, random.int(1, 4)),
    ...random.some(innocent, random.int(2, 6)),
  ];
  return ofFields(random, makers, random.pick(ITEM_NAMES), 'mixed');
}

function harmless(random: Random): Plain {
  return ofFields(
    random,
    random.some(innocent, random.int(4, 9)),
    random.pick(ITEM_NAMES),
    'innocent',
  );
}

function chat(random: Random): Plain {
  const format = random.pick(chatFormats);
  const length = random.int(COUNT.fewest, COUNT.most);
  const made = Array.from({ length }, (_each, at) => format.make(random, at));
  const holds = new Map((made[0]?.holds ?? []).map((key) => [key, new Set<string>(['chat-log'])]));
  return {
    origin: format.kind,
    name: random.pick(format.names),
    rows: made.map(({ row }) => row),
    holds,
  };
}

function lookalike(random: Random): Plain {
  const kind = random.pick(lookalikes);
  const length = random.int(COUNT.fewest, COUNT.most);
  const rows = Array.from({ length }, (_each, at) => kind.make(random, at));
  const holds = new Map(
    Object.entries(kind.holds).map(([key, of]) => [key, new Set<string>([of])]),
  );
  return { origin: kind.origin, name: random.pick(kind.names), rows, holds };
}

export function* tunedCorpus(seed: number, count: number): Generator<Labelled> {
  const random = new Random(seed);
  const makers = [mixed, mixed, harmless, chat, chat, lookalike];
  for (let at = 0; at < count; at += 1) {
    const make = makers[at % makers.length] ?? mixed;
    const store = STORES[Math.floor(at / makers.length) % STORES.length] ?? 'table';
    yield inStore(store, random, make(random));
  }
}

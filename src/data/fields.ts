import type { ItemKind } from '../model/inventory.ts';
import { type Evidence, wilson } from './evidence.ts';
import type { FieldKind } from './field-kind.ts';
import { isAbout, isDigestName, wordsOf } from './names.ts';
import { healthKinds, namesMedicalCodes } from './health-kinds.ts';
import { locationKinds, paymentKinds } from './other-kinds.ts';
import { personalKinds } from './personal-kinds.ts';
import { tellsOfPerson } from './person-names.ts';
import { secretKinds } from './secret-kinds.ts';
import type { Column, Walked } from './walk.ts';

const kinds: readonly FieldKind[] = [
  ...secretKinds,
  ...personalKinds,
  ...paymentKinds,
  ...healthKinds,
  ...locationKinds,
];

/** With the name on their side, that many of the filled cells must look right. */
const NAMED_SHARE = 0.5;
/** The one digest that is as good as a secret. */
const PASSWORD_DIGEST = /_(?:password_(?:hash|digest)|hashed_password)_/;
/** LiteLLM keeps the SHA-256 of its keys under `token` and `api_key`: https://docs.litellm.ai/docs/proxy/virtual_keys */
const KEEPS_DIGESTS = /_lite_?llm_/;
const SHA256 = /^[0-9a-f]{64}$/;

function isNamed(kind: FieldKind, words: string, item: string): boolean {
  if (!kind.name.test(words) || kind.unless?.test(words)) return false;
  if (kind.within && !kind.within.test(item) && !kind.within.test(words)) return false;
  const isOther = isAbout(words) || isDigestName(words);
  return kind.isThing === true || !isOther || PASSWORD_DIGEST.test(words);
}

/** The words of an item; where one of its fields is the name of a person, its rows are people. */
function placeOf(item: string, fields: readonly string[]): string {
  const words = wordsOf(item);
  return fields.some((field) => tellsOfPerson(wordsOf(field))) ? `${words}people_` : words;
}

export function byName(item: string, fields: readonly string[], evidence: Evidence): void {
  const within = placeOf(item, fields);
  for (const field of fields) {
    const words = wordsOf(field);
    const taken = new Set<string>();
    for (const kind of kinds) {
      // The first of a class is the most particular.
      if (taken.has(kind.class) || !isNamed(kind, words, within)) continue;
      taken.add(kind.class);
      evidence.add({
        class: kind.class,
        kind: kind.kind,
        field,
        rows: [],
        confidence: kind.nameStrength,
      });
    }
  }
}

/** So many rows in which a field is empty overrule its name; fewer are too few. */
const EMPTY_ROWS = 5;

/** Fields of which the sample showed nothing: their names still speak. */
export function byNameUnread(
  item: string,
  fields: readonly string[],
  { columns, present, sampled }: Walked,
  evidence: Evidence,
): void {
  const read = new Set(columns.map(({ field }) => field));
  const isSilent = (field: string): boolean => {
    if (sampled >= EMPTY_ROWS && present.has(field)) return false;
    return !read.has(field) && !columns.some((column) => column.field.startsWith(`${field}.`));
  };
  byName(item, fields.filter(isSilent), evidence);
}

interface Measured {
  readonly rows: Set<number>;
  readonly distinct: number;
  readonly share: number;
  readonly lower: number;
}

function measure({ leaves }: Column, test: FieldKind['test']): Measured {
  const rows = new Set<number>();
  const distinct = new Set<string>();
  const all = new Set<string>();
  let passed = 0;
  for (const { row, text } of leaves) {
    all.add(text);
    if (!test(text)) continue;
    passed += 1;
    rows.add(row);
    distinct.add(text);
  }
  return {
    rows,
    distinct: distinct.size,
    share: leaves.length === 0 ? 0 : passed / leaves.length,
    lower: wilson(passed, leaves.length),
  };
}

/** Longer cells are text, and are searched as such. */
const LONGEST_CELL = 4096;

export function byValues(
  { name: item, kind: itemKind }: { readonly name: string; readonly kind: ItemKind },
  columns: readonly Column[],
  evidence: Evidence,
): void {
  const place = placeOf(
    item,
    columns.map(({ name }) => name),
  );
  const isCoded = columns.some(({ leaves }) => namesMedicalCodes(leaves[0]?.text ?? ''));
  const within = isCoded ? `${place}coded_findings_` : place;
  for (const column of columns) {
    if (column.leaves.every(({ text }) => text.length > LONGEST_CELL)) continue;
    const words = wordsOf(nameOf(column, item, itemKind));
    const taken = new Set<string>();
    for (const kind of kinds) {
      const key = kind.class === 'secret' ? 'secret' : (kind.group ?? kind.kind);
      if (taken.has(key)) continue;
      const confidence = judge(kind, column, words, within);
      if (confidence === undefined) continue;
      taken.add(key);
      evidence.add({
        class: kind.class,
        kind: kind.kind,
        field: column.field,
        rows: confidence.rows,
        confidence: confidence.value,
      });
    }
  }
}

/** A key-value store has no names but those of its keys. */
function nameOf({ name, field }: Column, item: string, kind: ItemKind): string {
  const isPlain =
    kind === 'keys' && name === field && /^(?:value|data|payload|item|member)$/i.test(name);
  return isPlain ? item.replaceAll(/[*{}[\]]/g, ' ').trim() : name;
}

interface Judged {
  readonly value: number;
  readonly rows: Set<number>;
}

/** How much less the cells alone say, and how much of it the size of the sample decides. */
const BY_NAME = { base: 0.8, share: 0.2 } as const;
const BY_CELLS = { base: 0.6, share: 0.4 } as const;

function judge(kind: FieldKind, column: Column, words: string, within: string): Judged | undefined {
  if (isNamed(kind, words, within)) {
    const { rows, share, lower } = measure(column, testOf(kind, within));
    if (rows.size > 0 && share >= NAMED_SHARE) {
      return { value: kind.strength * (BY_NAME.base + BY_NAME.share * lower), rows };
    }
  }
  return kind.alone?.unless?.test(words) ? undefined : judgeAlone(kind, column, within);
}

function testOf({ class: of, test }: FieldKind, within: string): FieldKind['test'] {
  const isDigest = of === 'secret' && KEEPS_DIGESTS.test(within);
  return isDigest ? (text) => test(text) && !SHA256.test(text) : test;
}

function judgeAlone(
  { alone, within: where, strength, test }: FieldKind,
  column: Column,
  within: string,
): Judged | undefined {
  if (!alone || (where && !where.test(within))) return undefined;
  const { rows, distinct, share, lower } = measure(column, alone.test ?? test);
  if (rows.size === 0 || share < alone.share || distinct < alone.distinct) return undefined;
  return { value: strength * (BY_CELLS.base + BY_CELLS.share * lower), rows };
}

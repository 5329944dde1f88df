/** What kinds of data a store's item holds: by its names first, then by a bounded sample, which overrules them. */
import type { Amount, ClassHit, Field, ItemKind } from '../model/inventory.ts';
import { amountUnknown } from '../model/inventory.ts';
import { untrusted } from '../model/untrusted.ts';
import { chatByName, chatInSample } from './chat/index.ts';
import { Evidence } from './evidence.ts';
import { byName, byNameUnread, byValues } from './fields.ts';
import { estimatePeople } from './people.ts';
import { redactName } from './redact.ts';
import type { Sample } from './sample.ts';
import { byTexts } from './texts.ts';
import { walk, type Naming } from './walk.ts';

export interface Item {
  readonly kind: ItemKind;
  readonly name: string;
  readonly fields: readonly Pick<Field, 'name'>[];
  /** Rows as the store gave them. Read up to `SAMPLE_ROWS` and `SAMPLE_BYTES`, and kept nowhere. */
  readonly sample?: Sample;
  /** How many rows the item has, for the number of people. */
  readonly rows?: Amount;
}

export interface Classified {
  readonly classes: ClassHit[];
  readonly people: Amount;
}

/** Fewer than the schema could hold: what is unsure and rare says nothing to an owner. */
const LEAST_CONFIDENCE = 0.4;

const PATHS: readonly ItemKind[] = [
  'collection',
  'index',
  'vector-collection',
  'document',
  'database',
];

function namingOf(kind: ItemKind): Naming {
  return PATHS.includes(kind) ? 'paths' : 'columns';
}

export function classifyItem({
  kind,
  name,
  fields,
  sample = [],
  rows = amountUnknown,
}: Item): Classified {
  const declared = fields.map((field) => field.name);
  const walked = walk(sample, namingOf(kind), declared);
  const { columns, sampled } = walked;
  const evidence = new Evidence(sampled);
  const subject = { kind, name, fields: declared };
  if (sampled === 0) {
    chatByName(subject, evidence);
    byName(name, declared, evidence);
    return { classes: presentable(evidence, kind), people: amountUnknown };
  }
  const named = {
    ...subject,
    fields: [...new Set([...declared, ...columns.map(({ field }) => field)])],
  };
  chatInSample(named, walked, evidence);
  byValues(subject, columns, evidence);
  byTexts(columns, evidence);
  byNameUnread(name, declared, walked, evidence);
  const classes = presentable(evidence, kind);
  return { classes, people: estimatePeople({ name, rows, sampled }, columns, classes) };
}

/** Names of fields are values too. */
function presentable(evidence: Evidence, kind: ItemKind): ClassHit[] {
  return evidence
    .hits()
    .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
    .map((hit) => ({ ...hit, field: untrusted(redactName(untrusted(hit.field), kind)) }));
}

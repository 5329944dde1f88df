import {
  amountUnknown,
  type Amount,
  type Field,
  type InventoryItem,
  type ItemKind,
} from '../model/inventory.ts';
import { untrusted } from '../model/untrusted.ts';
import { classifyItem } from './classify.ts';
import { redactName } from './redact.ts';
import type { Sample } from './sample.ts';

/** One thing that a store listed, in the store's own words. */
export interface Listed {
  readonly kind: ItemKind;
  /** Qualified, as the store names it. */
  readonly name: string;
  readonly fields: readonly Field[];
  readonly rows?: Amount;
  readonly bytes?: Amount;
  /** Absent with `--evidence names`, or where nothing could be read. */
  readonly sample?: Sample;
  /** People, where the server itself counted them. */
  readonly people?: Amount;
  readonly span?: InventoryItem['span'];
}

/** Fields of one item that are listed; a document store may show one a key of every document. */
const MOST_FIELDS = 200;

/** The entry of the inventory: names cleaned and made patterns, fields classified, the sample let go. */
export function describeItem(listed: Listed): InventoryItem {
  const { kind, name, fields, rows = amountUnknown, bytes = amountUnknown, span } = listed;
  const verdict = classifyItem({ ...listed, rows });
  return {
    kind,
    name: safeName(name, kind),
    rows,
    bytes,
    fields: distinctFields(fields, kind),
    classes: verdict.classes,
    people: listed.people ?? verdict.people,
    ...(span && { span: { ...span, field: safeName(span.field, kind) } }),
  };
}

function safeName(name: string, kind: ItemKind): string {
  return untrusted(redactName(untrusted(name), kind));
}

/** Names that became the same pattern are one field. */
function distinctFields(fields: readonly Field[], kind: ItemKind): Field[] {
  const found = new Map<string, Field>();
  for (const { name, type } of fields) {
    if (found.size >= MOST_FIELDS) break;
    const safe = safeName(name, kind);
    if (!found.has(safe)) found.set(safe, { name: safe, type: untrusted(type, 80) });
  }
  return [...found.values()];
}

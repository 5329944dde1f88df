import { z } from 'zod';

/** The nouns of a store's inside: what it lists, how much of it, and what kinds of data its fields hold. */

/** A number with how it is known; without a value it is not known at all. */
export const Amount = z.object({
  value: z.int().min(0).nullable(),
  how: z.enum(['exact', 'estimated', 'unknown']),
});
export type Amount = z.infer<typeof Amount>;

/** Counts of servers may be larger than a JSON number holds exactly; what does not fit is capped. */
function whole(value: number | bigint): number {
  const number = Math.floor(Number(value));
  return Number.isNaN(number) ? 0 : Math.min(Math.max(number, 0), Number.MAX_SAFE_INTEGER);
}

export function exactly(value: number | bigint): Amount {
  return { value: whole(value), how: 'exact' };
}

export function about(value: number | bigint): Amount {
  return { value: whole(value), how: 'estimated' };
}

export const amountUnknown: Amount = { value: null, how: 'unknown' };

export const ItemKind = z.enum([
  'database',
  'table',
  'view',
  'collection',
  'index',
  'keys',
  'topic',
  'queue',
  'stream',
  'bucket',
  'directory',
  'vector-collection',
  'model',
  'tool',
  'metric',
  'subject',
  'repository',
  'document',
  'container',
]);
export type ItemKind = z.infer<typeof ItemKind>;

export const DataClass = z.enum([
  'chat-log',
  'secret',
  'personal',
  'payment',
  'health',
  'location',
]);
export type DataClass = z.infer<typeof DataClass>;

/** One kind of data in one field. Nothing of a value: names and counts only. */
export const ClassHit = z.object({
  class: DataClass,
  /** `openai`, `email`, `iban`, `aws-key` … */
  kind: z.string().max(40),
  /** Column, property or key as the store names it; a pattern where the name itself is personal or secret. */
  field: z.string().max(200),
  /** Rows of the sample that hold it, of how many that were read; 0 of 0 where only names were seen. */
  matched: z.int().min(0),
  sampled: z.int().min(0),
  /** 0 to 1: how sure it is that the field holds this kind. */
  confidence: z.number().min(0).max(1),
});
export type ClassHit = z.infer<typeof ClassHit>;

export const Field = z.object({ name: z.string().max(200), type: z.string().max(200) });
export type Field = z.infer<typeof Field>;

export const InventoryItem = z.object({
  kind: ItemKind,
  /** As the store names it, qualified (`default.log_stream`); a pattern where the name is personal or secret. */
  name: z.string().max(200),
  rows: Amount,
  bytes: Amount,
  fields: z.array(Field),
  classes: z.array(ClassHit),
  /** Distinct people, by an identifying column. */
  people: Amount,
  /** What a time column spans, ISO 8601, UTC. */
  span: z
    .object({ field: z.string().max(200), from: z.string().max(40), to: z.string().max(40) })
    .optional(),
});
export type InventoryItem = z.infer<typeof InventoryItem>;

export const Inventory = z.object({
  /** Everything that the server lists to this caller was listed here. */
  complete: z.boolean(),
  /** What was not reached, and why, in our words; empty where it is complete. */
  notReached: z.string().max(400),
  items: z.array(InventoryItem),
});
export type Inventory = z.infer<typeof Inventory>;

/** Whether what is stored is encrypted on its disk, as far as somebody can tell. */
export const AtRest = z.object({
  state: z.enum(['encrypted', 'plain', 'unknown']),
  /** What tells so: the engine, the host, or an attestation. */
  how: z.string().max(400),
  /** What would settle it, where it is unknown. */
  settledBy: z.string().max(400),
  /** Last day of the attestation that it rests on, YYYY-MM-DD. */
  until: z.iso.date().optional(),
});
export type AtRest = z.infer<typeof AtRest>;

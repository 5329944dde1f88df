/** Documents of a MongoDB as rows, and their fields with types. */
import type { Cell, Row } from '../../data/sample.ts';
import type { Field } from '../../model/inventory.ts';
import type { BsonDocument, BsonValue } from '../../protocols/bson.ts';

function isDocument(value: BsonValue): value is BsonDocument {
  return value instanceof Map;
}

function isList(value: BsonValue): value is readonly BsonValue[] {
  return Array.isArray(value);
}

function cellOf(value: BsonValue): Cell {
  if (isDocument(value)) return rowOf(value);
  // Identifiers and packed bytes are no text.
  if (value instanceof Uint8Array) return undefined;
  return isList(value) ? value.map(cellOf) : value;
}

export function rowOf(document: BsonDocument): Row {
  return Object.fromEntries([...document].map(([name, value]) => [name, cellOf(value)]));
}

/** The documents of a cursor's first batch. */
export function batchOf(body: BsonDocument): BsonDocument[] {
  const cursor = body.get('cursor');
  return documentsIn(isDocument(cursor) ? cursor.get('firstBatch') : undefined);
}

/** The server has more of it than the first batch. */
export function hasMore(body: BsonDocument): boolean {
  const cursor = body.get('cursor');
  return isDocument(cursor) && cursor.get('id') !== 0;
}

export function documentsIn(value: BsonValue): BsonDocument[] {
  return isList(value) ? value.filter(isDocument) : [];
}

export function textIn(document: BsonDocument, name: string): string {
  const value = document.get(name);
  return typeof value === 'string' ? value : '';
}

export function numberIn(document: BsonDocument, name: string): number | undefined {
  const value = document.get(name);
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

export function fieldsOf(documents: readonly BsonDocument[]): Field[] {
  const found = new Map<string, string>();
  for (const [name, value] of documents.flatMap((document) => [...document]))
    if (!found.has(name)) found.set(name, typeOf(value));
  return [...found].map(([name, type]) => ({ name, type }));
}

function typeOf(value: BsonValue): string {
  if (isDocument(value)) return 'object';
  if (isList(value)) return 'array';
  // Identifiers, dates and binary data are passed over when they are read.
  return value === undefined || value instanceof Uint8Array
    ? 'other'
    : value === null
      ? 'null'
      : typeof value;
}

/**
 * Collections of Qdrant, with payloads and without vectors.
 * https://api.qdrant.tech/api-reference/points/scroll-points
 */
import type { Listed } from '../../data/item.ts';
import type { Sample } from '../../data/sample.ts';
import type { Field } from '../../model/inventory.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { aboutAt, entriesAt, listEach, namesAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { fieldsOf, rowOf } from '../families/http-rows.ts';
import { field, textField, type HttpAsk } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

const COLLECTIONS = { path: '/collections' };
const COLLECTION = { path: '/collections/{collection}' };
const POINTS: HttpAsk = {
  method: 'POST',
  path: '/collections/{collection}/points/scroll?timeout=2',
  headers: { 'Content-Type': 'application/json' },
  body: `{"limit":${SAMPLED_ROWS},"with_payload":true,"with_vector":false}`,
};

async function take(reader: HttpReader): Promise<void> {
  const list = entriesAt(await reader.list(COLLECTIONS), 'result', 'collections');
  const names = list.flatMap((each) => textField(each, 'name') ?? []);
  await listEach(reader, names, bare, (name) => inside(reader, name));
}

function bare(name: string): Listed {
  return { kind: 'vector-collection', name, fields: [] };
}

async function inside(reader: HttpReader, name: string): Promise<Partial<Listed>> {
  const facts = field(await reader.facts(COLLECTION, name), 'result');
  const sample = await reader.rows(payloadsIn, POINTS, name);
  const declared = schemaOf(facts);
  const seen = fieldsOf(sample).filter((one) => declared.every((each) => each.name !== one.name));
  return {
    // It says itself that its count is rough.
    rows: aboutAt(facts, 'points_count'),
    fields: [...declared, ...seen],
    ...(sample && { sample }),
  };
}

function schemaOf(facts: unknown): Field[] {
  return namesAt(facts, 'payload_schema').map((name) => ({
    name,
    type: textField(facts, 'payload_schema', name, 'data_type') ?? '',
  }));
}

function payloadsIn(json: unknown): Sample {
  return entriesAt(json, 'result', 'points').map((point) => rowOf(field(point, 'payload') ?? {}));
}

export const qdrantInventory: HttpInventory = { asks: [COLLECTIONS, COLLECTION, POINTS], take };

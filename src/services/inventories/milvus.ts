/**
 * Collections of Milvus by its first interface over HTTP, or by its second where there is no first; without vectors.
 * https://milvus.io/api-reference/restful/v2.4.x/About.md
 */
import type { Listed } from '../../data/item.ts';
import type { Sample } from '../../data/sample.ts';
import type { Field } from '../../model/inventory.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, exactAt, listEach, textsAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { rowOf } from '../families/http-rows.ts';
import { field, textField, type HttpAsk } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

function post(path: string, body: string): HttpAsk {
  return { method: 'POST', path, body, headers: { 'Content-Type': 'application/json' } };
}

const ANY = `"filter":"","limit":${SAMPLED_ROWS},"outputFields":["*"]`;
const NAMED = '"collectionName":"{identifier}"';

interface Interface {
  readonly list: HttpAsk;
  readonly describe: HttpAsk;
  readonly query: HttpAsk;
  readonly count?: HttpAsk;
}

const FIRST: Interface = {
  list: { path: '/v1/vector/collections' },
  describe: { path: '/v1/vector/collections/describe?collectionName={collection}' },
  query: post('/v1/vector/query', `{${NAMED},${ANY}}`),
};
const SECOND: Interface = {
  list: post('/v2/vectordb/collections/list', '{}'),
  describe: post('/v2/vectordb/collections/describe', `{${NAMED}}`),
  query: post('/v2/vectordb/entities/query', `{${NAMED},${ANY}}`),
  count: post('/v2/vectordb/collections/get_stats', `{${NAMED}}`),
};

async function take(reader: HttpReader): Promise<void> {
  const second = await reader.list(SECOND.list);
  const isSecond = Array.isArray(field(second, 'data'));
  const how = isSecond ? SECOND : FIRST;
  const names = textsAt(isSecond ? second : await reader.list(FIRST.list), 'data');
  await listEach(reader, names, bare, (name) => inside(reader, how, name));
}

function bare(name: string): Listed {
  return { kind: 'vector-collection', name, fields: [] };
}

async function inside(
  reader: HttpReader,
  { describe, query, count }: Interface,
  name: string,
): Promise<Partial<Listed>> {
  const fields = fieldsIn(await reader.facts(describe, name));
  const rows = count && exactAt(await reader.facts(count, name), 'data', 'rowCount');
  const vectors = fields.filter(({ type }) => /vector/i.test(type)).map((each) => each.name);
  const sample = await reader.rows((json) => entitiesIn(json, vectors), query, name);
  return { fields, ...(rows && { rows }), ...(sample && { sample }) };
}

function fieldsIn(json: unknown): Field[] {
  return entriesAt(json, 'data', 'fields').flatMap((each) => {
    const name = textField(each, 'name');
    return name === undefined ? [] : [{ name, type: textField(each, 'type') ?? '' }];
  });
}

function entitiesIn(json: unknown, vectors: readonly string[]): Sample {
  return entriesAt(json, 'data').map((entity) => {
    const kept = Object.entries(rowOf(entity)).filter(([name]) => !vectors.includes(name));
    return Object.fromEntries(kept);
  });
}

export const milvusInventory: HttpInventory = {
  asks: [...Object.values(FIRST), ...Object.values(SECOND)] as readonly HttpAsk[],
  take,
};

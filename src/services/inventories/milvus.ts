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
import { fieldsOf, rowOf } from '../families/http-rows.ts';
import { field, textField, type HttpAsk } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

function post(path: string, body: string): HttpAsk {
  return { method: 'POST', path, body, headers: { 'Content-Type': 'application/json' } };
}

const NAMED = '"collectionName":"{identifier}"';
/** Until 2.4 a query without a condition is refused; every key is one of these two. */
const anyOf = (least: string): string =>
  `{${NAMED},"filter":"{identifier} >= ${least}","limit":${SAMPLED_ROWS},"outputFields":["*"]}`;
const NUMBERS = anyOf('0');
const TEXTS = anyOf("''");

interface Interface {
  readonly list: HttpAsk;
  readonly describe: HttpAsk;
  readonly numbers: HttpAsk;
  readonly texts: HttpAsk;
  readonly count?: HttpAsk;
}

const FIRST: Interface = {
  list: { path: '/v1/vector/collections' },
  describe: { path: '/v1/vector/collections/describe?collectionName={collection}' },
  numbers: post('/v1/vector/query', NUMBERS),
  texts: post('/v1/vector/query', TEXTS),
};
const SECOND: Interface = {
  list: post('/v2/vectordb/collections/list', '{}'),
  describe: post('/v2/vectordb/collections/describe', `{${NAMED}}`),
  numbers: post('/v2/vectordb/entities/query', NUMBERS),
  texts: post('/v2/vectordb/entities/query', TEXTS),
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

async function inside(reader: HttpReader, how: Interface, name: string): Promise<Partial<Listed>> {
  const description = await reader.facts(how.describe, name);
  const fields = fieldsIn(description);
  const rows = how.count && exactAt(await reader.facts(how.count, name), 'data', 'rowCount');
  const vectors = fields.filter(({ type }) => /vector/i.test(type)).map((each) => each.name);
  const [key] = entriesAt(description, 'data', 'fields').filter(
    (each) => field(each, 'primaryKey') === true,
  );
  const ask = /char/i.test(textField(key, 'type') ?? '') ? how.texts : how.numbers;
  const sample = await reader.rows(
    (json) => entitiesIn(json, vectors),
    ask,
    name,
    textField(key, 'name') ?? '',
  );
  const dynamic = fieldsOf(sample).filter((one) =>
    fields.every(({ name: known }) => known !== one.name),
  );
  return { fields: [...fields, ...dynamic], ...(rows && { rows }), ...(sample && { sample }) };
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

/**
 * Collections of ArangoDB, in each database. The query names its collection by a bound variable, and leaves no cursor,
 * since its answer fits one batch. https://docs.arangodb.com/stable/develop/http-api/queries/aql-queries/
 */
import type { Listed } from '../../data/item.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, exactAt, listEach, textsAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { fieldsOf } from '../families/http-rows.ts';
import { field, textField, type HttpAsk } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

const DATABASES = { path: '/_api/database' };
const COLLECTIONS = { path: '/_db/{bucket}/_api/collection?excludeSystem=true' };
const COUNT = { path: '/_db/{bucket}/_api/collection/{collection}/count' };
const DOCUMENTS: HttpAsk = {
  method: 'POST',
  path: '/_db/{bucket}/_api/cursor',
  headers: { 'Content-Type': 'application/json' },
  body: `{"query":"FOR d IN @@c LIMIT ${SAMPLED_ROWS} RETURN d","bindVars":{"@c":"{identifier}"},"batchSize":${SAMPLED_ROWS},"options":{"maxRuntime":2}}`,
};

interface Place {
  readonly database: string;
  readonly name: string;
}

async function take(reader: HttpReader): Promise<void> {
  for (const database of textsAt(await reader.list(DATABASES), 'result')) {
    const list = entriesAt(await reader.list(COLLECTIONS, database), 'result');
    const names = list.flatMap((each) => textField(each, 'name') ?? []);
    const places = names.map((name) => ({ database, name }));
    await listEach(reader, places, bare, (place) => inside(reader, place));
  }
}

function bare({ database, name }: Place): Listed {
  return { kind: 'collection', name: `${database}.${name}`, fields: [] };
}

async function inside(reader: HttpReader, { database, name }: Place): Promise<Partial<Listed>> {
  const rows = exactAt(await reader.facts(COUNT, database, name), 'count');
  const sample = await reader.rows((json) => field(json, 'result'), DOCUMENTS, database, name);
  return { rows, fields: fieldsOf(sample), ...(sample && { sample }) };
}

export const arangoInventory: HttpInventory = {
  asks: [DATABASES, COLLECTIONS, COUNT, DOCUMENTS],
  take,
};

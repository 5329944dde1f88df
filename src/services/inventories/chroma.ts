/**
 * Collections of Chroma, with the first texts of each and without their vectors. The second interface since 0.5.16, the
 * first where there is no second. https://docs.trychroma.com/reference/server-api
 */
import type { Listed } from '../../data/item.ts';
import type { Row, Sample } from '../../data/sample.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, exactAt, listEach, textsAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { fieldsOf, rowOf } from '../families/http-rows.ts';
import { textField, type HttpAsk } from '../families/http-talk.ts';
import { MOST_LISTED, SAMPLED_ROWS } from '../inventory.ts';

const headers = { 'Content-Type': 'application/json' };
const body = `{"limit":${SAMPLED_ROWS},"include":["documents","metadatas"]}`;

interface Interface {
  readonly list: HttpAsk;
  readonly count: HttpAsk;
  readonly get: HttpAsk;
}

function at(base: string): Interface {
  return {
    list: { path: `${base}/collections?limit=${MOST_LISTED}` },
    count: { path: `${base}/collections/{collection}/count` },
    get: { method: 'POST', path: `${base}/collections/{collection}/get`, headers, body },
  };
}

const IDENTITY = { path: '/api/v2/auth/identity' };
const SECOND = at('/api/v2/tenants/default_tenant/databases/{bucket}');
const FIRST = at('/api/v1');
const USUAL = 'default_database';

async function take(reader: HttpReader): Promise<void> {
  const named = textsAt(await reader.facts(IDENTITY), 'databases').filter((name) => name !== '*');
  const databases = named.length === 0 ? [USUAL] : named;
  for (const database of databases) {
    const list = await reader.list(SECOND.list, database);
    if (list === undefined) return collections(reader, await reader.list(FIRST.list), FIRST, []);
    const { length } = databases;
    await collections(reader, list, SECOND, [database], length > 1 ? `${database}.` : '');
  }
  return undefined;
}

async function collections(
  reader: HttpReader,
  list: unknown,
  how: Interface,
  place: readonly string[],
  above = '',
): Promise<void> {
  const bare = (each: unknown): Listed => ({
    kind: 'vector-collection',
    name: `${above}${textField(each, 'name') ?? ''}`,
    fields: [],
  });
  await listEach(reader, entriesAt(list), bare, async (each) => {
    const id = textField(each, 'id') ?? '';
    // A bare number.
    const count = (await reader.page(how.count, ...place, id))?.text.trim();
    const sample = await reader.rows(pointsIn, how.get, ...place, id);
    return {
      rows: exactAt({ count }, 'count'),
      fields: fieldsOf(sample),
      ...(sample && { sample }),
    };
  });
}

/** Texts and what is known of them stand in two lists beside each other. */
function pointsIn(json: unknown): Sample {
  const documents = entriesAt(json, 'documents');
  const known = entriesAt(json, 'metadatas');
  return entriesAt(json, 'ids').map((id, index): Row =>
    rowOf({ id, document: documents[index], ...rowOf(known[index] ?? {}) }),
  );
}

export const chromaInventory: HttpInventory = {
  asks: [IDENTITY, ...Object.values(SECOND), ...Object.values(FIRST)],
  take,
};

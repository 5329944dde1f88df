/**
 * Databases of CouchDB and PouchDB Server; the first documents of each stand for all.
 * https://docs.couchdb.org/en/stable/api/database/common.html
 */
import type { Listed } from '../../data/item.ts';
import type { Sample } from '../../data/sample.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, exactAt, listEach, textsAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { fieldsOf, rowOf } from '../families/http-rows.ts';
import { field, textField } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

const DATABASES = { path: '/_all_dbs' };
const DATABASE = { path: '/{collection}' };
const DOCUMENTS = { path: `/{collection}/_all_docs?limit=${SAMPLED_ROWS}&include_docs=true` };

async function take(reader: HttpReader): Promise<void> {
  const names = textsAt(await reader.list(DATABASES));
  // Its own begin with an underscore and come first.
  const ordered = names.toSorted((a, b) => Number(a.startsWith('_')) - Number(b.startsWith('_')));
  await listEach(reader, ordered, bare, (name) => inside(reader, name));
}

function bare(name: string): Listed {
  return { kind: 'database', name, fields: [] };
}

async function inside(reader: HttpReader, name: string): Promise<Partial<Listed>> {
  const facts = await reader.facts(DATABASE, name);
  const sample = await reader.rows(documentsIn, DOCUMENTS, name);
  const bytes = exactAt(facts, 'sizes', 'file');
  return {
    rows: exactAt(facts, 'doc_count'),
    // Until 2.0 it stood by itself.
    bytes: bytes.value === null ? exactAt(facts, 'disk_size') : bytes,
    fields: fieldsOf(sample),
    ...(sample && { sample }),
  };
}

function documentsIn(json: unknown): Sample {
  return entriesAt(json, 'rows')
    .filter((row) => textField(row, 'id')?.startsWith('_design/') !== true)
    .map((row) => rowOf(field(row, 'doc')));
}

export const couchInventory: HttpInventory = { asks: [DATABASES, DATABASE, DOCUMENTS], take };

/** Cores of Solr. https://solr.apache.org/guide/solr/latest/configuration-guide/coreadmin-api.html */
import type { Listed } from '../../data/item.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, exactAt, listEach, namesAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { fieldsOf } from '../families/http-rows.ts';
import { field, textField } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

const CORES = { path: '/solr/admin/cores?action=STATUS&wt=json' };
const FIELDS = { path: '/solr/{collection}/schema/fields?wt=json' };
const DOCUMENTS = {
  path: `/solr/{collection}/select?q=*:*&rows=${SAMPLED_ROWS}&wt=json&timeAllowed=2000`,
};

async function take(reader: HttpReader): Promise<void> {
  const cores = await reader.list(CORES);
  const bare = (name: string): Listed => ({
    kind: 'index',
    name,
    fields: [],
    rows: exactAt(cores, 'status', name, 'index', 'numDocs'),
    bytes: exactAt(cores, 'status', name, 'index', 'sizeInBytes'),
  });
  await listEach(reader, namesAt(cores, 'status'), bare, (name) => inside(reader, name));
}

async function inside(reader: HttpReader, name: string): Promise<Partial<Listed>> {
  const declared = entriesAt(await reader.facts(FIELDS, name), 'fields').flatMap((each) => {
    const own = textField(each, 'name');
    return own === undefined ? [] : [{ name: own, type: textField(each, 'type') ?? '' }];
  });
  const sample = await reader.rows((json) => field(json, 'response', 'docs'), DOCUMENTS, name);
  return {
    fields: declared.length > 0 ? declared : fieldsOf(sample),
    ...(sample && { sample }),
  };
}

export const solrInventory: HttpInventory = { asks: [CORES, FIELDS, DOCUMENTS], take };

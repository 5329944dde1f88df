/**
 * Indices of Elasticsearch and OpenSearch: names, documents and bytes from `_cat`, fields from the mapping, and a search
 * without a query that ends early. https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search
 */
import type { Listed } from '../../data/item.ts';
import type { Sample } from '../../data/sample.ts';
import type { Field } from '../../model/inventory.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, exactAt, listEach, namesAt, numberAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { fieldsOf, rowOf } from '../families/http-rows.ts';
import { field, textField } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';

/** The largest first, so that a list that is cut is cut at its end. */
const INDICES = {
  path: '/_cat/indices?format=json&bytes=b&s=store.size:desc&h=index,docs.count,store.size',
};
const MAPPING = { path: '/{collection}/_mapping' };
/** No shard reads more than these, or longer than this. */
const SEARCH = {
  path: `/{collection}/_search?size=${SAMPLED_ROWS}&terminate_after=1000&timeout=2s&filter_path=hits.hits._source`,
};

const nameOf = (index: unknown): string => textField(index, 'index') ?? '';
const isOwn = (index: unknown): boolean => nameOf(index).startsWith('.');

async function take(reader: HttpReader): Promise<void> {
  reader.task.atRest({
    state: 'unknown',
    how: 'The engine encrypts nothing on disk; whether the disks below it are encrypted it does not know.',
    settledBy:
      'Run Nightlatch on each data node, where the disk can be asked, or attest it in nightlatch.yaml.',
  });
  const indices = entriesAt(await reader.list(INDICES)).filter((each) => nameOf(each) !== '');
  const bySize = indices.toSorted(
    (a, b) =>
      Number(isOwn(a)) - Number(isOwn(b)) ||
      (numberAt(b, 'store.size') ?? 0) - (numberAt(a, 'store.size') ?? 0),
  );
  await listEach(reader, bySize, bare, (index) => inside(reader, nameOf(index)));
}

function bare(index: unknown): Listed {
  return {
    kind: 'index',
    name: nameOf(index),
    fields: [],
    rows: exactAt(index, 'docs.count'),
    bytes: exactAt(index, 'store.size'),
  };
}

async function inside(reader: HttpReader, name: string): Promise<Partial<Listed>> {
  const mapped = mappedIn(await reader.facts(MAPPING, name));
  const sample = await reader.rows(sourcesIn, SEARCH, name);
  return { fields: mapped.length > 0 ? mapped : fieldsOf(sample), ...(sample && { sample }) };
}

function sourcesIn(json: unknown): Sample {
  return entriesAt(json, 'hits', 'hits').map((hit) => rowOf(field(hit, '_source')));
}

/** Until 6 a type stands between the index and its properties. */
function mappedIn(json: unknown): Field[] {
  const [index = ''] = namesAt(json);
  const mappings = field(json, index, 'mappings');
  const types = [mappings, ...namesAt(mappings).map((type) => field(mappings, type))];
  return types.flatMap((type) => propertiesOf(field(type, 'properties'), ''));
}

/** Deeper ones are named by what they stand in. */
const DEEPEST = 6;

function propertiesOf(properties: unknown, above: string, depth = 0): Field[] {
  return namesAt(properties).flatMap((name): Field[] => {
    const within = field(properties, name, 'properties');
    const path = `${above}${name}`;
    if (within !== undefined && depth < DEEPEST) return propertiesOf(within, `${path}.`, depth + 1);
    return [{ name: path, type: textField(properties, name, 'type') ?? 'object' }];
  });
}

export const searchInventory: HttpInventory = { asks: [INDICES, MAPPING, SEARCH], take };

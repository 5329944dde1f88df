/**
 * Indices of Elasticsearch and OpenSearch: names, documents and bytes from `_cat`, fields from the mapping, and a search
 * without a query that ends early. https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search
 */
import { identifyingName } from '../../data/people.ts';
import type { Listed } from '../../data/item.ts';
import type { Sample } from '../../data/sample.ts';
import { about, type Amount } from '../../model/inventory.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, exactAt, listEach, numberAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { fieldsOf, rowOf } from '../families/http-rows.ts';
import { field, textField, type HttpAsk } from '../families/http-talk.ts';
import { SAMPLED_ROWS } from '../inventory.ts';
import { mappedIn, type Mapped } from './search-mapping.ts';

/** The largest first, so that a list that is cut is cut at its end. */
const INDICES = {
  path: '/_cat/indices?format=json&bytes=b&s=store.size:desc&h=index,docs.count,store.size',
};
const MAPPING = { path: '/{collection}/_mapping' };
/** No shard reads more than these, or longer than this. */
function searchFor(documents: number): HttpAsk {
  return {
    path: `/{collection}/_search?size=${documents}&terminate_after=1000&timeout=2s&filter_path=hits.hits._source`,
  };
}

const SEARCH = searchFor(SAMPLED_ROWS);
/** Of documents so large that few fill a sample. */
const FEW = searchFor(4);
const LARGE = 16 * 1024;

/** What is worked out for all documents, for as long as a question may take. */
function summary(aggregations: string): HttpAsk {
  return {
    method: 'POST',
    path: '/{collection}/_search?timeout=2s&filter_path=aggregations',
    headers: { 'Content-Type': 'application/json' },
    body: `{"size":0,"aggs":{${aggregations}}}`,
  };
}

const SPAN = summary(
  '"from":{"min":{"field":"{identifier}"}},"to":{"max":{"field":"{identifier}"}}',
);
const PEOPLE = summary('"people":{"cardinality":{"field":"{identifier}"}}');
/** Documents of an index in which people are counted. */
const MOST_COUNTED = 1_000_000;

const nameOf = (index: unknown): string => textField(index, 'index') ?? '';
/** Those of the cluster itself come last; what lies behind a data stream is the owner's. */
const isOwn = (index: unknown): boolean => /^\.(?!ds-)/.test(nameOf(index));

/** What the account may do: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-security-get-user-privileges */
const PRIVILEGES = { path: '/_security/user/_privileges' };
const CHANGES =
  /^(?:all|manage|write|index|create|create_doc|create_index|delete|delete_index|maintenance|manage_\w+)$/;

function writesBy(json: unknown): boolean | undefined {
  const indices = field(json, 'indices');
  const cluster = field(json, 'cluster');
  if (!Array.isArray(indices) || !Array.isArray(cluster)) return undefined;
  const ofIndices = entriesAt(json, 'indices').flatMap((each) => entriesAt(each, 'privileges'));
  return [...cluster, ...ofIndices].some((each) => CHANGES.test(String(each)));
}

async function take(reader: HttpReader): Promise<void> {
  if (reader.task.logIn?.isOwners) reader.task.canWrite(writesBy(await reader.facts(PRIVILEGES)));
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
  await listEach(reader, bySize, bare, (index) => inside(reader, index));
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

async function inside(reader: HttpReader, index: unknown): Promise<Partial<Listed>> {
  const name = nameOf(index);
  const mapped = mappedIn(await reader.facts(MAPPING, name));
  const sample = await reader.rows(sourcesIn, isLarge(index) ? FEW : SEARCH, name);
  const { samples } = reader.task.budget;
  const span = samples ? await spanOf(reader, name, mapped) : undefined;
  const people = samples ? await peopleOf(reader, index, mapped) : undefined;
  return {
    fields: mapped.length > 0 ? mapped : fieldsOf(sample),
    ...(sample && { sample }),
    ...(span && { span }),
    ...(people && { people }),
  };
}

/** By what its documents take on disk, where they are compressed. */
function isLarge(index: unknown): boolean {
  const bytes = numberAt(index, 'store.size') ?? 0;
  return bytes / Math.max(1, numberAt(index, 'docs.count') ?? 0) > LARGE;
}

async function spanOf(
  reader: HttpReader,
  name: string,
  mapped: readonly Mapped[],
): Promise<Listed['span']> {
  const time = mapped.find(({ type }) => type === 'date');
  if (!time) return undefined;
  const json = await reader.facts(SPAN, name, time.name, time.name);
  const [from, to] = ['from', 'to'].map((end) =>
    dayOf(numberAt(json, 'aggregations', end, 'value')),
  );
  return from && to ? { field: time.name, from, to } : undefined;
}

/** Counted where the index is small enough that this is no work for the cluster, and larger than a sample. */
async function peopleOf(
  reader: HttpReader,
  index: unknown,
  mapped: readonly Mapped[],
): Promise<Amount | undefined> {
  const documents = numberAt(index, 'docs.count') ?? 0;
  const whole = mapped.filter(({ exact }) => exact !== undefined);
  const column = identifyingName(whole.map((each) => each.name));
  const exact = whole.find((each) => each.name === column)?.exact;
  if (exact === undefined || documents <= SAMPLED_ROWS || documents > MOST_COUNTED)
    return undefined;
  const json = await reader.facts(PEOPLE, nameOf(index), exact);
  const count = numberAt(json, 'aggregations', 'people', 'value');
  return count === undefined || count === 0 ? undefined : about(count);
}

/** Milliseconds since 1970, as the server keeps dates. */
function dayOf(milliseconds: number | undefined): string | undefined {
  const time = new Date(milliseconds ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}

function sourcesIn(json: unknown): Sample {
  return entriesAt(json, 'hits', 'hits').map((hit) => rowOf(field(hit, '_source')));
}

export const searchInventory: HttpInventory = {
  asks: [INDICES, MAPPING, SEARCH, FEW, SPAN, PEOPLE, PRIVILEGES],
  take,
};

/**
 * Databases and measurements of InfluxDB 1, buckets of 2, databases of 3. A GET reads only.
 * https://docs.influxdata.com/influxdb/v1/query_language/explore-schema/
 */
import type { Listed } from '../../data/item.ts';
import type { Sample } from '../../data/sample.ts';
import type { Field } from '../../model/inventory.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, listEach, textsAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { fieldsOf, rowsOfTable } from '../families/http-rows.ts';
import { textField } from '../families/http-talk.ts';
import { MOST_LISTED, SAMPLED_ROWS } from '../inventory.ts';

const DATABASES = { path: '/query?q=SHOW%20DATABASES' };
const MEASUREMENTS = {
  path: `/query?q=SHOW%20MEASUREMENTS%20LIMIT%20${MOST_LISTED}&db={collection}`,
};
const FIELDS = { path: '/query?q=SHOW%20FIELD%20KEYS%20FROM%20%22{identifier}%22&db={collection}' };
const POINTS = {
  path: `/query?q=SELECT%20*%20FROM%20%22{identifier}%22%20LIMIT%20${SAMPLED_ROWS}&db={collection}`,
};
const BUCKETS = { path: '/api/v2/buckets?limit=100' };
const NEWER = { path: '/api/v3/configure/database?format=json' };

async function take(reader: HttpReader): Promise<void> {
  const [major] = (reader.task.look.version ?? '1').split('.');
  if (major === '2') await namesOf(reader, BUCKETS, 'bucket');
  else if (major === '3') await namesOf(reader, NEWER, 'database');
  else await measurements(reader);
}

/** Of 2 and 3 names only. */
async function namesOf(
  reader: HttpReader,
  ask: typeof BUCKETS,
  kind: 'bucket' | 'database',
): Promise<void> {
  const json = await reader.list(ask);
  const list = kind === 'bucket' ? entriesAt(json, 'buckets') : entriesAt(json);
  const word = kind === 'bucket' ? 'name' : 'iox::database';
  const names = list.flatMap((each) => textField(each, word) ?? []);
  await listEach(reader, names, (name) => ({ kind, name, fields: [] }));
}

interface Measurement {
  readonly database: string;
  readonly name: string;
}

async function measurements(reader: HttpReader): Promise<void> {
  const databases = firstCells(await reader.list(DATABASES)).filter((name) => name !== '_internal');
  for (const database of databases) {
    const names = firstCells(await reader.list(MEASUREMENTS, database));
    if (names.length === 0) reader.task.into.add({ kind: 'database', name: database, fields: [] });
    const found = names.map((name) => ({ database, name }));
    await listEach(reader, found, bare, (each) => inside(reader, each));
  }
}

function bare({ database, name }: Measurement): Listed {
  return { kind: 'table', name: `${database}.${name}`, fields: [] };
}

async function inside(
  reader: HttpReader,
  { database, name }: Measurement,
): Promise<Partial<Listed>> {
  const fields = keysIn(await reader.facts(FIELDS, name, database));
  const sample = await reader.rows(pointsIn, POINTS, name, database);
  return { fields: [...fields, ...tagsOf(fields, sample)], ...(sample && { sample }) };
}

/** Columns that are no fields: the time and the tags. */
function tagsOf(fields: readonly Field[], sample: Sample | undefined): Field[] {
  return fieldsOf(sample).filter(({ name }) => fields.every((each) => each.name !== name));
}

function series(json: unknown): unknown {
  return entriesAt(entriesAt(json, 'results')[0], 'series')[0];
}

/** The first column of the first series. */
function firstCells(json: unknown): string[] {
  return entriesAt(series(json), 'values').flatMap((row) => textsAt(row).slice(0, 1));
}

function keysIn(json: unknown): Field[] {
  return entriesAt(series(json), 'values').flatMap((row) => {
    const [name, type = ''] = textsAt(row);
    return name === undefined ? [] : [{ name, type }];
  });
}

function pointsIn(json: unknown): Sample {
  const found = series(json);
  return rowsOfTable(textsAt(found, 'columns'), entriesAt(found, 'values'));
}

export const influxInventory: HttpInventory = {
  asks: [DATABASES, MEASUREMENTS, FIELDS, POINTS, BUCKETS, NEWER],
  take,
};

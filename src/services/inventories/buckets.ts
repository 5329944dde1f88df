/**
 * Buckets of a store that speaks S3: how many objects, how large, and what their names say. Names are values: they are
 * looked at like any other and become patterns. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
import type { Listed } from '../../data/item.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { listEach } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { bucketsIn, namesIn, objectsIn } from '../object-stores/listings.ts';
import { segmentsOf, placeOf } from '../object-stores/place.ts';
import { MOST_LISTED } from '../inventory.ts';
import { objectsOf, S3 } from './objects.ts';

const BUCKETS = { path: '/' };
const QUERY = `?list-type=2&max-keys=${MOST_LISTED}`;
const OBJECTS = { path: `/{bucket}/${QUERY}` };
/** Of the bucket that the host names. */
const OWN_OBJECTS = { path: `/${QUERY}` };

async function take(reader: HttpReader): Promise<void> {
  const { host, path } = reader.talk.dialogue;
  const place = placeOf(host, path);
  if (place?.prefix === '') {
    const [label = ''] = (host ?? '').split('.s');
    return addBucket(reader, label, OWN_OBJECTS);
  }
  if (place) {
    const [named = ''] = segmentsOf(path);
    return addBucket(reader, named, OBJECTS, named);
  }
  const page = await reader.page({ ...BUCKETS, large: true });
  if (!page || !bucketsIn(page)) return undefined;
  reader.task.into.listed();
  if (page.truncated) reader.task.into.missed('The list of buckets is longer than what is read.');
  const names = namesIn(page, 'Bucket', 'Name');
  const bare = (name: string): Listed => ({ kind: 'bucket', name, fields: [] });
  return listEach(reader, names, bare, (name) => inside(reader, OBJECTS, name));
}

async function addBucket(
  reader: HttpReader,
  name: string,
  ask: typeof OBJECTS,
  ...names: readonly string[]
): Promise<void> {
  const read = await inside(reader, ask, ...names);
  reader.task.into.add({ kind: 'bucket', name, fields: [], ...read });
}

async function inside(
  reader: HttpReader,
  ask: typeof OBJECTS,
  ...names: readonly string[]
): Promise<Partial<Listed>> {
  const page = await reader.page({ ...ask, large: true }, ...names);
  if (!page || !objectsIn(page)) return {};
  return objectsOf(reader, page, S3);
}

export const bucketInventory: HttpInventory = { asks: [BUCKETS, OBJECTS, OWN_OBJECTS], take };

/** The container of Azure's that the owner named. https://learn.microsoft.com/en-us/rest/api/storageservices/list-blobs */
import type { HttpInventory } from '../families/http-inventory-table.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { MOST_LISTED } from '../inventory.ts';
import { blobsIn } from '../object-stores/listings.ts';
import { segmentsOf } from '../object-stores/place.ts';
import { AZURE, objectsOf } from './objects.ts';

const ROOT = { path: '/' };
const QUERY = `?restype=container&comp=list&maxresults=${MOST_LISTED}`;
const IN_HOST = { path: `/{bucket}${QUERY}` };
/** The emulator has the account before the container. */
const IN_PATH = { path: `/{bucket}/{bucket}${QUERY}` };

async function take(reader: HttpReader): Promise<void> {
  const root = await reader.page(ROOT);
  const isEmulator = root?.headers.get('server')?.startsWith('Azurite') === true;
  const names = segmentsOf(reader.talk.dialogue.path).slice(0, isEmulator ? 2 : 1);
  const page = await reader.page({ ...(isEmulator ? IN_PATH : IN_HOST), large: true }, ...names);
  if (!page || !blobsIn(page)) return;
  const listed = objectsOf(reader, page, AZURE);
  reader.task.into.add({ kind: 'bucket', name: names.at(-1) ?? '', fields: [], ...listed });
}

export const blobInventory: HttpInventory = { asks: [ROOT, IN_HOST, IN_PATH], take };

/** The conversation with a store that speaks S3: its buckets, where it lists them, or the one that the owner named. */
import { inventoryOf } from '../families/http-inventory-table.ts';
import type { HttpEvidence, HttpService } from '../families/http-service.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { isBusy, isRefused } from '../families/http-judge.ts';
import { bucketInventory } from '../inventories/buckets.ts';
import { look, type Look } from '../service.ts';
import { BUCKET_SENDS, listOf } from './asks.ts';
import { askBucket } from './bucket.ts';
import { allBuckets } from './buckets.ts';
import { isRefusal } from './codes.ts';
import { placeOf } from './place.ts';
import { bucketsIn, errorCode, objectsIn } from './listings.ts';

interface Store {
  readonly id: string;
  readonly title: string;
  readonly verified: string;
  /** Its own marks on the root, beside an answer in S3's words or a bucket that the owner named. */
  readonly is: (root: HttpPage) => boolean;
  readonly version?: (root: HttpPage) => string | null;
  /** A page that the secured store gives to nobody, asked where the store itself is refused. */
  readonly second?: {
    readonly path: string;
    readonly is: (page: HttpPage) => boolean;
    readonly what: string;
  };
}

export function s3Store(store: Store): HttpService {
  const { id, title, verified, second } = store;
  return {
    id,
    title,
    family: 'http',
    sends: [...BUCKET_SENDS, ...(second ? [`GET ${second.path}`] : [])],
    verdicts: ['open', 'partial', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
    verified,
    recognise: (evidence) => isStore(store, evidence),
    access: (talk, { root }) => lookAtStore(store, talk, root),
    ...inventoryOf(bucketInventory),
  };
}

function isStore(store: Pick<Store, 'is'>, { root, path }: HttpEvidence): boolean {
  const speaks =
    errorCode(root) !== undefined || bucketsIn(root) !== undefined || objectsIn(root) !== undefined;
  return (speaks || (path ?? '/') !== '/') && store.is(root);
}

async function lookAtStore(store: Store, talk: HttpTalk, root: HttpPage): Promise<Look> {
  const facts = { product: store.id, version: store.version?.(root) ?? null };
  const place = placeOf(talk.dialogue.host, talk.dialogue.path);
  if (place) {
    const page = place.prefix === '' ? root : await listOf(talk, place.prefix);
    return look({ ...facts, ...(await askBucket(talk, place, page)) });
  }
  const buckets = bucketsIn(root);
  if (buckets) return look({ ...facts, ...(await allBuckets(talk, buckets)) });
  return closed(store, talk, root, facts);
}

async function closed(
  store: Store,
  talk: HttpTalk,
  root: HttpPage,
  before: Pick<Look, 'product' | 'version'>,
): Promise<Look> {
  const proof = [{ asked: 'GET /', answered: `HTTP ${root.status}` }];
  if (isBusy(root))
    return look({
      ...before,
      proof,
      access: 'unknown',
      reason: 'The store has no room for another request; it must be asked again.',
    });
  if (!isRefused(root) && !isRefusal(errorCode(root))) {
    const reason =
      'A store that names no bucket to a stranger; a bucket can be named as the path of a URL.';
    return look({ ...before, proof, access: 'identified', reason });
  }
  const { second } = store;
  const page = second && talk.hasRoom(1) ? await talk.get(second.path) : undefined;
  if (!second || !page || !second.is(page))
    return look({
      ...before,
      proof,
      access: 'protected',
      reason: `The store refuses to name its buckets to a stranger (HTTP ${root.status}).`,
      authMethods: ['other'],
    });
  const other = await listOf(talk, `/${talk.dialogue.nonce()}`);
  const facts = {
    ...before,
    proof: [...proof, { asked: `GET ${second.path}`, answered: `HTTP 200, ${second.what}` }],
    control: [
      { asked: 'GET the list of a bucket that does not exist', answered: `HTTP ${other.status}` },
    ],
  };
  if (other.status === 200)
    return look({ ...facts, access: 'decoy', reason: 'It lists a bucket that does not exist.' });
  return look({
    ...facts,
    access: 'partial',
    reason: `The store asks for a key, and gives ${second.what} to anybody.`,
    grants: 'metadata',
    authMethods: ['none', 'other'],
  });
}

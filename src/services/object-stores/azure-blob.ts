/**
 * Azure Blob Storage: a container that anybody may list, or whose blobs anybody may read who knows a name. Private and
 * absent containers answer alike. https://learn.microsoft.com/en-us/rest/api/storageservices/list-blobs and
 * https://learn.microsoft.com/en-us/azure/storage/blobs/anonymous-read-access-configure
 */
import { isBusy, isRefused } from '../families/http-judge.ts';
import { inventoryOf } from '../families/http-inventory-table.ts';
import type { HttpEvidence, HttpService } from '../families/http-service.ts';
import type { HttpPage, HttpTalk } from '../families/http-talk.ts';
import { asObject, asWord } from '../families/http-words.ts';
import { blobInventory } from '../inventories/blobs.ts';
import { look, type Look } from '../service.ts';
import { askNowhere, askObject } from './asks.ts';
import { blobsIn, type Listing } from './listings.ts';
import { segmentsOf } from './place.ts';

const LIST = '?restype=container&comp=list&maxresults=1';
/** In the name of the host, or, in the emulator, before the container. */
const ACCOUNT_IN_PATH = '/{account}/{bucket}';
const ACCOUNT_IN_HOST = '/{bucket}';

export const azureBlob: HttpService = {
  id: 'azure-blob',
  title: 'Azure Blob Storage',
  family: 'http',
  sends: [ACCOUNT_IN_PATH, ACCOUNT_IN_HOST].flatMap((container) => [
    `GET ${container}${LIST}`,
    `HEAD ${container}/{object}`,
  ]),
  verdicts: ['open', 'partial', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified: 'Azurite 3.35.0, emulator; Azure’s own, recorded answers',
  recognise: ({ root }: HttpEvidence) =>
    root.headers.has('x-ms-request-id') &&
    /^(?:Windows-Azure-Blob|Azurite-Blob)\//.test(root.headers.get('server') ?? ''),
  access: (talk, { root }) => access(talk, root),
  ...inventoryOf(blobInventory),
};

interface Container {
  readonly prefix: string;
  readonly template: string;
  readonly object: string | undefined;
}

async function access(talk: HttpTalk, root: HttpPage): Promise<Look> {
  const container = containerOf(talk, root);
  const proof = [{ asked: 'GET /', answered: `HTTP ${root.status}` }];
  if (!container) {
    const reason = 'It is Azure Blob Storage; a container can be named as the path of a URL.';
    return look({ product: 'azure-blob', proof, access: 'identified', reason });
  }
  const page = await talk.get(`${container.prefix}${LIST}`);
  const other = await askNowhere(talk, container);
  const names = blobsIn(page);
  const what = names ? (names.names === 0 ? ', an empty list' : ', names of blobs') : '';
  const asked = `GET ${container.template}${LIST}`;
  const facts = {
    product: 'azure-blob',
    proof: [{ asked, answered: `HTTP ${page.status}${what}` }],
    control: [other.exchange],
  } as const;
  if (other.page.status === 200)
    return look({ ...facts, access: 'decoy', reason: 'It gives a blob that does not exist.' });
  if (isBusy(page)) {
    const reason = 'The store has no room for another request; it must be asked again.';
    return look({ ...facts, access: 'unknown', reason });
  }
  const first = names?.first === undefined ? undefined : asObject(names.first);
  const head = await askObject(talk, container, first ?? container.object);
  const isGiven = head?.page.status === 200;
  return look({
    ...facts,
    proof: head ? [...facts.proof, head.exchange] : facts.proof,
    ...(names ? listed(names, isGiven) : refused(page, other.page, isGiven)),
  });
}

type Verdict = Pick<Look, 'access' | 'reason'> & Partial<Look>;

function listed({ names }: Listing, isGiven: boolean): Verdict {
  const facts = { authMethods: ['none'] } as const;
  if (isGiven) {
    const reason = 'The container lists its blobs to a stranger, and gives one of them.';
    return { ...facts, access: 'open', reason, grants: 'read' };
  }
  const reason =
    names === 0
      ? 'The container is empty, and may be listed by a stranger.'
      : 'The container lists its blobs to a stranger.';
  return { ...facts, access: 'partial', reason, grants: 'metadata' };
}

function refused(page: HttpPage, other: HttpPage, isGiven: boolean): Verdict {
  // Who may read nothing hears that there is no such resource, not that there is no such blob.
  if (isGiven || other.headers.get('x-ms-error-code') === 'BlobNotFound') {
    const reason =
      'The container gives a blob to whoever knows its name, and refuses the list of all.';
    return { access: 'partial', reason, grants: 'read', authMethods: ['none', 'other'] };
  }
  if (!isRefused(page) && page.status !== 404 && page.status !== 409)
    return { access: 'identified', reason: 'What it says of the container decides nothing.' };
  const reason = `The store refuses a stranger (HTTP ${page.status}): the container is private, or it does not exist.`;
  return { access: 'protected', reason, authMethods: ['other'] };
}

/** The emulator has the account in the path; in Azure it is the first label of the host. */
function containerOf({ dialogue }: HttpTalk, root: HttpPage): Container | undefined {
  const segments = segmentsOf(dialogue.path);
  const isEmulator = (root.headers.get('server') ?? '').startsWith('Azurite');
  const depth = isEmulator ? 2 : 1;
  const words = segments.slice(0, depth).map((part) => asWord(part));
  if (words.length < depth || words.includes(undefined)) return undefined;
  return {
    prefix: `/${words.join('/')}`,
    template: isEmulator ? ACCOUNT_IN_PATH : ACCOUNT_IN_HOST,
    object: asObject(segments.slice(depth).join('/')),
  };
}

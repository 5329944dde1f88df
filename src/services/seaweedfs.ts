/**
 * SeaweedFS: its S3 port, which may ask for keys, and beside it master, volume server and filer, which those keys do not
 * guard. Whoever reaches the master finds and writes every file. https://github.com/seaweedfs/seaweedfs/wiki/Security-Overview
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { eitherOf } from './families/http-either.ts';
import { exactAt } from './families/http-listed.ts';
import { type NameList, nameLists } from './families/http-name-list.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpService } from './families/http-service.ts';
import { hasFields, titleOf } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';
import { MOST_LISTED } from './inventory.ts';
import { s3Store } from './object-stores/store.ts';

const common = {
  id: 'seaweedfs',
  title: 'SeaweedFS',
  verified: 'SeaweedFS 4.48, real server: S3, master, filer and volume server, open and with keys',
} as const;

const server = ({ headers }: HttpPage): string => headers.get('server') ?? '';

/** `SeaweedFS 8000GB 4.48`, in the header or the title. */
function versionIn(text: string): string | null {
  return untrustedVersion(/^SeaweedFS(?: Volume| Filer)?(?: \d+GB)? (\d\S{0,20})/.exec(text)?.[1]);
}

const store = s3Store({
  ...common,
  is: (root) =>
    server(root).startsWith('SeaweedFS ') && /^\s*</.test(root.text) && titleOf(root) === '',
  version: (root) => versionIn(server(root)),
});

const master = httpProduct({
  ...common,
  title: 'The master of SeaweedFS',
  recognise: ({ root }) =>
    /^SeaweedFS \d/.test(titleOf(root)) && root.text.includes('/seaweedfsstatic/'),
  proofs: [
    {
      path: '/dir/status',
      shows: ({ json }) =>
        hasFields(field(json, 'Topology'), 'Max', 'DataCenters') ? 'the topology' : undefined,
    },
  ],
  version: ({ root }) => versionIn(titleOf(root)),
  grants: 'read-write',
});

const volume = httpProduct({
  ...common,
  title: 'A volume server of SeaweedFS',
  recognise: ({ root }) => server(root).startsWith('SeaweedFS Volume '),
  proofs: [
    {
      path: '/status',
      shows: ({ json }) => (hasFields(json, 'DiskStatuses', 'Volumes') ? 'its disks' : undefined),
    },
  ],
  version: ({ root }) => versionIn(server(root)),
  grants: 'read-write',
});

/** Names in a folder; nothing below them. https://github.com/seaweedfs/seaweedfs/wiki/Filer-Server-API */
function folder(path: string): NameList {
  return {
    ask: { path: `${path}?limit=${MOST_LISTED}`, headers: { Accept: 'application/json' } },
    kind: 'directory',
    at: ['Entries'],
    name: 'FullPath',
    bytes: (entry) => exactAt(entry, 'FileSize'),
  };
}

/** The folder in JSON: the same path in HTML would give every name in it. */
const filer = httpProduct({
  ...common,
  title: 'The filer of SeaweedFS',
  recognise: ({ root }) =>
    titleOf(root).startsWith('SeaweedFS Filer ') ||
    (root.status === 401 &&
      root.headers.has('x-amz-request-id') &&
      textField(root.json, 'error') === 'wrong jwt'),
  proofs: [
    {
      path: '/?limit=1',
      headers: { Accept: 'application/json' },
      shows: ({ json }) =>
        hasFields(json, 'Path', 'Entries', 'Limit') ? 'the root folder' : undefined,
    },
  ],
  inventory: nameLists(folder('/'), folder('/buckets/')),
  version: ({ root }) => versionIn(server(root)),
  grants: 'read-write',
});

export const seaweedfs: HttpService = eitherOf(eitherOf(store, master), eitherOf(volume, filer));

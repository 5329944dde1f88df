/**
 * CouchDB, and PouchDB's server that speaks as it does. Both greet everybody. Without an administrator everybody is one
 * ("admin party", until 3.0). The list of databases was readable to all until 3.0, and is where the configuration says so.
 * https://docs.couchdb.org/en/stable/intro/security.html
 */
import { untrusted, untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpProduct, Pages } from './families/http-product-table.ts';
import type { HttpService } from './families/http-service.ts';
import { couchInventory } from './inventories/couchdb.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const SESSION = '/_session';

/** The session of somebody without a name, with the rights of an administrator. */
function isParty(page: HttpPage | undefined): boolean {
  const roles = field(page?.json, 'userCtx', 'roles');
  return (
    field(page?.json, 'userCtx', 'name') === null &&
    Array.isArray(roles) &&
    roles.includes('_admin')
  );
}

function names({ json }: HttpPage): string | undefined {
  const isList = Array.isArray(json) && json.length > 0;
  return isList && json.every((name) => typeof name === 'string')
    ? 'a list of databases'
    : undefined;
}

type Own = Pick<HttpProduct, 'id' | 'title' | 'verified' | 'recognise'>;

function likeCouch(own: Own): HttpService {
  return httpProduct({
    ...own,
    proofs: [
      { path: '/_all_dbs?limit=1', shows: names },
      {
        path: SESSION,
        shows: (page) => (isParty(page) ? 'an administrator without a name' : undefined),
      },
      // For administrators only, and mostly empty.
      {
        path: '/_active_tasks',
        shows: ({ json }) =>
          Array.isArray(json) && json.length > 0 ? 'a list of its tasks' : undefined,
      },
    ],
    version: ({ root }) => untrustedVersion(textField(root.json, 'version') ?? serverVersion(root)),
    stableId: (pages) => {
      const id = textField(pages.get('/')?.json, 'uuid');
      return id === undefined ? undefined : untrusted(id, 64);
    },
    inventory: couchInventory,
    grants: (pages: Pages) => (isParty(pages.get(SESSION)) ? 'admin' : 'metadata'),
  });
}

function serverVersion({ headers }: HttpPage): string | undefined {
  return /^CouchDB\/(\S{1,40})/.exec(headers.get('server') ?? '')?.[1];
}

export const couchdb = likeCouch({
  id: 'couchdb',
  title: 'CouchDB',
  verified:
    'CouchDB 1.6.0, real server, by hand; 2 and later from documentation; PouchDB Server stands in',
  recognise: ({ root }) =>
    textField(root.json, 'couchdb') === 'Welcome' || serverVersion(root) !== undefined,
});

export const pouchdb = likeCouch({
  id: 'pouchdb',
  title: 'PouchDB Server',
  verified: 'PouchDB Server 4.2.0, real server',
  recognise: ({ root }) => textField(root.json, 'express-pouchdb') === 'Welcome!',
});

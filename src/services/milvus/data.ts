/**
 * Milvus over HTTP, on the port that it shares with gRPC. With authorization on, every request without a name is
 * refused with its code 1800 before anything else, so that an empty list is an answer too.
 * https://milvus.io/docs/authenticate.md
 */
import { httpProduct } from '../families/http-product.ts';
import { milvusInventory } from '../inventories/milvus.ts';
import { field, type HttpPage, textField } from '../families/http-talk.ts';

export const milvusProduct = {
  id: 'milvus',
  title: 'Milvus',
  verified: 'Milvus 2.3.5, real server; 2.4 and newer, answers of its documentation',
} as const;

const FIRST = '/v1/vector/collections';
const SECOND = '/v2/vectordb/collections/list';
/** https://github.com/milvus-io/milvus/blob/master/pkg/util/merr/errors.go */
const NOT_LOGGED_IN = 1800;

export const milvusData = httpProduct({
  ...milvusProduct,
  recognise: ({ root }) => isNotLoggedIn(root) || (isNowhere(root) && 'maybe'),
  proofs: [
    { path: FIRST, shows: collections },
    {
      method: 'POST',
      path: SECOND,
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
      shows: collections,
    },
  ],
  isIt: (pages) =>
    [FIRST, SECOND].some((path) => {
      const page = pages.get(path);
      return page !== undefined && (isNotLoggedIn(page) || collections(page) !== undefined);
    }),
  refuses: isNotLoggedIn,
  takesBasic: true,
  inventory: milvusInventory,
  grants: 'read-write',
});

/** Nothing at its root, with the headers that it sends with everything. */
function isNowhere({ status, text, headers }: HttpPage): boolean {
  const allowed = headers.get('access-control-allow-headers') ?? '';
  return status === 404 && text === '404 page not found' && /\bX-CSRF-Token\b/.test(allowed);
}

function collections({ status, json }: HttpPage): string | undefined {
  const code = field(json, 'code');
  const list = field(json, 'data');
  const isWhole = status === 200 && (code === 200 || code === 0) && Array.isArray(list);
  return isWhole ? `a list of ${list.length} collections` : undefined;
}

function isNotLoggedIn({ json }: HttpPage): boolean {
  return (
    field(json, 'code') === NOT_LOGGED_IN &&
    textField(json, 'message')?.includes('authenticate') === true
  );
}

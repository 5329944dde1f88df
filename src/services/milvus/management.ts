/**
 * Milvus' port for its operators (9091). Until 2.5 it answers for collections and users to anybody, whatever
 * authorization the other port asks for. https://milvus.io/docs/configure_proxy.md
 */
import { httpProduct } from '../families/http-product.ts';
import { isGoNowhere } from '../families/http-shapes.ts';
import { field, type HttpPage } from '../families/http-talk.ts';
import { milvusProduct } from './data.ts';

const USERS = '/api/v1/credential/users';
const PORT = 9091;

export const milvusManagement = httpProduct({
  ...milvusProduct,
  recognise: ({ port, root }) => port === PORT && isGoNowhere(root) && 'maybe',
  proofs: [{ path: USERS, shows: users }],
  isIt: (pages) => {
    const page = pages.get(USERS);
    return page !== undefined && users(page) !== undefined;
  },
  // The same interface makes users.
  grants: 'admin',
});

function users({ json }: HttpPage): string | undefined {
  const names = field(json, 'usernames');
  const isList = Array.isArray(names) && names.length > 0 && field(json, 'status') !== undefined;
  return isList ? `a list of ${names.length} users` : undefined;
}

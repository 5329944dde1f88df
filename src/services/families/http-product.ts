/**
 * Most products that speak HTTP are told by a table: how to recognise it, which protected pages to read, and what a
 * real answer looks like. A product that needs more than this writes its own `access`.
 */
import type { Access } from '../../model/access.ts';
import type { ServiceHeader } from '../service.ts';
import { inventoryOf } from './http-inventory-table.ts';
import { judgeProduct } from './http-product-judge.ts';
import { besideOf } from './http-nowhere.ts';
import { type HttpProduct, wordsOf } from './http-product-table.ts';
import { type HttpLogIn, type HttpService, withBasic } from './http-service.ts';

/** The first proof again, as somebody. */
function basicLogIn({ proofs: [proof], takesBasic = false }: HttpProduct): HttpLogIn | undefined {
  if (!proof || proof.body !== undefined) return undefined;
  return {
    path: proof.path,
    letIn: (page) => page.status === 200 && proof.shows(page) !== undefined,
    unasked: takesBasic,
  };
}

export function httpProduct(product: HttpProduct): HttpService {
  const { id, title, verified, recognise, tells, unclaimed, proofs, also = [], denies } = product;
  const control = product.control ?? '/{nonce}';
  const verdicts: Access[] = ['open', 'partial', 'protected', 'identified', 'tls-only', 'decoy'];
  const proving = [...(unclaimed ? [unclaimed] : []), ...proofs];
  const own = [...(tells ? [tells] : []), ...proving, ...also];
  const logIn = basicLogIn(product);
  const sends = new Set([
    ...own.map(wordsOf),
    `GET ${control}`,
    ...proving.flatMap((ask) => besideOf(ask) ?? []).map((path) => `GET ${path}`),
    ...(logIn ? [withBasic(logIn.path)] : []),
  ]);
  const header: ServiceHeader & { readonly family: 'http' } = {
    id,
    title,
    family: 'http',
    sends: [...sends],
    verdicts: [
      ...verdicts,
      ...(denies ? (['denied'] as const) : []),
      ...(unclaimed ? (['unclaimed'] as const) : []),
      'unknown',
    ],
    verified,
  };
  return {
    ...header,
    recognise,
    ...(logIn && { logIn }),
    ...(product.inventory && inventoryOf(product.inventory, logIn)),
    ...(tells && { tells }),
    access: (talk, evidence) => judgeProduct(product, control, talk, evidence),
  };
}

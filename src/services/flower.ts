/**
 * Celery's Flower. Without a password its pages are open and its API refuses, unless that is allowed too; the health
 * page and the metrics answer even with a password. https://flower.readthedocs.io/en/latest/auth.html
 */
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';

export const flower = httpProduct({
  id: 'flower',
  title: 'Flower',
  verified: 'Flower 2.2.0, real server',
  recognise: ({ root }) =>
    /(?:^|· )Flower$/.test(titleOf(root)) ||
    /realm="flower"/.test(root.headers.get('www-authenticate') ?? ''),
  proofs: [
    {
      path: '/workers',
      shows: (page) =>
        /^Workers\b.*Flower$/.test(titleOf(page)) ? 'the page of its workers' : undefined,
    },
    { path: '/api/workers', shows: ({ json }) => workers(json) },
  ],
  grants: 'read-write',
});

function workers(json: unknown): string | undefined {
  const names = Object.keys(Object(json));
  return names.length > 0 ? `a list of ${names.length} workers` : undefined;
}

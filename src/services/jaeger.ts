/** Jaeger's query interface has no accounts of its own. https://www.jaegertracing.io/docs/latest/security/ */
import { httpProduct } from './families/http-product.ts';
import { hasFields, titleOf } from './families/http-shapes.ts';
import { field, type HttpPage } from './families/http-talk.ts';

const SERVICES = '/api/services';

/** A store without a span has `null` for a list. */
function services({ json }: HttpPage): string | undefined {
  const list = field(json, 'data');
  if (!hasFields(json, 'data', 'total', 'limit', 'offset')) return undefined;
  return Array.isArray(list) || list === null ? 'the services that it follows' : undefined;
}

export const jaeger = httpProduct({
  id: 'jaeger',
  title: 'Jaeger',
  verified: 'built from its documentation and source, never seen for real',
  recognise({ root, shared }) {
    const told = shared.get(SERVICES);
    const isPage = titleOf(root) === 'Jaeger UI';
    return isPage && (told ? services(told) !== undefined || told.status === 401 : 'maybe');
  },
  tells: { path: SERVICES },
  proofs: [{ path: SERVICES, shows: services }],
  grants: 'read',
});

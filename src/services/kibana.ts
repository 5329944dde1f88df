/**
 * Kibana and OpenSearch Dashboards. An open one gives what is in the cluster behind it, though that be shut to others.
 * `/api/status` is thinned out for strangers and proves nothing. https://www.elastic.co/docs/api/doc/kibana/
 * https://docs.opensearch.org/latest/dashboards/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpProduct, HttpProof } from './families/http-product-table.ts';
import type { HttpService } from './families/http-service.ts';
import { listOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';
import { MOST_LISTED } from './inventory.ts';

const STATUS = '/api/status';

const objects: HttpProof = {
  path: '/api/saved_objects/_find?type=config&per_page=1',
  shows({ json }) {
    const total = field(json, 'total');
    const isPage = typeof total === 'number' && Array.isArray(field(json, 'saved_objects'));
    return isPage ? `its saved settings, ${total} of them` : undefined;
  },
};

const common = {
  verified: 'built from its documentation, never seen for real',
  also: [{ path: STATUS }],
  version: (_, pages) => untrustedVersion(textField(pages.get(STATUS)?.json, 'version', 'number')),
  inventory: nameLists({
    ask: {
      path: `/api/saved_objects/_find?type=index-pattern&type=dashboard&fields=title&per_page=${MOST_LISTED}`,
    },
    kind: 'document',
    at: ['saved_objects'],
    name: (object) => textField(object, 'attributes', 'title'),
  }),
  grants: 'read-write',
} as const satisfies Partial<HttpProduct>;

export const kibana: HttpService = httpProduct({
  ...common,
  id: 'kibana',
  title: 'Kibana',
  recognise: ({ root }) =>
    ['kbn-name', 'kbn-license-sig', 'kbn-version'].some((name) => root.headers.has(name)),
  proofs: [
    { path: '/api/spaces/space', shows: ({ json }) => listOf(json, 'spaces', 'id', 'name') },
    objects,
  ],
  takesBasic: true,
});

export const opensearchDashboards: HttpService = httpProduct({
  ...common,
  id: 'opensearch-dashboards',
  title: 'OpenSearch Dashboards',
  recognise: ({ root }) => root.headers.has('osd-name'),
  proofs: [objects],
});

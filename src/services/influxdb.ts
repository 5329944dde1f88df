/**
 * InfluxDB 1, 2 and 3. Every answer of 1 and 2 carries the version; 3 says it at `/ping`, unless that wants a token too.
 * 1 with accounts switched on and none made refuses queries with 403, and lets anybody make the administrator.
 * https://docs.influxdata.com/influxdb/v1/administration/authentication_and_authorization/
 * https://docs.influxdata.com/influxdb/v2/api/ https://docs.influxdata.com/influxdb3/core/api/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { inventoryOf } from './families/http-inventory-table.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpProduct } from './families/http-product-table.ts';
import type { HttpEvidence, HttpService } from './families/http-service.ts';
import { listOf } from './families/http-shapes.ts';
import { influxInventory } from './inventories/influxdb.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const PING = '/ping';

/** Over every page that was read: 3 has the header on one of them only. */
function versionIn({ root, shared }: HttpEvidence): string | undefined {
  const pages = [root, ...shared.values()];
  return pages.flatMap(({ headers }) => headers.get('x-influxdb-version') ?? [])[0];
}

const common = {
  id: 'influxdb',
  title: 'InfluxDB',
  verified:
    'InfluxDB 1.6.7, real server; 2 and 3, built from documentation and source, never seen for real',
  recognise: (evidence) => versionIn(evidence) !== undefined || mayBeThree(evidence),
  tells: { path: PING },
  version: (evidence) => untrustedVersion(versionIn(evidence)),
} as const satisfies Partial<HttpProduct>;

/** Its own port, and a root at which 3 has nothing. */
function mayBeThree({ port, root }: HttpEvidence): 'maybe' | false {
  return port === 8181 && root.status === 404 ? 'maybe' : false;
}

function series({ json }: HttpPage): readonly unknown[] {
  const results = field(json, 'results');
  const found = Array.isArray(results) ? field(results[0], 'series') : undefined;
  return Array.isArray(found) ? found : [];
}

const countOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

const SHOW_DATABASES = '/query?q=SHOW%20DATABASES';

const one = httpProduct({
  ...common,
  unclaimed: {
    path: SHOW_DATABASES,
    is: ({ status, json }) =>
      status === 403 && /create admin user first/.test(textField(json, 'error') ?? ''),
    answered: 'create an administrator first',
  },
  proofs: [
    {
      path: SHOW_DATABASES,
      shows(page) {
        const [found] = series(page);
        if (textField(found, 'name') !== 'databases') return undefined;
        return `the databases, ${countOf(field(found, 'values'))} of them`;
      },
    },
    // Cannot be empty, and is for administrators.
    {
      path: '/query?q=SHOW%20DIAGNOSTICS',
      shows: (page) => listOf(series(page), 'kinds of settings', 'name'),
    },
  ],
  grants: 'admin',
});

const two = httpProduct({
  ...common,
  unclaimed: {
    path: '/api/v2/setup',
    is: ({ status, json }) => status === 200 && field(json, 'allowed') === true,
    answered: 'the first set-up is allowed',
  },
  proofs: [
    {
      path: '/api/v2/buckets?limit=1',
      shows: ({ json }) => listOf(field(json, 'buckets'), 'buckets', 'name'),
    },
  ],
  grants: 'read-write',
});

const three = httpProduct({
  ...common,
  proofs: [
    {
      path: '/api/v3/configure/database?format=json',
      shows: ({ json }) => listOf(json, 'databases', 'iox::database'),
    },
  ],
  grants: 'admin',
});

const byMajor: Readonly<Record<string, HttpService>> = { '1': one, '2': two, '3': three };

export const influxdb: HttpService = {
  ...one,
  ...inventoryOf(influxInventory, one.logIn),
  sends: [...new Set([...one.sends, ...two.sends, ...three.sends])],
  access(talk, evidence) {
    const [major = '1'] = (untrustedVersion(versionIn(evidence)) ?? '').split('.');
    const service = byMajor[major] ?? one;
    return service.access(talk.speaking(service), evidence);
  },
};

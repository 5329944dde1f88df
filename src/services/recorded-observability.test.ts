import { json, type FakeAnswer } from '../../test/fakes/http.ts';
import {
  closed,
  looksAtRecorded,
  open,
  redirect,
  titled,
  type RecordedPages,
} from '../../test/recorded-http.ts';

const GRAFANA: RecordedPages = {
  '/': {
    status: 302,
    headers: { Location: '/login' },
    body: '<a href="/login">Found</a>.\n\n',
  },
  '/api/health': json({ database: 'ok', version: '12.1.0', commit: 'abc' }),
};
const UNAUTHORIZED = json({ message: 'Unauthorized', messageId: 'auth.unauthorized' }, 401);
const ORG = json({ id: 1, name: 'canary', address: {} });
const DASHBOARDS = json([{ id: 1, uid: 'a', url: '/d/a/canary', title: 'canary' }]);

looksAtRecorded({
  product: 'grafana',
  states: {
    'anonymous is administrator': [
      {
        ...GRAFANA,
        '/': titled('Grafana'),
        '/api/org': ORG,
        '/api/search?limit=1': DASHBOARDS,
        '/api/datasources': json([{ id: 1, name: 'canary', type: 'prometheus' }]),
      },
      { ...open, version: '12.1.0', grants: 'admin' },
    ],
    'anonymous is viewer': [
      {
        ...GRAFANA,
        '/': titled('Grafana'),
        '/api/org': ORG,
        '/api/search?limit=1': DASHBOARDS,
        '/api/datasources': json({ message: 'You need permissions' }, 403),
      },
      { access: 'partial', grants: 'read' },
    ],
    'as it is installed': [
      { ...GRAFANA, '*': UNAUTHORIZED },
      { ...closed, version: '12.1.0' },
    ],
  },
});

const KBN = { 'kbn-name': 'lab', 'kbn-license-sig': 'abc' };
const SAVED = '/api/saved_objects/_find?type=config&per_page=1';
const SETTINGS = json({ page: 1, per_page: 1, total: 1, saved_objects: [{ id: 'canary' }] });
const STATUS = json({ name: 'lab', version: { number: '8.19.2' }, status: {} });

looksAtRecorded({
  product: 'kibana',
  states: {
    open: [
      {
        '/': { status: 302, headers: { ...KBN, Location: '/spaces/enter' } },
        '/api/spaces/space': json([{ id: 'default', name: 'canary' }]),
        [SAVED]: SETTINGS,
        '/api/status': STATUS,
      },
      { ...open, version: '8.19.2', grants: 'read-write' },
    ],
    'with accounts': [
      {
        '/': { status: 302, headers: { ...KBN, Location: '/login?next=%2F' } },
        '/api/status': json({ status: { overall: { level: 'available' } } }),
        '*': json({ statusCode: 401, error: 'Unauthorized', message: 'Unauthorized' }, 401),
      },
      { ...closed, version: null },
    ],
  },
});

looksAtRecorded({
  product: 'opensearch-dashboards',
  states: {
    open: [
      {
        '/': { status: 302, headers: { 'osd-name': 'lab', Location: '/app/home' } },
        [SAVED]: SETTINGS,
        '/api/status': STATUS,
      },
      open,
    ],
    'with accounts': [
      {
        '/': { status: 302, headers: { 'osd-name': 'lab', Location: '/app/login?' } },
        '*': json({ statusCode: 401, error: 'Unauthorized' }, 401),
      },
      closed,
    ],
  },
});

const BUILD = { version: '3.5.1', revision: 'abc', branch: 'HEAD', goVersion: 'go1.24' };
const NO_ORG: FakeAnswer = { status: 401, body: 'no org id\n' };
const TENANT = {
  ...open,
  reason: 'It wants the name of a tenant and no credentials: whoever names one is let in.',
} as const;

looksAtRecorded({
  product: 'loki',
  port: 3100,
  states: {
    'without tenants': [
      {
        '/loki/api/v1/status/buildinfo': json(BUILD),
        '/loki/api/v1/labels': json({ status: 'success', data: ['canary'] }),
      },
      { ...open, version: '3.5.1', grants: 'read-write' },
    ],
    'with tenants': [
      { '/loki/api/v1/status/buildinfo': json(BUILD), '/loki/api/v1/labels': NO_ORG },
      TENANT,
    ],
    'behind a gateway': [
      { '/loki/api/v1/status/buildinfo': json(BUILD), '/loki/api/v1/labels': { status: 401 } },
      closed,
    ],
  },
});

looksAtRecorded({
  product: 'mimir',
  states: {
    'without tenants': [
      {
        '/': titled('Grafana Mimir'),
        '/api/v1/status/buildinfo': json({
          status: 'success',
          data: { application: 'Grafana Mimir', version: '2.17.0' },
        }),
        '/prometheus/api/v1/labels?limit=1': json({ status: 'success', data: ['canary'] }),
      },
      { ...open, version: '2.17.0' },
    ],
    'with tenants': [
      {
        '/': titled('Grafana Mimir'),
        '/api/v1/status/buildinfo': json({
          status: 'success',
          data: { application: 'Grafana Mimir', version: '2.17.0' },
        }),
        '/prometheus/api/v1/labels?limit=1': NO_ORG,
      },
      TENANT,
    ],
  },
});

looksAtRecorded({
  product: 'tempo',
  port: 3200,
  states: {
    'without tenants': [
      {
        '/api/status/buildinfo': json(BUILD),
        '/api/search/tags': json({ tagNames: ['canary'] }),
      },
      { ...open, version: '3.5.1' },
    ],
    'with tenants': [{ '/api/status/buildinfo': json(BUILD), '/api/search/tags': NO_ORG }, TENANT],
  },
});

looksAtRecorded({
  product: 'jaeger',
  states: {
    open: [
      {
        '/': titled('Jaeger UI'),
        '/api/services': json({ data: ['canary'], total: 1, limit: 0, offset: 0, errors: null }),
        '*': titled('Jaeger UI'),
      },
      { ...open, grants: 'read' },
    ],
    empty: [
      {
        '/': titled('Jaeger UI'),
        '/api/services': json({ data: null, total: 0, limit: 0, offset: 0, errors: null }),
      },
      open,
    ],
  },
});

looksAtRecorded({
  product: 'zipkin',
  states: {
    open: [
      {
        '/': redirect('/zipkin/'),
        '/info': json({ zipkin: { version: '3.6.1', commit: 'b2b0c98' } }),
        '/api/v2/services': json([]),
      },
      { ...open, version: '3.6.1', grants: 'read-write' },
    ],
  },
});

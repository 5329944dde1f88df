import { json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRecorded, type RecordedPages } from '../../test/recorded-http.ts';

const html = (title: string): FakeAnswer => ({
  headers: { 'Content-Type': 'text/html' },
  body: `<!DOCTYPE html><html><head><title>${title}</title></head><body></body></html>`,
});

const open = { access: 'open', authMethods: ['none'] } as const;
const closed = { access: 'protected', grants: null } as const;

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
        '/': html('Grafana'),
        '/api/org': ORG,
        '/api/search?limit=1': DASHBOARDS,
        '/api/datasources': json([{ id: 1, name: 'canary', type: 'prometheus' }]),
      },
      { ...open, version: '12.1.0', grants: 'admin' },
    ],
    'anonymous is viewer': [
      {
        ...GRAFANA,
        '/': html('Grafana'),
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
        '/': html('Grafana Mimir'),
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
        '/': html('Grafana Mimir'),
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
        '/': html('Jaeger UI'),
        '/api/services': json({ data: ['canary'], total: 1, limit: 0, offset: 0, errors: null }),
        '*': html('Jaeger UI'),
      },
      { ...open, grants: 'read' },
    ],
    empty: [
      {
        '/': html('Jaeger UI'),
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
        '/': { status: 302, headers: { Location: '/zipkin/' } },
        '/info': json({ zipkin: { version: '3.6.1', commit: 'b2b0c98' } }),
        '/api/v2/services': json([]),
      },
      { ...open, version: '3.6.1', grants: 'read-write' },
    ],
  },
});

const NAME_NODE = {
  name: 'Hadoop:service=NameNode,name=NameNodeStatus',
  State: 'active',
  SecurityEnabled: false,
};
const HDFS: RecordedPages = {
  '/': { status: 302, headers: { Location: 'http://127.0.0.1:9870/index.html' } },
  [`/jmx?qry=${NAME_NODE.name}`]: json({ beans: [NAME_NODE] }),
};

looksAtRecorded({
  product: 'hdfs',
  port: 9870,
  states: {
    open: [
      {
        ...HDFS,
        '/webhdfs/v1/?op=LISTSTATUS': json({
          FileStatuses: { FileStatus: [{ pathSuffix: 'canary', type: 'DIRECTORY' }] },
        }),
        '/webhdfs/v1/?op=GETFILESTATUS': json({
          FileStatus: { owner: 'canary', type: 'DIRECTORY' },
        }),
      },
      { ...open, grants: 'read' },
    ],
    'without a right on the root': [
      {
        ...HDFS,
        '/webhdfs/v1/?op=LISTSTATUS': json(
          { RemoteException: { exception: 'AccessControlException' } },
          403,
        ),
        '/webhdfs/v1/?op=GETFILESTATUS': json({ FileStatus: { type: 'DIRECTORY' } }),
      },
      { access: 'partial' },
    ],
    'with Kerberos': [
      { ...HDFS, '*': { status: 401, headers: { 'WWW-Authenticate': 'Negotiate' } } },
      closed,
    ],
  },
});

looksAtRecorded({
  product: 'yarn',
  states: {
    open: [
      {
        '/': { status: 302, headers: { Location: 'http://127.0.0.1:8088/cluster' } },
        '/ws/v1/cluster/info': json({ clusterInfo: { id: 1, hadoopVersion: '3.4.1' } }),
        '/ws/v1/cluster/metrics': json({ clusterMetrics: { totalNodes: 1, appsRunning: 0 } }),
      },
      { ...open, version: '3.4.1', grants: 'read' },
    ],
  },
});

const MASTER = {
  name: 'Hadoop:service=HBase,name=Master,sub=Server',
  'tag.clusterId': '4f1f0c2e',
  numRegionServers: 1,
};

looksAtRecorded({
  product: 'hbase',
  states: {
    open: [
      {
        '/': { status: 302, headers: { Location: 'http://127.0.0.1:16010/master-status' } },
        [`/jmx?qry=${MASTER.name}`]: json({ beans: [MASTER] }),
      },
      { ...open, grants: 'metadata', stableId: '4f1f0c2e' },
    ],
  },
});

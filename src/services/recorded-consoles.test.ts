import { json } from '../../test/fakes/http.ts';
import {
  closed,
  looksAtRecorded,
  open,
  redirect,
  refusal,
  type RecordedPages,
} from '../../test/recorded-http.ts';

const ORIENT = { Server: 'OrientDB' };

looksAtRecorded({
  product: 'orientdb',
  states: {
    'as it is installed': [
      {
        '/': { headers: { ...ORIENT, 'Content-Type': 'text/html' }, body: '<html></html>' },
        '/listDatabases': json({ '@type': 'd', '@version': 0, databases: ['canary'] }, 200, ORIENT),
        '/server': refusal('Basic realm="OrientDB Server"'),
        '*': json({ errors: [{ code: 405 }] }, 405, ORIENT),
      },
      { access: 'partial', grants: 'metadata' },
    ],
    'without the account guest': [
      {
        '/': { headers: { Server: 'OrientDB Server v.2.2.37 (build 1)' } },
        '*': refusal('Basic realm="OrientDB Server"'),
      },
      { ...closed, version: '2.2.37', authMethods: ['basic'] },
    ],
  },
});

looksAtRecorded({
  product: 'druid',
  states: {
    open: [
      {
        '/': redirect('/unified-console.html'),
        '/status': json({
          version: '33.0.0',
          modules: [{ name: 'org.apache.druid.X', artifact: 'druid-x', version: '33.0.0' }],
          memory: {},
        }),
        '/druid/v2/datasources': json(['canary']),
      },
      { ...open, version: '33.0.0' },
    ],
    'with accounts': [
      { '/': refusal('Basic realm="druid"'), '*': refusal('Basic realm="druid"') },
      { ...closed, authMethods: ['basic'] },
    ],
  },
});

const trinoInfo = (version: string) =>
  json({ nodeVersion: { version }, environment: 'lab', coordinator: true, uptime: '1.00m' });

looksAtRecorded({
  product: 'trino',
  states: {
    open: [
      {
        '/': redirect('/ui/', 303),
        '/v1/info': trinoInfo('476'),
        '/v1/query?state=RUNNING': json([]),
      },
      { ...open, version: '476', grants: 'read' },
    ],
    'with accounts': [
      {
        '/': redirect('/ui/', 303),
        '/v1/info': trinoInfo('476'),
        '/v1/query?state=RUNNING': refusal('Basic realm="Trino"'),
      },
      closed,
    ],
    'that takes log-ins inside TLS only': [
      {
        '/': redirect('/ui/', 303),
        '/v1/info': trinoInfo('476'),
        '/v1/query?state=RUNNING': { status: 403, body: 'Authentication over HTTP is not enabled' },
      },
      closed,
    ],
  },
});

looksAtRecorded({
  product: 'presto',
  states: {
    open: [
      {
        '/': redirect('/ui/'),
        '/v1/info': trinoInfo('0.292-7e2b4f5'),
        '/v1/query?state=RUNNING': json([{ queryId: 'canary' }]),
      },
      { ...open, version: '0.292-7e2b4f5' },
    ],
  },
});

const REALM = refusal('basic realm="ActiveMQRealm"');

looksAtRecorded({
  product: 'activemq',
  port: 8161,
  states: {
    'without its log-in': [
      {
        '/': redirect('http://127.0.0.1:8161/index.html'),
        '/admin/xml/topics.jsp': {
          headers: { 'Content-Type': 'text/xml' },
          body: '\n\n<topics>\n\n<topic name="canary">\n</topic>\n\n</topics>\n',
        },
      },
      { ...open, grants: 'admin' },
    ],
    'as it is installed': [{ '*': REALM }, { ...closed, authMethods: ['basic'] }],
  },
});

const RQLITE = { 'X-Rqlite-Version': 'v8.36.0' };

looksAtRecorded({
  product: 'rqlite',
  states: {
    open: [
      {
        '/': { ...redirect('/status'), headers: { ...RQLITE, Location: '/status' } },
        '/nodes': json({ '127.0.0.1:4002': { api_addr: 'canary', reachable: true } }, 200, RQLITE),
        '/db/query?q=SELECT%201': json({ results: [{ columns: ['1'], values: [[1]] }] }),
        '/db/execute': { status: 405, headers: RQLITE },
      },
      { ...open, version: '8.36.0', grants: 'read-write' },
    ],
    'with the right to read for everybody': [
      {
        '/': { ...redirect('/status'), headers: { ...RQLITE, Location: '/status' } },
        '/db/query?q=SELECT%201': json({ results: [{ columns: ['1'], values: [[1]] }] }),
        '/db/execute': { status: 401, headers: RQLITE },
      },
      { access: 'partial', grants: 'read' },
    ],
    'with accounts': [
      { '*': { status: 401, headers: RQLITE } },
      { ...closed, version: '8.36.0', authMethods: ['other'] },
    ],
  },
});

const NSQ = { 'X-Nsq-Content-Type': 'nsq; version=1.0' };
const NSQ_INFO = json({ version: '1.3.0' }, 200, NSQ);

looksAtRecorded({
  product: 'nsq',
  states: {
    'its pages, for those who may only look': [
      {
        '/': {
          headers: { 'Content-Type': 'text/html' },
          body: '<title>nsqadmin</title><script>var VERSION = "1.3.0"; var IS_ADMIN =  false ;</script>',
        },
        '/api/topics': json({ topics: ['canary'], message: '' }, 200, NSQ),
      },
      { ...open, version: '1.3.0', grants: 'read' },
    ],
    'where its messages are': [
      {
        '/': json({ message: 'NOT_FOUND' }, 404, NSQ),
        '/stats?format=json': json({ topics: [{ topic_name: 'canary' }] }, 200, NSQ),
        '/info': NSQ_INFO,
      },
      { ...open, version: '1.3.0', grants: 'read-write' },
    ],
    'with TLS insisted on': [
      { '*': json({ message: 'TLS_REQUIRED', https_port: 4152 }, 403, NSQ) },
      { access: 'tls-only', grants: null },
    ],
  },
});

const IMMU = { 'Grpc-Metadata-Immudb-Uuid': 'dc3f5rhksducqkmb8q80' };
const IMMU_WEB: RecordedPages = {
  '/': redirect('/missing/', 307),
  '/api/health': json({ status: true, version: '1.9.7' }, 200, IMMU),
  '/debug/vars': redirect('/missing/', 307),
};

looksAtRecorded({
  product: 'immudb',
  states: {
    'without authentication': [
      {
        ...IMMU_WEB,
        '/api/db/state': json({ db: 'canary', txHash: 'x', precommittedTxHash: 'x' }, 200, IMMU),
      },
      { ...open, version: '1.9.7', grants: 'read-write', stableId: 'dc3f5rhksducqkmb8q80' },
    ],
    'as it is installed': [
      { ...IMMU_WEB, '/api/db/state': json({ error: 'not logged in', code: 2 }, 500, IMMU) },
      { ...closed, authMethods: ['other'] },
    ],
    'its metrics port': [
      {
        '/version': json({ component: 'immudb', version: '1.9.7', static: false }),
        '/debug/vars': json({ cmdline: ['immudb', '--admin-password=canary'] }),
      },
      { ...open, grants: 'metadata' },
    ],
  },
});

const NAME_NODE = {
  name: 'Hadoop:service=NameNode,name=NameNodeStatus',
  State: 'active',
  SecurityEnabled: false,
};
const HDFS: RecordedPages = {
  '/': {
    status: 302,
    headers: { Location: 'http://127.0.0.1:9870/index.html', Pragma: 'no-cache' },
  },
  [`/jmx?qry=${NAME_NODE.name}`]: json({ beans: [NAME_NODE] }),
};

looksAtRecorded({
  product: 'hdfs',
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
        '/': redirect('http://127.0.0.1:8088/cluster'),
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
        '/': redirect('http://127.0.0.1:16010/master-status'),
        [`/jmx?qry=${MASTER.name}`]: json({ beans: [MASTER] }),
      },
      { ...open, grants: 'metadata', stableId: '4f1f0c2e' },
    ],
  },
});

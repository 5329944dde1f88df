import { json } from '../../test/fakes/http.ts';
import {
  closed,
  looksAtRecorded,
  open,
  redirect,
  refusal,
  titled,
  type RecordedPages,
} from '../../test/recorded-http.ts';

const UNAUTHORIZED = { error: 'unauthorized', reason: 'You are not a server admin.' };
const couch = (version: string): RecordedPages => ({
  '/': json({ couchdb: 'Welcome', version, uuid: '85fb71bf700c17267fef77535820e371' }),
});

looksAtRecorded({
  product: 'couchdb',
  states: {
    'everybody is administrator': [
      {
        ...couch('2.3.1'),
        '/_all_dbs?limit=1': json(['canary']),
        '/_session': json({ ok: true, userCtx: { name: null, roles: ['_admin'] } }),
        '/_active_tasks': json([]),
      },
      { ...open, version: '2.3.1', grants: 'admin', stableId: '85fb71bf700c17267fef77535820e371' },
    ],
    'its list of databases alone': [
      {
        ...couch('2.3.1'),
        '/_all_dbs?limit=1': json(['canary']),
        '/_session': json({ ok: true, userCtx: { name: null, roles: [] } }),
        '/_active_tasks': json(UNAUTHORIZED, 401),
      },
      { access: 'partial', grants: 'metadata' },
    ],
    '3 as it is installed': [
      {
        ...couch('3.5.0'),
        '/_all_dbs?limit=1': json(UNAUTHORIZED, 401),
        '/_session': json({ ok: true, userCtx: { name: null, roles: [] } }),
        '/_active_tasks': json(UNAUTHORIZED, 401),
      },
      { ...closed, version: '3.5.0' },
    ],
    require_valid_user: [
      {
        '*': json({ error: 'unauthorized', reason: 'Authentication required.' }, 401, {
          Server: 'CouchDB/3.3.3 (Erlang OTP/24)',
        }),
      },
      { ...closed, version: '3.3.3' },
    ],
  },
});

looksAtRecorded({
  product: 'solr',
  states: {
    open: [
      {
        '/': redirect('http://127.0.0.1:8983/solr/'),
        '/solr/admin/info/system?wt=json': json({
          responseHeader: { status: 0 },
          lucene: { 'solr-spec-version': '9.8.1' },
          jvm: { version: '17' },
        }),
        '/solr/admin/cores?action=STATUS&indexInfo=false&wt=json': json({
          responseHeader: { status: 0 },
          status: { canary: {} },
        }),
      },
      { ...open, version: '9.8.1', grants: 'admin' },
    ],
    'blockUnknown=false': [
      {
        '/': redirect('/solr/'),
        '/solr/admin/info/system?wt=json': refusal('Basic realm="solr"'),
        '/solr/admin/cores?action=STATUS&indexInfo=false&wt=json': json({
          responseHeader: { status: 0 },
          status: {},
        }),
      },
      { access: 'partial' },
    ],
    'with accounts': [{ '/': redirect('/solr/'), '*': refusal('Basic realm="solr"') }, closed],
  },
});

const NEO: RecordedPages = {
  '/': json({
    bolt_routing: 'neo4j://127.0.0.1:7687',
    transaction: 'http://127.0.0.1:7474/db/{databaseName}/tx',
    neo4j_version: '5.26.0',
    neo4j_edition: 'community',
  }),
};
const NEO_REFUSAL = refusal('Basic realm="Neo4j"', {
  errors: [{ code: 'Neo.ClientError.Security.Unauthorized', message: 'No authentication header.' }],
});

looksAtRecorded({
  product: 'neo4j',
  states: {
    open: [
      {
        ...NEO,
        'POST /db/system/tx/commit': json({
          results: [{ columns: ['name'], data: [{ row: ['canary'] }] }],
          errors: [],
        }),
      },
      { ...open, version: '5.26.0', grants: 'admin' },
    ],
    '3 open': [
      {
        '/': json({ management: '/db/manage/', data: '/db/data/', bolt: 'bolt://127.0.0.1:7687' }),
        'POST /db/data/transaction/commit': json({
          results: [{ columns: ['1'], data: [{ row: [1] }] }],
          errors: [],
        }),
      },
      { ...open, version: null },
    ],
    'with accounts': [
      { ...NEO, 'POST /db/system/tx/commit': NEO_REFUSAL },
      { ...closed, authMethods: ['basic'] },
    ],
    'that answers a statement with an error': [
      {
        ...NEO,
        'POST /db/system/tx/commit': json({ results: [], errors: [{ code: 'Neo.ClientError' }] }),
      },
      { access: 'identified' },
    ],
  },
});

const CONSOLE: RecordedPages = { '/': titled('Cockroach Console') };

looksAtRecorded({
  product: 'cockroachdb',
  states: {
    insecure: [
      {
        ...CONSOLE,
        '/_admin/v1/cluster': json({ clusterId: 'a3a4b5', reportingEnabled: false }),
        '/_admin/v1/databases': json({ databases: ['defaultdb', 'canary'] }),
      },
      { ...open, stableId: 'a3a4b5', grants: 'admin' },
    ],
    secure: [
      { ...CONSOLE, '*': { status: 401, body: 'a valid authentication cookie is required' } },
      closed,
    ],
  },
});

const TIDB_STATUS = json({ connections: 0, version: '8.0.11-TiDB-v8.1.0', git_hash: '945d07c5' });

looksAtRecorded({
  product: 'tidb',
  port: 10_080,
  states: {
    'its status port': [
      {
        '/': titled('TiDB Status and Metrics Report'),
        '/status': TIDB_STATUS,
        '/schema': json([{ id: 1, db_name: { O: 'canary', L: 'canary' }, state: 5 }]),
      },
      { ...open, version: '8.1.0', grants: 'metadata' },
    ],
    'without its schema': [{ '/status': TIDB_STATUS }, { access: 'identified' }],
  },
});

const ALPHA: RecordedPages = {
  '/': { body: 'Dgraph browser is available for running separately using the dgraph-ratel binary' },
  '/health': json([{ instance: 'alpha', status: 'healthy', version: 'v24.0.0' }]),
};
const STATE = json({ counter: '15', groups: { '1': {} }, zeros: { '1': {} }, cid: '68ddf6' });
const NO_JWT = json({ errors: [{ message: 'no accessJwt available' }], data: null });

looksAtRecorded({
  product: 'dgraph',
  port: 6080,
  states: {
    Alpha: [
      { ...ALPHA, '/state': STATE, 'POST /query': json({ data: { q: [] }, extensions: {} }) },
      { ...open, version: '24.0.0', grants: 'admin', stableId: '68ddf6' },
    ],
    Zero: [{ '/state': STATE }, { ...open, version: null }],
    'Alpha with accounts': [{ ...ALPHA, '/state': NO_JWT, 'POST /query': NO_JWT }, closed],
  },
});

const SURREAL: RecordedPages = {
  '/': redirect('https://surrealdb.com/surrealist', 307),
  '/version': { body: 'surrealdb-2.3.7' },
};
const ERR = 'IAM error: Not enough permissions to perform this action';

looksAtRecorded({
  product: 'surrealdb',
  states: {
    unauthenticated: [
      {
        ...SURREAL,
        'POST /sql': json([
          { status: 'OK', result: { namespaces: {}, users: {}, accesses: {} }, time: '1ms' },
        ]),
      },
      { ...open, version: '2.3.7', grants: 'admin' },
    ],
    'statements refused': [
      { ...SURREAL, 'POST /sql': json([{ status: 'ERR', result: ERR, time: '1ms' }]) },
      closed,
    ],
    'guests refused': [{ ...SURREAL, 'POST /sql': json({ code: 403 }, 403) }, closed],
  },
});

looksAtRecorded({
  product: 'arangodb',
  states: {
    open: [
      {
        '/': redirect('/_db/_system/_admin/aardvark/index.html', 301),
        '/_api/version': json({ server: 'arango', license: 'community', version: '3.12.4' }),
        '/_api/database': json({ error: false, code: 200, result: ['_system', 'canary'] }),
      },
      { ...open, version: '3.12.4', grants: 'admin' },
    ],
    'with accounts': [
      {
        '/': redirect('/_db/_system/_admin/aardvark/index.html', 301),
        '*': refusal('Bearer token_type="JWT", realm="ArangoDB"', {
          code: 401,
          error: true,
          errorNum: 11,
        }),
      },
      { ...closed, authMethods: ['bearer'] },
    ],
  },
});

looksAtRecorded({
  product: 'rethinkdb',
  states: {
    'its console': [
      {
        '/': titled('RethinkDB Administration Console'),
        '/ajax/me': { body: '"5d8b7b0a-3f9f-4a5e-8a2b-0c7b2f1d9e11"' },
      },
      { ...open, grants: 'admin' },
    ],
  },
});

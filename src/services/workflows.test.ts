/** Schedulers, trackers and dashboards: answers recorded from real servers. */
import { json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRecorded, shell } from '../../test/recorded.ts';

const open = { access: 'open', authMethods: ['none'] } as const;
const closed = { access: 'protected', grants: null } as const;
const redirect = (to: string): FakeAnswer => ({
  status: 302,
  headers: { Location: to, 'Content-Type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Redirecting...</title><h1>Redirecting...</h1>',
});

const mlflow = shell('MLflow');
const EXPERIMENTS = '/api/2.0/mlflow/experiments/search?max_results=1';
const mlflowVersion: FakeAnswer = { headers: { 'Content-Type': 'text/html' }, body: '3.17.2' };
const mlflowAsks: FakeAnswer = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Basic realm="mlflow"' },
  body: 'You are not authenticated.',
};
const hostGuard: FakeAnswer = {
  status: 403,
  headers: { 'Content-Type': 'text/plain' },
  body: 'Invalid Host header - possible DNS rebinding attack detected',
};

looksAtRecorded(
  'mlflow',
  { port: 5000 },
  {
    open: {
      nowhere: { status: 404, body: 'Not Found' },
      pages: {
        '/': mlflow,
        '/version': mlflowVersion,
        [EXPERIMENTS]: json({ experiments: [{ experiment_id: '0', name: 'Default' }] }),
      },
      expected: { ...open, version: '3.17.2', grants: 'read-write' },
    },
    'with its basic-auth app': {
      nowhere: mlflowAsks,
      pages: { '/health': { body: 'OK' } },
      expected: { ...closed, authMethods: ['basic'] },
    },
    'whose host guard refuses the name, which is no authentication': {
      nowhere: hostGuard,
      pages: {},
      expected: { access: 'denied', grants: null },
    },
  },
);

const ray = shell('Ray Dashboard');
const noToken: FakeAnswer = {
  status: 401,
  headers: { 'Content-Type': 'text/plain' },
  body: 'Unauthorized: Missing authentication token',
};

looksAtRecorded(
  'ray',
  { port: 8265 },
  {
    open: {
      nowhere: { status: 404, body: '404: Not Found' },
      pages: {
        '/': ray,
        '/api/version': json({
          version: '4',
          ray_version: '2.60.0',
          ray_commit: 'b7f4259e944bf6959f721b106adc366ddfa0c356',
          session_name: 'session_x',
        }),
        '/api/cluster_status': json({
          result: true,
          msg: 'Got cluster status.',
          data: { autoscalingStatus: null, clusterStatus: { gcsRequestTime: 0.01 } },
        }),
      },
      expected: { ...open, version: '2.60.0', grants: 'code-execution' },
    },
    'with a token asked for': {
      nowhere: noToken,
      pages: { '/': ray, '/api/authentication_mode': json({ authentication_mode: 'token' }) },
      expected: closed,
    },
  },
);

const airflow3 = shell('Airflow');
const airflow3Version = json({ version: '3.3.2', git_version: '.release:aa19d2d' });
const notLoggedIn = json({ detail: 'Not authenticated' }, 401);

looksAtRecorded(
  'airflow',
  { port: 8080 },
  {
    '3, where everybody is an administrator': {
      nowhere: airflow3,
      pages: {
        '/api/v2/version': airflow3Version,
        '/ui/config': json({ fallback_page_limit: 50, instance_name: 'Airflow' }),
        '/api/v2/dags?limit=1': json({ dags: [], total_entries: 0 }),
      },
      expected: { ...open, version: '3.3.2' },
    },
    '3, as it is installed': {
      nowhere: airflow3,
      pages: {
        '/api/v2/version': airflow3Version,
        '/ui/config': notLoggedIn,
        '/api/v2/dags?limit=1': notLoggedIn,
      },
      expected: { ...closed, version: '3.3.2' },
    },
  },
);

const toHome = redirect('/home');
const problem: FakeAnswer = {
  status: 401,
  headers: { 'Content-Type': 'application/problem+json' },
  body: JSON.stringify({
    detail: null,
    status: 401,
    title: 'Unauthorized',
    type: 'https://airflow.apache.org/docs/apache-airflow/2.10.5/stable-rest-api-ref.html#section/Errors/Unauthenticated',
  }),
};

looksAtRecorded(
  'airflow',
  { port: 8080, closes: true },
  {
    '2, whose role Public has rights': {
      nowhere: { status: 404, body: 'Not found' },
      pages: {
        '/': toHome,
        '/home': shell(' DAGs - Airflow '),
        '/api/v1/dags?limit=1': json({ dags: [], total_entries: 0 }),
      },
      expected: open,
    },
    '2, as it is installed': {
      nowhere: { status: 404, body: 'Not found' },
      pages: {
        '/': toHome,
        '/home': redirect('/login/?next=http%3A%2F%2F127.0.0.1%3A18191%2Fhome'),
        '/api/v1/dags?limit=1': problem,
      },
      expected: closed,
    },
  },
);

const toWelcome = redirect('/superset/welcome/');
const noHeader = json({ msg: 'Missing Authorization Header' }, 401);
const DATABASES = '/api/v1/database/?q=(page_size:1)';
const DASHBOARDS = '/api/v1/dashboard/?q=(page_size:1)';

looksAtRecorded(
  'superset',
  { port: 8088, closes: true },
  {
    'whose role Public is Admin, though its pages redirect to the log-in': {
      nowhere: { status: 404, body: 'Not found' },
      pages: {
        '/': toWelcome,
        '/superset/welcome/': redirect('/login/?next=%2Fsuperset%2Fwelcome%2F'),
        [DATABASES]: json({ count: 0, ids: [], result: [], list_columns: ['id'] }),
        [DASHBOARDS]: json({ count: 0, ids: [], result: [], list_columns: ['id'] }),
      },
      expected: { ...open, grants: 'admin' },
    },
    'as it is installed': {
      nowhere: { status: 404, body: 'Not found' },
      pages: { '/': toWelcome, [DATABASES]: noHeader, [DASHBOARDS]: noHeader },
      expected: closed,
    },
  },
);

looksAtRecorded(
  'label-studio',
  { port: 8080, closes: true },
  {
    'as it is': {
      nowhere: { status: 404, body: 'Not found' },
      pages: {
        '/': redirect('/user/login/'),
        '/user/signup/': shell('Label Studio', '<form id="signup-form" method="post"></form>'),
        '/api/projects?page_size=1': json(
          {
            id: '6769a745-aae0-4b61-b0ba-3b6f7c145c4a',
            status_code: 401,
            version: '1.23.2',
            detail: 'Authentication credentials were not provided.',
          },
          401,
          { 'WWW-Authenticate': 'Token' },
        ),
      },
      expected: { ...closed, version: '1.23.2' },
    },
  },
);

const prefect = shell('Prefect Server');
const prefectClosed = json({ exception_message: 'Unauthorized' }, 401);

looksAtRecorded(
  'prefect',
  { port: 4200 },
  {
    'open and empty': {
      nowhere: prefect,
      pages: {
        '/api/admin/version': { headers: { 'Content-Type': 'application/json' }, body: '"3.8.8"' },
        'POST /api/flows/filter': json([]),
      },
      expected: { ...open, version: '3.8.8' },
    },
    'with a log-in': {
      nowhere: prefect,
      pages: { '/api/admin/version': prefectClosed, 'POST /api/flows/filter': prefectClosed },
      expected: closed,
    },
  },
);

const dagster = shell('Dagster');
const serverInfo = json({
  dagster_webserver_version: '1.13.27',
  dagster_version: '1.13.27',
  dagster_graphql_version: '1.13.27',
});
const QUERY =
  '/graphql?query=%7BrepositoriesOrError%7B__typename%7Dpermissions%7Bpermission%20value%7D%7D';
const repositories = (value: boolean): FakeAnswer =>
  json({
    data: {
      repositoriesOrError: { __typename: 'RepositoryConnection' },
      permissions: [{ permission: 'launch_pipeline_execution', value }],
    },
  });

looksAtRecorded(
  'dagster',
  { port: 3000 },
  {
    open: {
      nowhere: dagster,
      pages: { '/server_info': serverInfo, [QUERY]: repositories(true) },
      expected: { ...open, grants: 'code-execution', version: '1.13.27' },
    },
    'read-only': {
      nowhere: dagster,
      pages: { '/server_info': serverInfo, [QUERY]: repositories(false) },
      expected: { ...open, grants: 'read', version: '1.13.27' },
    },
  },
);

const hubVersion = { 'X-Jupyterhub-Version': '6.1.1' };

looksAtRecorded(
  'jupyterhub',
  { port: 8000 },
  {
    'asks everybody': {
      nowhere: { status: 404, headers: hubVersion },
      pages: {
        '/': { status: 302, headers: { ...hubVersion, Location: '/hub/' } },
        '/hub/api/users?limit=1': json(
          { status: 403, message: 'Missing or invalid credentials.' },
          403,
        ),
      },
      expected: { ...closed, version: '6.1.1' },
    },
  },
);

const commander = shell('Redis Commander: Home');
const missingToken: FakeAnswer = { status: 401, body: 'Unauthorized - Missing Token' };

looksAtRecorded(
  'redis-commander',
  { port: 8081 },
  {
    open: {
      nowhere: { status: 404, body: 'Cannot GET' },
      pages: {
        '/': commander,
        '/connections': json({
          ok: true,
          connections: [{ label: 'local', conId: 'R:127.0.0.1:9:0', foldingChar: ':' }],
        }),
        '/config': json({ sidebarWidth: 250, locked: false }),
      },
      expected: { ...open, grants: 'read-write' },
    },
    'with a log-in, whose page is the same': {
      nowhere: missingToken,
      pages: { '/': commander },
      expected: closed,
    },
  },
);

const zenml = shell('ZenML Dashboard');
const zenmlInfo = (active: boolean): FakeAnswer =>
  json({ id: '34a90e24-9061-4665-bb8b-00a78b00fed3', name: 'default', version: '0.98.0', active });
const zenmlAsks = json({ detail: 'Not authenticated' }, 401, { 'WWW-Authenticate': 'Bearer' });

looksAtRecorded(
  'zenml',
  { port: 8080 },
  {
    'not activated': {
      nowhere: zenml,
      pages: { '/api/v1/info': zenmlInfo(false), '/api/v1/users?size=1': zenmlAsks },
      expected: {
        access: 'unclaimed',
        grants: 'admin',
        version: '0.98.0',
        stableId: '34a90e24-9061-4665-bb8b-00a78b00fed3',
      },
    },
    activated: {
      nowhere: zenml,
      pages: { '/api/v1/info': zenmlInfo(true), '/api/v1/users?size=1': zenmlAsks },
      expected: { ...closed, version: '0.98.0' },
    },
  },
);

const toStatus: FakeAnswer = {
  status: 301,
  headers: { Server: 'TornadoServer/6.6.1', Location: '/status' },
};

looksAtRecorded(
  'dask',
  { port: 8787 },
  {
    'as it is': {
      nowhere: { status: 404, headers: { Server: 'TornadoServer/6.6.1' }, body: '404: Not Found' },
      pages: {
        '/': toStatus,
        '/json/identity.json': json({
          type: 'Scheduler',
          id: 'Scheduler-096ca07a',
          address: 'tcp://127.0.0.1:18171',
          services: { dashboard: 18172 },
        }),
      },
      expected: { ...open, grants: 'read' },
    },
  },
);

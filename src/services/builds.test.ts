import { json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRecorded, shell } from '../../test/recorded.ts';

/** Answers from the vendors' documentation and sources. */
const UUID = '6f1d3a52-8f0b-4c7e-9a64-2f0c5b7d1e90';
const gone: FakeAnswer = { status: 404, body: '404 page not found\n' };
const text = (
  body: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): FakeAnswer => ({
  status,
  headers,
  body,
});

const portainer = shell('Portainer', '<div ng-app="portainer"></div>');
const jenkins = { 'X-Jenkins': '2.516.3', 'X-Hudson': '1.395' };
const mode = json({ _class: 'hudson.model.Hudson', mode: 'NORMAL', numExecutors: 2 }, 200, jenkins);
const project = json({ items: [{ metadata: { name: 'default' } }] });
const noSession = json({ error: 'no session information', code: 16 }, 401);
const nexus = { Server: 'Nexus/3.71.0-06 (OSS)' };
const repositories = json([{ name: 'canary', format: 'maven2', type: 'hosted' }], 200, nexus);
const jfrog = { 'X-JFrog-Version': 'Artifactory/7.90.1 79001900' };
const harborInfo = json({
  auth_mode: 'db_auth',
  self_registration: false,
  harbor_version: 'v2.11.0-abc',
});
const npm = shell('Verdaccio', '<script src="/-/static/main.js"></script>');
const noPackage = json({ error: 'no such package available' }, 404);

looksAtRecorded(
  'portainer',
  { port: null },
  {
    'Portainer without an administrator': {
      pages: {
        '/': portainer,
        '/api/users/admin/check': json(
          { message: 'No administrator account found inside the database' },
          404,
        ),
        '/api/status': json({ Version: '2.27.3', InstanceID: UUID }),
      },
      nowhere: gone,
      expected: { access: 'unclaimed', grants: 'admin', version: '2.27.3' },
    },
    'Portainer with one': {
      pages: {
        '/': portainer,
        '/api/users/admin/check': { status: 204 },
        '/api/endpoints?limit=1': json({ message: 'A valid authorisation token is missing' }, 401),
      },
      nowhere: gone,
      expected: { access: 'protected' },
    },
  },
);

looksAtRecorded(
  'jenkins',
  { port: null },
  {
    'Jenkins read by anybody': {
      pages: {
        '/': text('', 200, jenkins),
        '/api/json?tree=mode,numExecutors': mode,
        '/script': text('', 403, jenkins),
      },
      nowhere: text('', 404, jenkins),
      expected: { access: 'partial', grants: 'metadata', version: '2.516.3' },
    },
    'Jenkins run by anybody': {
      pages: {
        '/': text('', 200, jenkins),
        '/api/json?tree=mode,numExecutors': mode,
        '/script': text('println(Jenkins.instance.pluginManager.plugins)', 200, jenkins),
      },
      nowhere: text('', 404, jenkins),
      expected: { access: 'open', grants: 'code-execution' },
    },
    'Jenkins with a log-in': {
      pages: {},
      nowhere: text('<html><head>Authentication required</head></html>', 403, jenkins),
      expected: { access: 'protected' },
    },
  },
);

looksAtRecorded(
  'argo-cd',
  { port: null },
  {
    'Argo CD for anybody': {
      pages: {
        '/': shell('Argo CD'),
        '/api/version': json({ Version: 'v2.12.3+abc' }),
        '/api/v1/projects?fields=items.metadata.name': project,
        '/api/v1/clusters?fields=items.name,items.server': project,
      },
      nowhere: shell('Argo CD'),
      expected: { access: 'open', version: '2.12.3+abc' },
    },
    'Argo CD with a log-in': {
      pages: {
        '/': shell('Argo CD'),
        '/api/version': json({ Version: 'v2.12.3+abc' }),
        '/api/v1/projects?fields=items.metadata.name': noSession,
        '/api/v1/clusters?fields=items.name,items.server': noSession,
      },
      nowhere: shell('Argo CD'),
      expected: { access: 'protected' },
    },
  },
);

looksAtRecorded(
  'nexus',
  { port: null },
  {
    'Nexus with anonymous access': {
      pages: {
        '/service/rest/v1/repositories': repositories,
        '/service/rest/v1/security/users': text('', 403, nexus),
      },
      nowhere: text('', 404, nexus),
      expected: { access: 'partial', version: '3.71.0-06' },
    },
    'Nexus without': {
      pages: { '/': text('', 200, nexus) },
      nowhere: text('', 401, nexus),
      expected: { access: 'protected' },
    },
  },
);

looksAtRecorded(
  'artifactory',
  { port: null },
  {
    'Artifactory with anonymous access': {
      pages: {
        '/': text('', 302, { ...jfrog, Location: '/ui/' }),
        '/artifactory/api/repositories': json([{ key: 'canary', type: 'LOCAL' }], 200, jfrog),
      },
      nowhere: text('', 401, jfrog),
      expected: { access: 'partial', version: '7.90.1' },
    },
  },
);

looksAtRecorded(
  'harbor',
  { port: null },
  {
    'Harbor with a public project': {
      pages: {
        '/': shell('Harbor'),
        '/api/v2.0/systeminfo': harborInfo,
        '/api/v2.0/projects?page=1&page_size=1': json([{ name: 'canary', project_id: 1 }]),
        '/api/v2.0/users?page=1&page_size=1': json({ errors: [] }, 401),
      },
      nowhere: shell('Harbor'),
      expected: { access: 'partial', version: '2.11.0-abc' },
    },
    'Harbor without': {
      pages: {
        '/': shell('Harbor'),
        '/api/v2.0/systeminfo': harborInfo,
        '/api/v2.0/projects?page=1&page_size=1': json([]),
        '/api/v2.0/users?page=1&page_size=1': json({ errors: [] }, 401),
      },
      nowhere: shell('Harbor'),
      expected: { access: 'protected' },
    },
  },
);

looksAtRecorded(
  'verdaccio',
  { port: 4873 },
  {
    'Verdaccio for anybody': {
      pages: {
        '/': npm,
        '/-/verdaccio/data/packages': json([{ name: 'canary', version: '1.0.0' }]),
      },
      nowhere: noPackage,
      expected: { access: 'open', grants: 'read' },
    },
    'Verdaccio without packages': {
      pages: { '/': npm, '/-/verdaccio/data/packages': json([]) },
      nowhere: noPackage,
      expected: { access: 'partial' },
    },
    'Verdaccio with accounts': {
      pages: { '/': npm, '/-/verdaccio/data/packages': json([]) },
      nowhere: json({ error: 'authorization required to access package x' }, 401, {
        'WWW-Authenticate': 'Basic, Bearer',
      }),
      expected: { access: 'protected', authMethods: ['basic', 'bearer'] },
    },
  },
);

looksAtRecorded(
  'minio',
  { port: null },
  {
    'the console of MinIO': {
      pages: { '/': shell('MinIO Console') },
      nowhere: json({ message: 'invalid session' }, 403),
      expected: { access: 'protected' },
    },
  },
);

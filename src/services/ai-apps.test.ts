/** Applications around models: answers recorded from real servers, or built from their source. */
import { json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRecorded, shell } from '../../test/recorded.ts';

const NOT_FOUND = json({ detail: 'Not Found' }, 404);
const open = { access: 'open', authMethods: ['none'] } as const;
const closed = { access: 'protected', grants: null } as const;

const webui = shell('Open WebUI');
const webuiConfig = (more: object, features: object): FakeAnswer =>
  json({ ...more, status: true, name: 'Open WebUI', version: '0.12.4', features });
const notLoggedIn = json({ detail: 'Not authenticated' }, 401);

looksAtRecorded(
  'open-webui',
  { port: 8080 },
  {
    'nobody is registered': {
      nowhere: webui,
      pages: {
        '/api/config': webuiConfig({ onboarding: true }, { auth: true, enable_signup: true }),
        '/api/models': notLoggedIn,
      },
      expected: { access: 'unclaimed', grants: 'admin', version: '0.12.4' },
    },
    'somebody is': {
      nowhere: webui,
      pages: {
        '/api/config': webuiConfig({}, { auth: true, enable_signup: false }),
        '/api/models': notLoggedIn,
      },
      expected: { ...closed, version: '0.12.4' },
    },
    'authentication is off, and its pages refuse all the same': {
      nowhere: webui,
      pages: {
        '/api/config': webuiConfig({ onboarding: true }, { auth: false }),
        '/api/models': notLoggedIn,
      },
      expected: { ...open, grants: 'admin', version: '0.12.4' },
    },
  },
);

const noCredentials = json({ detail: 'No authentication credentials provided' }, 403);
const langflowVersion = json({ version: '1.13.0', main_version: '1.13.0', package: 'Langflow' });

looksAtRecorded(
  'langflow',
  { port: 7860 },
  {
    'hands out a token, and refuses everything else': {
      nowhere: NOT_FOUND,
      pages: {
        '/api/v1/version': langflowVersion,
        '/api/v1/auto_login': json({ access_token: 'made-up-by-the-test', token_type: 'bearer' }),
        '/api/v1/users/whoami': noCredentials,
      },
      expected: { ...open, grants: 'code-execution', version: '1.13.0' },
    },
    'asks for a log-in': {
      nowhere: shell('Langflow'),
      pages: {
        '/api/v1/version': langflowVersion,
        '/api/v1/auto_login': json(
          { detail: { message: 'Auto login is disabled.', auto_login: false } },
          403,
        ),
        '/api/v1/users/whoami': noCredentials,
      },
      expected: { ...closed, version: '1.13.0' },
    },
  },
);

const flowise = shell('Flowise - Build AI Agents, Visually');
const flowiseVersion = json({ version: '3.0.5' });
const unauthorized = json({ error: 'Unauthorized Access' }, 401);

looksAtRecorded(
  'flowise',
  { port: 3000 },
  {
    'nobody is registered': {
      nowhere: flowise,
      pages: { 'POST /api/v1/auth/resolve': json({ redirectUrl: '/organization-setup' }) },
      expected: { access: 'unclaimed', grants: 'admin' },
    },
    'somebody is': {
      nowhere: flowise,
      pages: {
        'POST /api/v1/auth/resolve': json({ redirectUrl: '/signin' }),
        '/api/v1/chatflows': unauthorized,
        '/api/v1/components-credentials/openAIApi': unauthorized,
        '/api/v1/version': flowiseVersion,
      },
      expected: { ...closed, version: '3.0.5' },
    },
    '2.x without a name and a password': {
      nowhere: flowise,
      pages: {
        'POST /api/v1/auth/resolve': { status: 404 },
        '/api/v1/chatflows': json([]),
        '/api/v1/components-credentials/openAIApi': json({
          label: 'OpenAI API',
          name: 'openAIApi',
          version: 1,
          inputs: [],
        }),
        '/api/v1/version': json({ version: '2.2.4' }),
      },
      expected: { ...open, version: '2.2.4' },
    },
  },
);

const n8n = shell('n8n.io - Workflow Automation');
const n8nSettings = (showSetupOnFirstLoad: boolean): FakeAnswer =>
  json({
    data: {
      settingsMode: 'public',
      userManagement: { authenticationMethod: 'email', showSetupOnFirstLoad, smtpSetup: false },
      versionCli: '1.97.1',
    },
  });
const n8nClosed = json({ status: 'error', message: 'Unauthorized' }, 401);

looksAtRecorded(
  'n8n',
  { port: 5678 },
  {
    'no owner exists': {
      nowhere: n8n,
      pages: { '/rest/settings': n8nSettings(true), '/rest/workflows': n8nClosed },
      expected: { access: 'unclaimed', grants: 'admin', version: '1.97.1' },
    },
    'an owner exists': {
      nowhere: n8n,
      pages: {
        '/rest/settings': n8nSettings(false),
        '/rest/workflows': n8nClosed,
        '/rest/credentials': n8nClosed,
      },
      expected: { ...closed, version: '1.97.1' },
    },
  },
);

const metabase = shell(
  'Metabase',
  '<script type="application/json" id="_metabaseBootstrap">{"has-user-setup":false}</script>',
);
const properties = (isSetUp: boolean): FakeAnswer =>
  json({
    'has-user-setup': isSetUp,
    'setup-token': isSetUp ? null : 'made-up-by-the-test',
    version: { tag: 'v0.50.1', hash: 'abc' },
  });

looksAtRecorded(
  'metabase',
  { port: 3000 },
  {
    'nobody is registered': {
      nowhere: metabase,
      pages: { '/api/session/properties': properties(false) },
      expected: { access: 'unclaimed', grants: 'admin', version: '0.50.1' },
    },
    'somebody is': {
      nowhere: metabase,
      pages: {
        '/api/session/properties': properties(true),
        '/api/database': { status: 401, body: 'Unauthenticated' },
      },
      expected: { ...closed, version: '0.50.1' },
    },
  },
);

const comfyui = shell('ComfyUI');

looksAtRecorded(
  'comfyui',
  { port: 8188 },
  {
    'as it is': {
      nowhere: { status: 404, body: '404: Not Found' },
      pages: {
        '/': comfyui,
        '/system_stats': json({
          system: { os: 'posix', comfyui_version: '0.3.40', python_version: '3.12' },
          devices: [{ name: 'cpu', type: 'cpu' }],
        }),
      },
      expected: { ...open, version: '0.3.40' },
    },
  },
);

const langgraphRoot = json({ ok: true, services: {} });
const info = json({
  version: '0.16.7',
  langgraph_py_version: '1.2.22',
  flags: { assistants: true, crons: true },
});

looksAtRecorded(
  'langgraph',
  { port: null },
  {
    open: {
      nowhere: NOT_FOUND,
      pages: {
        '/': langgraphRoot,
        '/info': info,
        'POST /assistants/search': json([
          {
            assistant_id: 'fe096781-5601-53d2-b2f6-0d3403f7e9ca',
            graph_id: 'agent',
            name: 'agent',
          },
        ]),
      },
      expected: { ...open, version: '0.16.7' },
    },
    'with authentication of its own, whose information stays open': {
      nowhere: NOT_FOUND,
      pages: {
        '/': langgraphRoot,
        '/info': info,
        'POST /assistants/search': json({ detail: 'Unauthorized' }, 401),
      },
      expected: { ...closed, version: '0.16.7' },
    },
  },
);

const langfuse = shell('Langfuse');

looksAtRecorded(
  'langfuse',
  { port: 3000 },
  {
    'as it is': {
      nowhere: langfuse,
      pages: {
        '/api/public/health': json({ status: 'OK', version: '3.63.0' }),
        '/api/public/projects': json({ message: 'No authorization header' }, 401),
      },
      expected: { ...closed, version: '3.63.0' },
    },
  },
);

const phoenix = shell('Phoenix');
const phoenixVersion: FakeAnswer = { headers: { 'Content-Type': 'text/plain' }, body: '20.26.1' };
const invalid: FakeAnswer = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Bearer realm="Arize Phoenix"' },
  body: 'Invalid token',
};

looksAtRecorded(
  'phoenix',
  { port: 6006 },
  {
    open: {
      nowhere: phoenix,
      pages: {
        '/arize_phoenix_version': phoenixVersion,
        '/v1/projects?limit=1': json({
          data: [{ name: 'default', description: 'Default project', id: 'UHJvamVjdDox' }],
          next_cursor: null,
        }),
        '/v1/user': json({ data: { auth_method: 'ANONYMOUS' } }),
      },
      expected: { ...open, version: '20.26.1' },
    },
    'with authentication': {
      nowhere: phoenix,
      pages: {
        '/arize_phoenix_version': phoenixVersion,
        '/v1/projects?limit=1': invalid,
        '/v1/user': invalid,
      },
      expected: { ...closed, version: '20.26.1', authMethods: ['bearer'] },
    },
  },
);

const toApps: FakeAnswer = { status: 307, headers: { Location: '/apps' } };

looksAtRecorded(
  'dify',
  { port: 80 },
  {
    'nobody set it up': {
      nowhere: { status: 404 },
      pages: { '/': toApps, '/console/api/setup': json({ step: 'not_started', setup_at: null }) },
      expected: { access: 'unclaimed', grants: 'admin' },
    },
    'somebody did': {
      nowhere: { status: 404 },
      pages: {
        '/': toApps,
        '/console/api/setup': json({ step: 'finished', setup_at: '2025-01-06T10:00:00' }),
        '/console/api/apps?page=1&limit=1': json({ code: 'unauthorized', status: 401 }, 401),
      },
      expected: closed,
    },
  },
);

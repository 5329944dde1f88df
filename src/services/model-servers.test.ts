/** Model servers and their proxies: answers recorded from real servers, or built from their source. */
import { json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRecorded, shell } from '../../test/recorded.ts';

const NOT_FOUND = json({ detail: 'Not Found' }, 404);
const open = { access: 'open', authMethods: ['none'] } as const;
const closed = { access: 'protected', grants: null } as const;
const list = (...data: readonly unknown[]): FakeAnswer => json({ object: 'list', data });
const model = (owner: string): unknown => ({
  id: 'lab-model',
  object: 'model',
  created: 1_677_610_602,
  owned_by: owner,
});

const DIGEST = '5cac60c551bc67e9b37b1ba685e32291ac5bcc8fea06f0825aa56fc62b42f6b1';
const ollama = { '/': { body: 'Ollama is running' }, '/api/version': json({ version: '0.5.13' }) };
const tags = (digest: string): FakeAnswer =>
  json({
    models: [
      {
        name: 'lab:latest',
        model: 'lab:latest',
        size: 332,
        digest,
        details: {
          parent_model: '',
          format: 'gguf',
          family: 'llama',
          quantization_level: 'unknown',
        },
      },
    ],
  });

looksAtRecorded(
  'ollama',
  { port: 11_434 },
  {
    'with a model': {
      nowhere: { status: 404, body: '404 page not found' },
      pages: { ...ollama, '/api/tags': tags(DIGEST) },
      expected: { ...open, version: '0.5.13', grants: 'admin' },
    },
    'without one': {
      nowhere: { status: 404, body: '404 page not found' },
      pages: { ...ollama, '/api/tags': json({ models: [] }) },
      expected: open,
    },
    'behind a proxy that asks': {
      nowhere: { status: 401, headers: { 'WWW-Authenticate': 'Basic realm="x"' } },
      pages: { '/': { body: 'Ollama is running' } },
      expected: { ...closed, authMethods: ['basic'] },
    },
    'a decoy whose digests are none': {
      nowhere: { status: 404 },
      pages: { ...ollama, '/api/tags': tags('abc') },
      expected: { access: 'identified', grants: null },
    },
  },
);

const vllmVersion = json({ version: '0.6.3' });

looksAtRecorded(
  'vllm',
  { port: 8000 },
  {
    'without a key': {
      nowhere: NOT_FOUND,
      pages: { '/version': vllmVersion, '/v1/models': list(model('vllm')) },
      expected: { ...open, version: '0.6.3' },
    },
    'with a key, whose version stays open': {
      nowhere: NOT_FOUND,
      pages: { '/version': vllmVersion, '/v1/models': json({ error: 'Unauthorized' }, 401) },
      expected: { ...closed, version: '0.6.3' },
    },
    'in the words of 0.12': {
      nowhere: json(
        { error: { message: 'Not Found', type: 'Not Found', param: null, code: 404 } },
        404,
      ),
      pages: { '/version': json({ version: '0.12.0' }), '/v1/models': list(model('vllm')) },
      expected: { ...open, version: '0.12.0' },
    },
  },
);

looksAtRecorded(
  'llama-cpp',
  { port: 8080 },
  {
    'without a key': {
      nowhere: json({ error: { code: 404, message: 'File Not Found' } }, 404, {
        Server: 'llama.cpp',
      }),
      pages: {
        '/': { ...shell('llama.cpp - chat'), headers: { Server: 'llama.cpp' } },
        '/props': json({ default_generation_settings: {}, total_slots: 1 }),
      },
      expected: open,
    },
    'with a key, whose models are public': {
      nowhere: json(
        { error: { code: 401, message: 'Invalid API Key', type: 'authentication_error' } },
        401,
      ),
      pages: {
        '/': { ...shell('llama.cpp - chat'), headers: { Server: 'llama.cpp' } },
        '/v1/models': list(model('llamacpp')),
      },
      expected: closed,
    },
  },
);

const unexpected = (path: string): FakeAnswer =>
  json({ error: `Unexpected endpoint or method. (GET ${path})` });

looksAtRecorded(
  'lm-studio',
  { port: 1234 },
  {
    'with a model, and 200 to any path': {
      nowhere: unexpected('/x'),
      pages: { '/': unexpected('/'), '/v1/models': list(model('organization_owner')) },
      expected: open,
    },
    'with a token asked for': {
      nowhere: unexpected('/x'),
      pages: { '/': unexpected('/'), '/v1/models': json({ error: 'unauthorized' }, 401) },
      expected: closed,
    },
  },
);

const litellm = shell('LiteLLM API - Swagger UI');
const noKey = json(
  {
    error: {
      message: 'Authentication Error, No api key passed in.',
      type: 'auth_error',
      param: 'None',
      code: '401',
    },
  },
  401,
);

looksAtRecorded(
  'litellm',
  { port: 4000 },
  {
    '1.106.2 without a master key': {
      nowhere: NOT_FOUND,
      pages: {
        '/': litellm,
        '/v1/models': list(model('openai')),
        '/health/readiness': json({ status: 'healthy', db: 'Not connected' }),
      },
      expected: { ...open, version: null, grants: 'admin' },
    },
    '1.61.20 with one': {
      nowhere: NOT_FOUND,
      pages: {
        '/': litellm,
        '/v1/models': noKey,
        '/health/readiness': json({
          status: 'healthy',
          db: 'Not connected',
          litellm_version: '1.61.20',
        }),
      },
      expected: { ...closed, version: '1.61.20' },
    },
  },
);

const xinference = shell('Xinference');

looksAtRecorded(
  'xinference',
  { port: 9997 },
  {
    'as it is installed since 4.1': {
      nowhere: { status: 404 },
      pages: {
        '/': xinference,
        '/v1/cluster/auth': json({ auth: true }),
        '/v1/models': json({ detail: 'Could not validate credentials' }, 401, {
          'WWW-Authenticate': 'Bearer scope="models:list"',
        }),
      },
      expected: { ...closed, authMethods: ['bearer'] },
    },
    'with authentication off': {
      nowhere: { status: 404 },
      pages: {
        '/': xinference,
        '/v1/cluster/auth': json({ auth: false }),
        '/v1/models': list(),
      },
      expected: { ...open, grants: 'admin' },
    },
  },
);

/** Vector databases that the lab does not start: answers recorded from real servers, or built from documentation. */
import { json, type FakeAnswer } from '../../test/fakes/http.ts';
import { looksAtRecorded } from '../../test/recorded.ts';

const NOT_FOUND = json({ detail: 'Not Found' }, 404);
const open = { access: 'open', authMethods: ['none'] } as const;
const closed = { access: 'protected', grants: null } as const;

const forbidden = json({ error: 'AuthError', message: 'Forbidden' }, 403);
const heartbeat = json({ 'nanosecond heartbeat': 1_795_418_237_259_322_600 });
const chromaVersion: FakeAnswer = {
  headers: { 'Content-Type': 'application/json' },
  body: '"0.5.23"',
};
const COLLECTIONS = '/api/v2/tenants/default_tenant/databases/default_database/collections?limit=1';

looksAtRecorded(
  'chroma',
  { port: 8000 },
  {
    '0.5.23, open and empty': {
      nowhere: NOT_FOUND,
      pages: {
        '/api/v1/heartbeat': heartbeat,
        '/api/v1/version': chromaVersion,
        '/api/v2/auth/identity': json({
          user_id: '',
          tenant: 'default_tenant',
          databases: ['default_database'],
          attributes: null,
        }),
        [COLLECTIONS]: json([]),
        '/api/v1/collections?limit=1': json([]),
      },
      expected: { ...open, version: '0.5.23', grants: 'read-write' },
    },
    '0.5.23 with a token': {
      nowhere: NOT_FOUND,
      pages: {
        '/api/v1/heartbeat': heartbeat,
        '/api/v1/version': chromaVersion,
        '/api/v2/auth/identity': forbidden,
        [COLLECTIONS]: forbidden,
        '/api/v1/collections?limit=1': forbidden,
      },
      expected: { ...closed, version: '0.5.23' },
    },
  },
);

const qdrantRoot = json({ title: 'qdrant - vector search engine', version: '1.12.4', commit: '0' });
const noKey: FakeAnswer = {
  status: 401,
  headers: { 'Content-Type': 'text/plain' },
  body: 'Must provide an API key or an Authorization bearer token',
};

looksAtRecorded(
  'qdrant',
  { port: 6333 },
  {
    'open and empty': {
      nowhere: { status: 404 },
      pages: {
        '/': qdrantRoot,
        '/collections': json({ result: { collections: [] }, status: 'ok', time: 0.1 }),
        '/cluster': json({ result: { status: 'disabled' }, status: 'ok', time: 0.1 }),
      },
      expected: { ...open, version: '1.12.4' },
    },
    'with a key': {
      nowhere: noKey,
      pages: { '/': qdrantRoot, '/healthz': { body: 'healthz check passed' } },
      expected: { ...closed, version: '1.12.4' },
    },
  },
);

const weaviateRoot: FakeAnswer = { status: 301, headers: { Location: '/v1' } };
const meta = json({ hostname: 'http://[::]:8080', version: '1.35.2', modules: {} });
const anonymousOff = json(
  {
    code: 401,
    message:
      'anonymous access not enabled. Please authenticate through one of the available methods: [API-keys]',
  },
  401,
);
const notAllowed = json(
  {
    error: [
      { message: "authorization, forbidden action: user 'anonymous' has insufficient permissions" },
    ],
  },
  403,
);

looksAtRecorded(
  'weaviate',
  { port: 8080 },
  {
    'open and empty': {
      nowhere: { status: 404 },
      pages: {
        '/': weaviateRoot,
        '/v1/meta': meta,
        '/v1/nodes': json({ nodes: [{ name: 'n1', status: 'HEALTHY', version: '1.35.2' }] }),
        '/v1/objects?limit=1': json({ objects: [] }),
      },
      expected: { ...open, version: '1.35.2', grants: 'read-write' },
    },
    'with keys': {
      nowhere: anonymousOff,
      pages: { '/': weaviateRoot },
      expected: closed,
    },
    'anonymous without rights, whose schema is 200 and empty': {
      nowhere: { status: 404 },
      pages: {
        '/': weaviateRoot,
        '/v1/meta': meta,
        '/v1/schema': { status: 200 },
        '/v1/nodes': notAllowed,
        '/v1/objects?limit=1': notAllowed,
      },
      expected: { ...closed, version: '1.35.2' },
    },
  },
);

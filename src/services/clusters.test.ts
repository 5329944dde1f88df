import { describe, expect, it } from 'vitest';
import { ask, type Asked } from '../../test/ask.ts';
import { fakeHttp, json, type FakeAnswer } from '../../test/fakes/http.ts';
import { answersOf, looksAtRecorded, shell, type Recorded } from '../../test/recorded.ts';

/** Answers from the vendors' documentation and sources; what a stranger must not see in a report says `canary`. */
const UUID = '6f1d3a52-8f0b-4c7e-9a64-2f0c5b7d1e90';
const toUi: FakeAnswer = { status: 307, headers: { Location: '/ui/' } };
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

const status = (code: number, message: string): FakeAnswer =>
  json({ kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code }, code);
const anonymous = status(403, 'forbidden: User "system:anonymous" cannot get path "/canary"');
const version = json({
  major: '1',
  gitVersion: 'v1.34.1',
  platform: 'linux/amd64',
  goVersion: 'go1.24',
});
const namespace = json({
  kind: 'PartialObjectMetadata',
  metadata: { name: 'kube-system', uid: UUID },
});
const secrets = json({
  kind: 'PartialObjectMetadataList',
  items: [{ metadata: { name: 'canary' } }],
});
const paths = json({ paths: ['/api', '/api/v1', '/apis'] });

const pods: FakeAnswer = {
  headers: { 'Content-Type': 'application/json' },
  body: `{"kind":"PodList","apiVersion":"v1","metadata":{},"items":[${'{"canary":1},'.repeat(20_000)}{}]}`,
};
const forbidden = text(
  'Forbidden (user=system:anonymous, verb=get, resource=nodes, subresource=proxy)',
  403,
);

const agent = (flag: boolean): FakeAnswer =>
  json({
    Config: { Datacenter: 'canary', NodeName: 'canary', NodeID: UUID, Version: '1.21.0' },
    DebugConfig: { EnableRemoteScriptChecks: flag },
    Member: {},
  });

const consulDenied = text(
  "Permission denied: token with AccessorID '00000000-0000-0000-0000-000000000002' lacks permission 'agent:read' on \"canary\"",
  403,
  { 'X-Consul-Default-Acl-Policy': 'deny' },
);
const nodes = json([{ Node: 'canary', Address: '10.0.0.1' }]);

const health = (more: object, code = 200): FakeAnswer =>
  json(
    {
      initialized: true,
      sealed: false,
      standby: false,
      version: '1.21.4',
      cluster_id: UUID,
      ...more,
    },
    code,
  );
const noToken = json({ errors: ['missing client token'] }, 403);

looksAtRecorded(
  'kubernetes',
  { port: 8001 },
  {
    'Kubernetes to anybody': {
      pages: {
        '/': paths,
        '/version': version,
        '/api/v1/namespaces/kube-system': namespace,
        '/api/v1/secrets?limit=1': secrets,
      },
      nowhere: status(404, 'x'),
      expected: { access: 'open', grants: 'admin', version: '1.34.1', stableId: UUID },
    },
    'Kubernetes to anybody, secrets left out': {
      pages: {
        '/': anonymous,
        '/version': version,
        '/api/v1/namespaces/kube-system': namespace,
        '/api/v1/secrets?limit=1': anonymous,
      },
      nowhere: anonymous,
      expected: { access: 'partial', grants: 'metadata' },
    },
    'Kubernetes with anonymous callers': {
      pages: { '/version': version },
      nowhere: anonymous,
      expected: {
        access: 'protected',
        version: '1.34.1',
        reason:
          'The Kubernetes API lets a stranger in as system:anonymous, who may not read what was asked for (HTTP 403).',
      },
    },
    'Kubernetes without': {
      pages: {},
      nowhere: status(401, 'Unauthorized'),
      expected: { access: 'protected', grants: null },
    },
    'kubectl proxy': {
      pages: {
        '/': paths,
        '/version': version,
        '/api/v1/namespaces/kube-system': namespace,
        '/api/v1/secrets?limit=1': secrets,
      },
      nowhere: gone,
      expected: { access: 'open' },
    },
  },
);

looksAtRecorded(
  'consul',
  { port: 8500 },
  {
    'Consul without ACLs': {
      pages: { '/': toUi, '/v1/agent/self': agent(false), '/v1/catalog/nodes': nodes },
      nowhere: gone,
      expected: { access: 'open', grants: 'admin', version: '1.21.0', stableId: UUID },
    },
    'Consul that runs scripts': {
      pages: { '/': toUi, '/v1/agent/self': agent(true), '/v1/catalog/nodes': nodes },
      nowhere: gone,
      expected: { access: 'open', grants: 'code-execution' },
    },
    'Consul with ACLs': {
      pages: { '/': toUi, '/v1/agent/self': consulDenied, '/v1/catalog/nodes': json([]) },
      nowhere: gone,
      expected: { access: 'protected', grants: null },
    },
    'Consul whose anonymous token reads nodes': {
      pages: { '/': toUi, '/v1/agent/self': consulDenied, '/v1/catalog/nodes': nodes },
      nowhere: gone,
      expected: { access: 'partial', grants: 'metadata' },
    },
  },
);

looksAtRecorded(
  'nomad',
  { port: 4646 },
  {
    'Nomad without ACLs': {
      pages: {
        '/': toUi,
        '/v1/regions': json(['global']),
        '/v1/agent/self': json({ config: { Version: { Version: '1.10.0' } }, member: {} }),
      },
      nowhere: gone,
      expected: { access: 'open', grants: 'code-execution', version: '1.10.0' },
    },
    'Nomad with ACLs': {
      pages: {
        '/': toUi,
        '/v1/regions': json(['global']),
        '/v1/agent/self': text('Permission denied', 403),
        '/v1/nodes?per_page=1': text('Permission denied', 403),
      },
      nowhere: gone,
      expected: { access: 'protected', grants: null },
    },
  },
);

looksAtRecorded(
  'vault',
  { port: 8200 },
  {
    'Vault with its token asked for': {
      pages: { '/': toUi, '/v1/sys/health': health({}), '/v1/sys/mounts': noToken },
      nowhere: noToken,
      expected: { access: 'protected', version: '1.21.4', stableId: UUID },
    },
    'Vault never initialized': {
      pages: { '/': toUi, '/v1/sys/health': health({ initialized: false, sealed: true }, 501) },
      nowhere: noToken,
      expected: { access: 'unclaimed', grants: 'admin' },
    },
    'Vault sealed': {
      pages: { '/': toUi, '/v1/sys/health': health({ sealed: true }, 503) },
      nowhere: json({ errors: ['Vault is sealed'] }, 503),
      expected: { access: 'protected' },
    },
    'a health page everywhere': {
      pages: { '/': toUi },
      nowhere: health({ initialized: false }),
      expected: { access: 'decoy' },
    },
  },
);

async function lookAt(recorded: Omit<Recorded, 'expected'>, port?: number): Promise<Asked> {
  const place = port === undefined ? {} : { address: '127.44.14.1', port };
  await using fake = await fakeHttp(answersOf(recorded), place);
  const asked = await ask(fake);
  expect(asked.undeclared).toBe(0);
  expect(asked.connections).toBeLessThanOrEqual(port === undefined ? 8 : 3);
  expect(JSON.stringify(asked)).not.toContain('canary');
  return asked;
}

const atPorts: readonly {
  name: string;
  recorded: Omit<Recorded, 'expected'>;
  expected: Partial<Asked>;
  port?: number;
}[] = [
  {
    name: 'the read-only port of a kubelet',
    recorded: { pages: { '/pods': pods }, nowhere: gone },
    expected: { product: 'kubelet', access: 'open', grants: 'read' },
    port: 10_255,
  },
  {
    name: 'a kubelet that lets anybody do anything',
    recorded: { pages: { '/pods': pods, '/configz': json({ kubeletconfig: {} }) }, nowhere: gone },
    expected: { product: 'kubelet', access: 'open', grants: 'code-execution' },
    port: 10_250,
  },
  {
    name: 'a kubelet that authenticates',
    recorded: { pages: {}, nowhere: text('Unauthorized', 401) },
    expected: { product: 'kubelet', access: 'protected' },
    port: 10_250,
  },
  {
    name: 'the same on any other port',
    recorded: { pages: {}, nowhere: text('Unauthorized', 401) },
    expected: { product: 'http', access: 'protected' },
  },
  {
    name: 'a list of words behind a redirect',
    recorded: { pages: { '/': toUi, '/v1/regions': json(['eu', 'us']) }, nowhere: gone },
    expected: { product: 'http' },
  },
  {
    name: 'an agent that lends its token',
    recorded: {
      pages: {
        '/v1/sys/health': health({}),
        '/v1/sys/mounts': json({ data: { 'canary/': {}, 'sys/': {} } }),
      },
      nowhere: json({ errors: [] }, 404),
    },
    expected: { product: 'vault', access: 'open', grants: 'read' },
    port: 8200,
  },
  {
    name: 'a kubelet that authorizes',
    recorded: { pages: {}, nowhere: forbidden },
    expected: { product: 'kubelet', access: 'protected', grants: null },
  },
];

describe('at a port that matters', () => {
  it.each(atPorts)('$name', async ({ recorded, expected, port }) => {
    expect(await lookAt(recorded, port)).toMatchObject(expected);
  });
});

const PORTS = [8500, 4646, 8200, 10_250, 8001, 9001, 2375, 5000, 2019] as const;

describe('what is none of them on their ports', () => {
  const guarded = text('', 401, { 'WWW-Authenticate': 'Basic realm="x"' });
  it.each(PORTS)('port %i', async (port) => {
    expect(
      await lookAt({ pages: {}, nowhere: shell('Sign in', '<input type="password">') }, port),
    ).toMatchObject({ product: 'http', access: 'identified' });
    expect(await lookAt({ pages: {}, nowhere: guarded }, port)).toMatchObject({
      product: 'http',
      access: 'protected',
    });
    expect(await lookAt({ pages: {}, nowhere: gone }, port)).toMatchObject({
      product: 'http',
      access: 'identified',
    });
    expect(await lookAt({ pages: { '/': toUi }, nowhere: shell('App') }, port)).toMatchObject({
      product: 'http',
      access: 'identified',
    });
  });
});

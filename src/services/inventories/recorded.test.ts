import { describe, expect, it } from 'vitest';
import { ask, type Asked } from '../../../test/ask.ts';
import { canaries } from '../../../test/canaries.ts';
import { fakeHttp, json, type FakeAnswer } from '../../../test/fakes/http.ts';
import { httpServices } from '../http-services.ts';
import { classesOf, expectNothingKept, planted } from '../../../test/planted.ts';

type Pages = Readonly<Record<string, FakeAnswer>>;
const NOWHERE: FakeAnswer = { status: 404, body: '404 page not found\n' };

/** Answers by `METHOD path`, `METHOD path body`, or path for a GET; the nonce of a control is nowhere. */
async function inventoryOf(pages: Pages, nowhere = NOWHERE): Promise<Asked> {
  await using fake = await fakeHttp(
    (path, method, body) =>
      pages[`${method} ${path} ${body}`] ??
      pages[`${method} ${path}`] ??
      (method === 'GET' ? pages[path] : undefined) ??
      nowhere,
  );
  const asked = await ask({ port: fake.port, inventory: 'sample' });
  expectNothingKept(asked);
  return asked;
}

const points = planted.conversations.map((payload, id) => ({ id, payload }));

describe('stores of vectors, as their documentation says', () => {
  it('Qdrant: payloads without vectors', async () => {
    const asked = await inventoryOf({
      '/': json({ title: 'qdrant - vector search engine', version: '1.12.0' }),
      '/collections': json({ status: 'ok', result: { collections: [{ name: 'talks' }] } }),
      '/cluster': json({ status: 'ok', result: { status: 'disabled' } }),
      '/collections/talks': json({
        result: { points_count: 1234, payload_schema: { session: { data_type: 'keyword' } } },
      }),
      'POST /collections/talks/points/scroll?timeout=2 {"limit":20,"with_payload":true,"with_vector":false}':
        json({ result: { points, next_page_offset: null } }),
    });
    expect(asked.inventory).toMatchObject({
      complete: true,
      items: [
        {
          kind: 'vector-collection',
          name: 'talks',
          rows: { value: 1234, how: 'estimated' },
          fields: [
            { name: 'session', type: 'keyword' },
            { name: 'messages', type: 'list' },
          ],
        },
      ],
    });
    expect(classesOf(asked, 'talks')).toEqual(['chat-log']);
  });

  it('Weaviate: objects counted by its nodes', async () => {
    const objects = planted.people.map((properties, id) => ({ class: 'Person', id, properties }));
    const asked = await inventoryOf({
      '/': { status: 301, headers: { Location: '/v1' } },
      '/v1/meta': json({ hostname: 'http://[::]:8080', version: '1.35.2', modules: {} }),
      '/v1/nodes': json({ nodes: [{ name: 'n1', version: '1.35.2' }] }),
      '/v1/objects?limit=1': json({ objects: [{ class: 'Person', id: 'x' }] }),
      '/v1/schema': json({
        classes: [{ class: 'Person', properties: [{ name: 'email', dataType: ['text'] }] }],
      }),
      '/v1/nodes?output=verbose': json({
        nodes: [{ shards: [{ class: 'Person', objectCount: 70 }] }],
      }),
      '/v1/objects?class=Person&limit=20': json({ objects }),
    });
    expect(asked.inventory?.items).toMatchObject([
      { name: 'Person', rows: { value: 70, how: 'estimated' }, fields: [{ type: 'text' }] },
    ]);
    expect(classesOf(asked, 'Person')).toEqual(['personal']);
  });

  it('Milvus by its second interface: vectors are left away', async () => {
    const named = '{"collectionName":"talks"}';
    const post = '/v2/vectordb/';
    const nowhere = { ...NOWHERE, headers: { 'Access-Control-Allow-Headers': 'X-CSRF-Token' } };
    const asked = await inventoryOf(
      {
        '/': { ...nowhere, body: '404 page not found' },
        [`POST ${post}collections/list {}`]: json({ code: 0, data: ['talks'] }),
        [`POST ${post}collections/describe ${named}`]: json({
          code: 0,
          data: {
            fields: [
              { name: 'v', type: 'FloatVector' },
              { name: 'text', type: 'VarChar', primaryKey: true },
            ],
          },
        }),
        [`POST ${post}collections/get_stats ${named}`]: json({ code: 0, data: { rowCount: 9 } }),
        [`POST ${post}entities/query {"collectionName":"talks","filter":"text >= ''","limit":20,"outputFields":["*"]}`]:
          json({
            code: 0,
            data: planted.requests.map(({ body }) => ({ v: [1, 2, 3], text: body })),
          }),
      },
      { ...nowhere, body: '404 page not found' },
    );
    expect(asked.inventory?.items).toMatchObject([
      {
        name: 'talks',
        rows: { value: 9, how: 'exact' },
        fields: [{ name: 'v' }, { name: 'text' }],
      },
    ]);
    expect(classesOf(asked, 'talks')).toEqual(['chat-log']);
  });
});

describe('stores of documents, as their documentation says', () => {
  it('ArangoDB: by database and collection', async () => {
    const asked = await inventoryOf({
      '/': {
        status: 301,
        headers: { Server: 'ArangoDB', Location: '/_db/_system/_admin/aardvark/' },
      },
      '/_api/version': json({ server: 'arango', version: '3.11.0' }),
      '/_api/database': json({ error: false, result: ['_system'] }),
      '/_db/_system/_api/collection?excludeSystem=true': json({ result: [{ name: 'people' }] }),
      '/_db/_system/_api/collection/people/count': json({ count: 5 }),
      'POST /_db/_system/_api/cursor {"query":"FOR d IN @@c LIMIT 20 RETURN d","bindVars":{"@c":"people"},"batchSize":20,"options":{"maxRuntime":2}}':
        json({ result: planted.people, hasMore: false }, 201),
    });
    expect(asked.inventory?.items).toMatchObject([
      { kind: 'collection', name: '_system.people', rows: { value: 5 } },
    ]);
    expect(classesOf(asked, '_system.people')).toEqual(['personal']);
  });

  it('Solr: by core', async () => {
    const system = json({
      responseHeader: {},
      lucene: { 'solr-spec-version': '9.4.0' },
      jvm: { version: 'x' },
    });
    const status = { people: { index: { numDocs: 5, sizeInBytes: 777 } } };
    const asked = await inventoryOf({
      '/': { status: 302, headers: { Location: '/solr/' } },
      '/solr/admin/info/system?wt=json': system,
      '/solr/admin/cores?action=STATUS&indexInfo=false&wt=json': json({
        responseHeader: {},
        status,
      }),
      '/solr/admin/cores?action=STATUS&wt=json': json({ responseHeader: {}, status }),
      '/solr/people/schema/fields?wt=json': json({ fields: [{ name: 'email', type: 'string' }] }),
      '/solr/people/select?q=*:*&rows=20&wt=json&timeAllowed=2000': json({
        response: { docs: planted.people },
      }),
    });
    expect(asked.inventory?.items).toMatchObject([
      { kind: 'index', name: 'people', rows: { value: 5 }, bytes: { value: 777 } },
    ]);
    expect(classesOf(asked, 'people')).toEqual(['personal']);
  });
});

describe('names and numbers alone', () => {
  it('Prometheus: the metrics with the most series first', async () => {
    const asked = await inventoryOf({
      '/': { status: 302, headers: { Location: '/graph' } },
      '/version': json({ version: '2.42.0', branch: 'x', buildUser: 'x', goVersion: 'go1' }),
      '/api/v1/status/flags': json({ data: { 'config.file': 'x' } }),
      '/api/v1/status/tsdb?limit=1': json({ data: { headStats: { numSeries: 9 } } }),
      '/api/v1/status/tsdb?limit=200&topN=200': json({
        data: { seriesCountByMetricName: [{ name: 'chat_requests_total', value: 8 }] },
      }),
      '/api/v1/label/__name__/values': json({ data: ['up', 'chat_requests_total'] }),
    });
    expect(asked.inventory?.items).toMatchObject([
      { kind: 'metric', name: 'chat_requests_total', rows: { value: 8, how: 'exact' } },
      { name: 'up', rows: { how: 'unknown' } },
    ]);
  });

  it('Ollama: its models by name and size', async () => {
    const digest = 'a'.repeat(64);
    const tags = json({ models: [{ name: 'llama3:8b', digest, size: 4_700_000_000 }] });
    const asked = await inventoryOf({ '/': { body: 'Ollama is running' }, '/api/tags': tags });
    expect(asked.inventory?.items).toMatchObject([
      { kind: 'model', name: 'llama3:8b', bytes: { value: 4_700_000_000 } },
    ]);
  });

  it('NATS: streams with their subjects, which may name people', async () => {
    const asked = await inventoryOf({
      '/': { body: '<a href=https://nats.io/>x</a><a href=./varz>General</a>' },
      '/varz': json({ server_id: 'x', version: '2.9.10', max_payload: 1_048_576 }),
      '/connz?limit=1': json({ num_connections: 0 }),
      '/jsz?accounts=1&streams=1&config=1&limit=200': json({
        account_details: [
          {
            name: '$G',
            stream_detail: [
              {
                name: 'ORDERS',
                state: { messages: 12, bytes: 3456 },
                config: { subjects: [`orders.${canaries.email}`] },
              },
            ],
          },
        ],
      }),
    });
    expect(asked.inventory?.items).toMatchObject([
      {
        kind: 'stream',
        name: '$G.ORDERS',
        rows: { value: 12, how: 'exact' },
        fields: [{ name: '{email}', type: 'subject' }],
      },
    ]);
  });
});

const named = (name: string): FakeAnswer => json([{ id: 'x', name }]);
const titled = (title: string): FakeAnswer => ({ body: `<title>${title}</title>` });

/** Product, its pages as its documentation has them, and what is listed. */
const NAMED: readonly (readonly [string, Pages, readonly Record<string, unknown>[]])[] = [
  [
    'MLflow',
    {
      '/': titled('MLflow'),
      '/api/2.0/mlflow/experiments/search?max_results=1': json({
        experiments: [{ experiment_id: '0', name: 'Default' }],
      }),
      '/api/2.0/mlflow/experiments/search?max_results=200': json({
        experiments: [{ experiment_id: '0', name: 'Default' }],
      }),
      '/api/2.0/mlflow/registered-models/search?max_results=200': json({
        registered_models: [{ name: 'churn' }],
      }),
    },
    [
      { kind: 'collection', name: 'Default' },
      { kind: 'model', name: 'churn' },
    ],
  ],
  [
    'Grafana',
    {
      '/': titled('Grafana'),
      '/api/health': json({ database: 'ok', commit: 'x', version: '11.0.0' }),
      '/api/org': json({ id: 1, name: 'Main Org.' }),
      '/api/search?limit=200': json([
        { uid: 'a', url: '/d/a', title: `Visits of ${canaries.email}` },
      ]),
      '/api/datasources': json([{ name: 'billing', type: 'postgres', url: canaries.password }]),
    },
    [
      { kind: 'document', name: 'Visits of {email}' },
      { kind: 'database', name: 'billing' },
    ],
  ],
  [
    'Kibana',
    {
      '/': { status: 302, headers: { 'kbn-name': 'k', Location: '/app/home' } },
      '/api/spaces/space': named('Default'),
      '/api/saved_objects/_find?type=index-pattern&type=dashboard&fields=title&per_page=200': json({
        saved_objects: [{ attributes: { title: 'logs-*' } }],
      }),
    },
    [{ kind: 'document', name: 'logs-*' }],
  ],
  [
    'Flowise, of whose credentials the name alone is listed',
    {
      '/': titled('Flowise - Build AI Agents'),
      '/api/v1/chatflows': json([{ id: 'a', name: 'support', flowData: canaries.apiKey }]),
      '/api/v1/credentials': json([{ id: 'b', name: 'production', credentialName: 'openAIApi' }]),
    },
    [{ name: 'support' }, { name: 'production' }],
  ],
  [
    'the NameNode of HDFS',
    {
      '/': { status: 302, headers: { Location: '/index.html', Pragma: 'no-cache' } },
      '/jmx?qry=Hadoop:service=NameNode,name=NameNodeStatus': json({
        beans: [{ name: 'Hadoop:service=NameNode,name=NameNodeStatus' }],
      }),
      '/webhdfs/v1/?op=LISTSTATUS': json({
        FileStatuses: { FileStatus: [{ pathSuffix: 'exports', length: 7 }] },
      }),
      '/webhdfs/v1/?op=GETFILESTATUS': json({ FileStatus: { type: 'DIRECTORY' } }),
    },
    [{ kind: 'directory', name: 'exports', bytes: { value: 7, how: 'exact' } }],
  ],
  [
    'Chroma before it had a second interface',
    {
      '/': { ...json({ detail: 'Not Found' }, 404), headers: { 'chroma-trace-id': 'x' } },
      '/api/v1/collections?limit=1': named('talks'),
      '/api/v1/collections?limit=200': named('talks'),
      '/api/v1/collections/x/count': { body: '5' },
      'POST /api/v1/collections/x/get {"limit":20,"include":["documents","metadatas"]}': json({
        ids: ['1'],
        documents: [canaries.prompt],
        metadatas: [null],
      }),
    },
    [{ kind: 'vector-collection', name: 'talks', rows: { value: 5, how: 'exact' } }],
  ],
];

it.concurrent.each(NAMED)('%s', async (_, pages, items) => {
  const { inventory } = await inventoryOf(pages);
  expect(inventory).toMatchObject({ complete: true, items });
});

it('asks over HTTP by GET, and in a body only where that is the only way to read', () => {
  const READS =
    /^POST \/(?:\S*\/(?:_search\?\S*|points\/scroll\?\S*|query|list|describe|get_stats|get|cursor|kv\/range)|mcp) /;
  const asked = httpServices.flatMap(({ lists = [] }) => lists);
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter((line) => !line.startsWith('GET ') && !READS.test(line))).toEqual([]);
});

it('says that a server which closes each connection was not read to its end', async () => {
  const close = { Connection: 'close' };
  const list = json(
    Array.from({ length: 30 }, (_, at) => ({ index: `a${at}` })),
    200,
    close,
  );
  const pages = Object.fromEntries(
    Object.entries({ ...ES, [LIST]: list }).map(([path, page]) => [
      path,
      { ...page, headers: { ...page.headers, ...close } },
    ]),
  );
  const { inventory } = await inventoryOf(pages, { ...MISSING, headers: close });
  expect(inventory?.items).toHaveLength(30);
  expect(inventory?.notReached).toContain('The connections for the inventory ran out');
});

const ES = {
  '/': json({ version: { number: '8.1.0' }, tagline: 'You Know, for Search' }),
  '/_cat/indices?format=json&bytes=b&h=index,docs.count,store.size': json([{ index: 'a' }]),
  '/_cat/nodes?format=json&h=version': json([{ version: '8.1.0' }]),
};
const MISSING = json({ error: { type: 'index_not_found_exception' } }, 404);
const LIST = '/_cat/indices?format=json&bytes=b&s=store.size:desc&h=index,docs.count,store.size';
const searchOf = (name: string): string =>
  `/${name}/_search?size=20&terminate_after=1000&timeout=2s&filter_path=hits.hits._source`;

describe('servers that are hostile, or too large', () => {
  it('a hundred thousand indices are listed up to the bound, and the rest is said', async () => {
    const rows = Array.from({ length: 100_000 }, (_, at) => ({
      index: `logs-${at}`,
      'docs.count': '7',
      'store.size': String(100_000 - at),
    }));
    const { inventory, milliseconds } = await inventoryOf({ ...ES, [LIST]: json(rows) }, MISSING);
    expect(inventory?.items).toHaveLength(200);
    expect(inventory?.items[0]).toMatchObject({ name: 'logs-0', rows: { value: 7, how: 'exact' } });
    expect(inventory?.complete).toBe(false);
    expect(inventory?.notReached).toMatch(
      /A list is longer than what is read of one answer\. .*\d+ more items were listed than are kept\./,
    );
    expect(milliseconds).toBeLessThan(12_000);
  });

  it('a sample without an end is read as far as it is whole', async () => {
    const hits = Array.from({ length: 4000 }, () => ({ _source: planted.conversations[0] }));
    const pages = { ...ES, [LIST]: json([{ index: 'talks' }]) };
    const asked = await inventoryOf(
      { ...pages, [searchOf('talks')]: json({ hits: { hits } }) },
      MISSING,
    );
    expect(classesOf(asked, 'talks')).toEqual(['chat-log']);
    expect(asked.inventory?.items[0]?.classes[0]?.sampled).toBeLessThanOrEqual(20);
  });

  it('many large samples fit the connections that there are', async () => {
    const filler = 'x '.repeat(150_000);
    const hits = planted.conversations.map((each) => ({ _source: { ...each, filler } }));
    const sample = json({ hits: { hits: hits.slice(0, 1) } });
    const names = Array.from({ length: 20 }, (_, at) => `talks-${at}`);
    const pages = Object.fromEntries(names.map((name) => [searchOf(name), sample]));
    const list = json(names.map((index) => ({ index })));
    const asked = await inventoryOf({ ...ES, [LIST]: list, ...pages }, MISSING);
    expect(asked.inventory).toMatchObject({ complete: true });
    expect(names.map((name) => classesOf(asked, name))).toEqual(names.map(() => ['chat-log']));
  });

  it('names that would be another path, or none, are listed and lead nowhere', async () => {
    const names = ['..', '../_shutdown', 'a b?c=d', '%2e%2e', 'é'.repeat(300), ''];
    const pages = { ...ES, [LIST]: json(names.map((index) => ({ index }))) };
    const asked = await inventoryOf(pages, MISSING);
    expect(asked.inventory?.items.map(({ name }) => name)).toHaveLength(5);
    expect(asked.inventory?.notReached).toContain('unusual signs');
    expect(asked.sent.join('\n')).not.toMatch(/_shutdown|\.\./);
  });

  it('one that stops answering ends the inventory, and leaves what was listed', async () => {
    const pages = { ...ES, [LIST]: json([{ index: 'a', 'docs.count': '3' }, { index: 'b' }]) };
    const asked = await inventoryOf({ ...pages, '/a/_mapping': { raw: 'HTTP/1.1 200' } }, MISSING);
    expect(asked.inventory?.items).toMatchObject([
      { name: 'a', rows: { value: 3 } },
      { name: 'b' },
    ]);
    expect(asked.inventory?.notReached).toContain('not to be read');
  });

  it('one that refuses the list says so', async () => {
    const asked = await inventoryOf({ ...ES, [LIST]: { status: 403 } }, MISSING);
    expect(asked.inventory).toMatchObject({ complete: false, items: [] });
  });
});

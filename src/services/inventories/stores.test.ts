import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type LabServer, startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { ask, type Ask, type Asked } from '../../../test/ask.ts';
import { canaries, canariesBelow, canariesIn } from '../../../test/canaries.ts';
import { classesOf, expectNothingKept, planted } from '../../../test/planted.ts';
import { nightlatch } from '../../../test/run-cli.ts';

const urlOf = ({ address, port }: Pick<LabServer, 'address' | 'port'>): string =>
  `http://${address}:${port}`;

/** As an owner would. */
async function put(url: string, method: string, body?: unknown): Promise<string> {
  const text = typeof body === 'string';
  const response = await fetch(url, {
    method,
    ...(body !== undefined && { body: text ? body : JSON.stringify(body) }),
    headers: { 'Content-Type': text ? 'application/octet-stream' : 'application/json' },
  });
  const answer = await response.text();
  expect([url, response.status < 300, answer]).toEqual([url, true, answer]);
  return answer;
}

async function inventoryOf(
  server: Pick<LabServer, 'address' | 'port'>,
  more: Partial<Ask> = {},
): Promise<Asked> {
  const { address, port } = server;
  const asked = await ask({ address, port, inventory: 'sample', ...more });
  expectNothingKept(asked);
  return asked;
}

/** Name, rows and classes, by name. */
function summary({ inventory }: Asked): Record<string, unknown> {
  const entries = inventory?.items.map(({ name, rows, classes }) => [
    name,
    [rows.value, ...new Set(classes.map((each) => each.class))],
  ]);
  return Object.fromEntries(entries ?? []) as Record<string, unknown>;
}

/** What every store of documents shows of what was planted. */
const SEEN = {
  conversations: [5, 'chat-log'],
  completions: [5, 'chat-log'],
  requests: [5, 'chat-log'],
  people: [5, 'personal'],
  keys: [5, 'secret'],
};

/** Thirty visits of three people. */
const visits = Array.from({ length: 30 }, (_, at) => ({
  user_id: `u${at % 3}`,
  at: `2024-05-${String(at + 1).padStart(2, '0')}`,
}));

async function seedSearch(server: LabServer): Promise<void> {
  for (const [index, documents] of Object.entries({ ...planted, visits })) {
    const lines = documents.flatMap((each) => ['{"index":{}}', JSON.stringify(each)]);
    const bulk = await fetch(`${urlOf(server)}/${index}/_doc/_bulk?refresh=true`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
      body: `${lines.join('\n')}\n`,
    });
    expect(bulk.status).toBe(200);
  }
  await put(`${urlOf(server)}/mail-${canaries.email}/_doc/1?refresh=true`, 'PUT', { at: 1 });
}

withServers('elasticsearch-7')('what a real Elasticsearch holds', () => {
  test('indices, documents, bytes and fields, and classes by a sample', async () => {
    await using server = await startServer('elasticsearch-7', 'open');
    await seedSearch(server);
    const asked = await inventoryOf(server);
    expect(summary(asked)).toEqual({
      ...SEEN,
      customers: [100, 'personal'],
      '{email}': [1],
      visits: [30],
    });
    expect(asked.inventory).toMatchObject({ complete: true, notReached: '' });
    expect(asked.inventory?.items.find(({ name }) => name === 'conversations')).toMatchObject({
      kind: 'index',
      fields: [
        { name: 'messages.content', type: 'text' },
        { name: 'messages.role', type: 'text' },
        { name: 'session', type: 'text' },
      ],
      bytes: { value: expect.any(Number) as number, how: 'exact' },
    });
    expect(asked.inventory?.items.find(({ name }) => name === 'visits')).toMatchObject({
      people: { value: 3, how: 'estimated' },
      span: { field: 'at', from: '2024-05-01T00:00:00.000Z', to: '2024-05-30T00:00:00.000Z' },
    });
    expect(asked.atRest?.state).toBe('unknown');
    const names = await inventoryOf(server, { inventory: 'names' });
    expect(names.sent.join('\n')).not.toContain('_search');
    expect(classesOf(names, 'people')).toEqual(['personal']);
    expect(names.inventory?.items.flatMap(({ classes }) => classes)).not.toContainEqual(
      expect.objectContaining({ sampled: expect.toSatisfy((count) => count !== 0) as number }),
    );
  });
});

async function seedCouch(server: LabServer): Promise<void> {
  for (const [name, docs] of Object.entries(planted)) {
    await put(`${urlOf(server)}/${name}`, 'PUT');
    await put(`${urlOf(server)}/${name}/_bulk_docs`, 'POST', { docs });
  }
}

async function seedChroma(server: LabServer): Promise<void> {
  const base = `${urlOf(server)}/api/v2/tenants/default_tenant/databases/default_database/collections`;
  for (const [name, documents] of Object.entries(planted)) {
    const { id } = JSON.parse(await put(base, 'POST', { name })) as { id: string };
    await put(`${base}/${id}/add`, 'POST', {
      ids: documents.map((_, at) => String(at)),
      documents: documents.map((each) => JSON.stringify(each)),
      metadatas: documents.map((_, at) => ({ chapter: at })),
      embeddings: documents.map(() => [0.1, 0.2, 0.3]),
    });
  }
}

async function seedInflux(server: LabServer): Promise<void> {
  await put(`${urlOf(server)}/query?q=CREATE%20DATABASE%20chat`, 'POST');
  const text = (value: unknown): string => JSON.stringify(value);
  const lines = [
    ...planted.completions.map(
      (each, at) =>
        `completions prompt=${text(each['prompt'])},completion=${text(each['completion'])} ${at + 1}`,
    ),
    ...planted.people.map((each, at) => `people\\ table,email=${String(each['email'])} n=${at}i`),
  ];
  await put(`${urlOf(server)}/write?db=chat`, 'POST', lines.join('\n'));
}

withServers(
  'pouchdb',
  'chroma',
  'influxdb',
)('what real stores of documents hold', () => {
  test('and nothing of a value in any report, log or saved observation', async () => {
    await using pouchdb = await startServer('pouchdb', 'open');
    await using chroma = await startServer('chroma', 'open');
    await using influxdb = await startServer('influxdb', 'open');
    await Promise.all([seedCouch(pouchdb), seedChroma(chroma), seedInflux(influxdb)]);

    const couch = await inventoryOf(pouchdb);
    expect(summary(couch)).toMatchObject(SEEN);
    expect(summary(await inventoryOf(chroma))).toEqual({ ...SEEN, customers: [0] });
    const influx = await inventoryOf(influxdb);
    expect(summary(influx)).toMatchObject({
      'chat.completions': [null, 'chat-log'],
      'chat.people table': [null, 'personal'],
      lab: [null],
    });
    expect([couch, influx].map(({ inventory }) => inventory?.complete)).toEqual([true, true]);
    expect(influx.sent.join('\n')).not.toMatch(/people|completions|chat/);

    const folder = mkdtempSync(join(tmpdir(), 'nightlatch-test-'));
    const targets = [pouchdb, chroma, influxdb].map(({ address, port }) => `${address}:${port}`);
    const formats = ['json', 'jsonl', 'sarif', 'html', 'markdown', 'csv'];
    const outputs = formats.flatMap((each) => ['--format', each, '--output', `${folder}/${each}`]);
    const words = ['audit', ...targets, '--verbose', '--format', 'terminal', ...outputs];
    const ran = await nightlatch([...words, '--save', join(folder, 'saved')]);
    const leaked = [...canariesIn(ran.out + ran.err), ...(await canariesBelow(folder))];
    rmSync(folder, { recursive: true });
    expect(leaked).toEqual([]);
    for (const word of ['chat logs: openai in body', 'personal data: email', 'secrets: openai-key'])
      expect(ran.out).toContain(word);
  });
});

withServers('questdb')('what a real QuestDB holds', () => {
  test('tables, rows and columns', async () => {
    await using server = await startServer('questdb', 'open');
    const run = (sql: string): Promise<string> =>
      put(`${urlOf(server)}/exec?query=${encodeURIComponent(sql)}`, 'GET');
    await run('CREATE TABLE \'people table\' (name STRING, email STRING, "at time" TIMESTAMP)');
    for (const { name, email } of planted.people)
      await run(
        `INSERT INTO 'people table' VALUES ('${String(name)}', '${String(email)}', '2024-05-06')`,
      );
    const asked = await inventoryOf(server);
    expect(summary(asked)).toEqual({ 'people table': [5, 'personal'] });
    expect(asked.inventory?.items[0]?.fields).toEqual([
      { name: 'name', type: 'STRING' },
      { name: 'email', type: 'STRING' },
      { name: 'at time', type: 'TIMESTAMP' },
    ]);
    const day = '2024-05-06T00:00:00.000000Z';
    expect(asked.inventory?.items[0]?.span).toEqual({ field: 'at time', from: day, to: day });
  });
});

/** The smallest image: a manifest with nothing but its own configuration. */
async function pushImage(server: LabServer, name: string): Promise<void> {
  const config = '{}';
  const digest = `sha256:${createHash('sha256').update(config).digest('hex')}`;
  const started = await fetch(`${urlOf(server)}/v2/${name}/blobs/uploads/`, { method: 'POST' });
  const place = started.headers.get('location') ?? '';
  await put(`${place}&digest=${digest}`, 'PUT', config);
  const kind = 'application/vnd.docker.distribution.manifest.v2+json';
  const layer = { mediaType: 'application/json', size: config.length, digest };
  const manifest = { schemaVersion: 2, mediaType: kind, config: layer, layers: [] };
  const body = JSON.stringify(manifest);
  const response = await fetch(`${urlOf(server)}/v2/${name}/manifests/latest`, {
    method: 'PUT',
    headers: { 'Content-Type': kind },
    body,
  });
  expect(response.status).toBe(201);
}

withServers('docker-registry', 'mcp')('what a real registry and a real MCP server hold', () => {
  test('repositories, and tools by their names and arguments', async () => {
    await using registry = await startServer('docker-registry', 'open');
    await pushImage(registry, 'team/app');
    expect((await inventoryOf(registry)).inventory).toMatchObject({
      complete: true,
      items: [{ kind: 'repository', name: 'team/app' }],
    });
    await using mcp = await startServer('mcp', 'open');
    const { inventory, sent } = await inventoryOf(mcp);
    expect(inventory?.items).toMatchObject([
      { kind: 'tool', name: 'run_sql', fields: [{ name: 'query', type: 'string' }] },
      { kind: 'tool', name: 'weather', fields: [{ name: 'city', type: 'string' }] },
    ]);
    expect(sent.join('\n')).not.toContain('tools/call');
  });
});

withServers('rclone-s3')('what a real store of objects holds', () => {
  test('its buckets by the number, size and names of their objects', async () => {
    await using server = await startServer('rclone-s3', 'open');
    for (const { email } of planted.people)
      await put(`${urlOf(server)}/shop/cv-${String(email)}`, 'PUT', 'abc');
    for (const path of ['/', '/shop']) {
      const { inventory } = await inventoryOf(server, { path });
      expect(inventory?.items).toMatchObject([
        { kind: 'bucket', name: 'shop', rows: { value: 6, how: 'exact' } },
      ]);
      expect(inventory?.items[0]?.classes).toMatchObject([{ class: 'personal', kind: 'email' }]);
    }
  });
});

withServers('dockerd')('what a real Docker holds', () => {
  test('containers and images by name, and nothing of their environment', async () => {
    await using server = await startServer('dockerd', 'open');
    // An archive without a file.
    const archive = '\0'.repeat(1024);
    await put(`${urlOf(server)}/images/create?fromSrc=-&repo=team/app&tag=1`, 'POST', archive);
    await put(`${urlOf(server)}/containers/create?name=billing-api`, 'POST', {
      Image: 'team/app:1',
      Cmd: ['serve'],
      Env: [`API_KEY=${canaries.apiKey}`],
    });
    const { inventory } = await inventoryOf(server);
    expect(inventory).toMatchObject({
      complete: true,
      items: [
        { kind: 'container', name: 'billing-api' },
        { kind: 'repository', name: 'team/app:1' },
      ],
    });
  });
});

/** One stream with one message. */
async function seedStream({ address, port }: LabServer): Promise<void> {
  const socket = connect(port, address);
  const stream = JSON.stringify({ name: 'TALKS', subjects: ['talks.>'], storage: 'memory' });
  socket.write(
    [
      'CONNECT {}',
      'SUB answers 1',
      `PUB $JS.API.STREAM.CREATE.TALKS answers ${stream.length}`,
      stream,
      'PUB talks.new 2 ',
      'hi',
      'PING',
      '',
    ].join('\r\n'),
  );
  for await (const chunk of socket) if (String(chunk).includes('stream_create_response')) break;
}

withServers('nats-server')('what a real NATS holds', () => {
  test('streams with subjects and numbers, by its monitoring port', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'nightlatch-test-'));
    const config = join(folder, 'nats.conf');
    writeFileSync(config, 'jetstream { store_dir: "data" }\n');
    chmodSync(folder, 0o755);
    await using server = await startServer('nats-server', 'open', { settings: { config } });
    await seedStream(server);
    const { inventory } = await inventoryOf({ ...server, port: server.ports['monitor'] ?? 0 });
    rmSync(folder, { recursive: true });
    expect(inventory).toMatchObject({
      complete: true,
      items: [{ kind: 'stream', name: '$G.TALKS', fields: [{ name: 'talks.>' }] }],
    });
  });
});

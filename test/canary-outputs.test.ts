/**
 * Stores filled with marked values, in rows, keys and names, and one audit of them all in every format: no mark may
 * stand in anything that was written, and every store must have been classified all the same.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { encodeCommand, isWholeMessage } from '../lab/bson.ts';
import { ask as askRaw, dial } from '../lab/dial.ts';
import { startServer } from '../lab/index.ts';
import type { LabServer } from '../lab/product.ts';
import { withServers } from '../lab/testing.ts';
import { RunDocument } from '../src/model/run.ts';
import { asOwner } from './as-owner.ts';
import { canaries, canariesBelow, canariesIn } from './canaries.ts';
import { nightlatch } from './run-cli.ts';

const { email, apiKey, awsKey, prompt, name, password } = canaries;
const TURNS = JSON.stringify([
  { role: 'user', content: prompt },
  { role: 'assistant', content: `Dear ${name}, here is the letter.` },
]);
const ROWS = Array.from({ length: 25 }, (_, at) => at);

type Plant = (server: LabServer) => Promise<void> | void;

const PLANTS: Readonly<Record<string, Plant>> = {
  clickhouse: async ({ address, ports }) => {
    const lines = ROWS.map((at) =>
      JSON.stringify({ at, who: `${at}${email}`, messages: TURNS, auth: `Bearer ${apiKey}` }),
    );
    for (const sql of [
      'CREATE TABLE default.completions (at UInt32, who String, messages String, auth String) ENGINE = Log',
      `INSERT INTO default.completions FORMAT JSONEachRow ${lines.join('\n')}`,
    ]) {
      const url = `http://${address}:${ports['http']}/`;
      const answer = await fetch(url, { method: 'POST', body: sql });
      expect([answer.status, await answer.text()]).toEqual([200, '']);
    }
  },
  postgresql: ({ address, port }) => {
    const values = ROWS.map((at) => `(${at}, '${at}${email}', '${TURNS}', '${password}')`);
    asOwner(
      ['psql', '-qAt', '-v', 'ON_ERROR_STOP=1', `host=${address} port=${port} user=postgres`],
      `CREATE TABLE chats (id int, email text, messages jsonb, password text);
       INSERT INTO chats VALUES ${values.join(', ')};
       CREATE TABLE "for ${email}" (aws text); INSERT INTO "for ${email}" VALUES ('${awsKey}');`,
    );
  },
  mariadb: ({ address, port }) => {
    const values = ROWS.map((at) => `(${at}, '${at}${email}', '${apiKey}')`);
    asOwner(
      ['mysql', '-h', address, '-P', String(port), '-u', 'root', '--skip-ssl', 'shop'],
      `CREATE TABLE users (id INT, mail TEXT, api_key TEXT); INSERT INTO users VALUES ${values.join(', ')};`,
    );
  },
  redis: ({ address, port }) => {
    const commands = ROWS.map((at) => `SET user:${name}:${at}${email} '${TURNS}'`);
    asOwner(['redis-cli', '-h', address, '-p', String(port)], `${commands.join('\n')}\n`);
  },
  ferretdb: async ({ address, port }) => {
    const documents = ROWS.map((_id) => ({ _id, mail: `${_id}${email}`, session: { awsKey } }));
    const insert = encodeCommand({ insert: 'people', documents, $db: 'app' });
    await askRaw(dial(address, port), insert, isWholeMessage, 5000);
  },
  etcd: ({ address, port }) => {
    asOwner(['etcdctl', `--endpoints=http://${address}:${port}`, 'put', `users/${email}`, apiKey]);
  },
};

/** What each store must have been told to hold: an output without marks could also be one that saw nothing. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  clickhouse: ['chat-log', 'personal', 'secret'],
  postgresql: ['chat-log', 'personal', 'secret'],
  mariadb: ['personal', 'secret'],
  redis: ['chat-log'],
  ferretdb: ['personal', 'secret'],
  etcd: ['personal'],
};

const FORMATS = ['terminal', 'json', 'jsonl', 'sarif', 'html', 'markdown', 'csv'];

const servers: LabServer[] = [];
const folder = mkdtempSync(join(tmpdir(), 'nightlatch-canaries-'));

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function fill(product: string, plant: Plant): Promise<string> {
  const server = await startServer(product, 'open');
  servers.push(server);
  await plant(server);
  return `${server.address}:${server.port}`;
}

withServers(...Object.keys(PLANTS))('stores full of marked values', () => {
  test('no output, saved observation or message holds one', async () => {
    const targets = await Promise.all(
      Object.entries(PLANTS).map(([product, plant]) => fill(product, plant)),
    );
    const outputs = FORMATS.flatMap((format) => [
      ...['--format', format],
      ...['--output', join(folder, `report.${format}`)],
    ]);
    const saved = [
      '--save',
      join(folder, 'saved'),
      '--verbose',
      '--vantage',
      'internet',
      '--accounts',
      'empty',
    ];
    const { code, out, err } = await nightlatch(['audit', ...targets, ...saved, ...outputs], {
      env: { XDG_STATE_HOME: join(folder, 'state') },
    });
    expect([code, err.includes('bug of ours')]).toEqual([1, false]);
    expect([canariesIn(out), canariesIn(err), await canariesBelow(folder)]).toEqual([[], [], []]);
    const reports = readdirSync(folder).filter((file) => file.startsWith('report.'));
    expect(reports).toHaveLength(FORMATS.length);
    const run = RunDocument.parse(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')));
    const held = run.observations.map(({ product, inventory }) => {
      const classes = inventory?.items.flatMap((item) => item.classes) ?? [];
      return [product, new Set(classes.map((hit) => hit.class))] as const;
    });
    expect(new Set(held.map(([product]) => product))).toEqual(new Set(Object.keys(HELD)));
    for (const [product, classes] of held)
      for (const wanted of HELD[product ?? ''] ?? [])
        expect([product, wanted, classes.has(wanted as never)]).toEqual([product, wanted, true]);
  });
});

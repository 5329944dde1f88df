/**
 * The findings page of `serve`: at a million stored observations beside the same query asked of the database itself, and
 * while a run of 65,536 open doors is recorded in SQLite; and the memory of `serve`, idle and under that run. PostgreSQL
 * stands on our own loopback, where psql and we reach it.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { type LabServer, startServer } from '../lab/index.ts';
import { opened } from '../src/findings/lifecycle.ts';
import { Accounts } from '../src/server/accounts/accounts.ts';
import { openStore, type Where } from '../src/store/store.ts';
import { observation } from '../test/rule-cases.ts';
import { sampleFinding } from '../test/sample-finding.ts';
import {
  atMost,
  median,
  type Must,
  percentile95,
  type Result,
  round,
  say,
  skip,
} from './figure.ts';
import { makePlace, onLoopback, type Place } from './place.ts';
import { noRedis, redisEverywhere } from './servers.ts';
import { pause } from './pause.ts';
import { end, type Serving, start, startServe } from './serving.ts';

const RUNS = 20;
const SEEN_BY_EACH = 50_000;
const FINDINGS = 50_000;
const PAGES = 200;
const SETTLE = 10_000; // ms
/** Loopback addresses with a Redis at each. */
const PORT = 6379;
const ESTATE = `{name: estate, targets: ['127.1.0.0/16:${PORT}'], every: 1d, jitter: 0}`;
/** Another entry, so that the estate is due when it is its turn. */
const IDLE = `{name: idle, targets: ['127.0.0.1:1'], every: 1d, jitter: 0}`;
/** A page may cost so many milliseconds at most beyond what its query takes. */
const BEYOND = 100;

/** What the first page of the open findings asks. */
const QUERIES = [
  `SELECT * FROM findings WHERE state IN ('open') ORDER BY rank, score DESC, id LIMIT 51`,
  `SELECT state, severity, count(*) FROM findings WHERE state IN ('open') GROUP BY state, severity`,
];

interface Spread {
  readonly p50: number;
  readonly p95: number;
  readonly worst: number;
}

function spreadOf(took: readonly number[]): Spread {
  const [p50, p95] = [round(median(took)), round(percentile95(took))];
  return { p50, p95, worst: round(Math.max(...took)) };
}

/** A viewer's token, made before `serve` starts. */
async function tokenIn(where: Where): Promise<string> {
  await using store = await openStore(where);
  const now = new Date();
  const account = { id: randomUUID(), name: 'bench', role: 'viewer', password: null, disabled: 0 };
  await store.accounts.add({ ...account, created: now.toISOString() });
  const accounts = new Accounts({ store, now: () => now });
  const wanted = { name: 'bench', scopes: ['read'], days: 1 } as const;
  return (await accounts.createToken(account, wanted)).secret;
}

async function read(place: Place, serving: Serving, token: string, until: string) {
  const script = fileURLToPath(new URL('./reader.js', import.meta.url));
  const url = await serving.watching;
  const reader = start([...place.prefix, process.execPath, script, url, until], {
    BENCH_TOKEN: token,
  });
  reader.stderr?.pipe(process.stderr);
  if (!reader.stdout) throw new Error('it has an output');
  return spreadOf(JSON.parse(await text(reader.stdout)) as number[]);
}

function memoryOf({ child }: Serving): { now: number; most: number } {
  const status = readFileSync(`/proc/${child.pid}/status`, 'latin1');
  const of = (name: string): number =>
    Math.round(Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1000);
  return { now: of('VmRSS'), most: of('VmHWM') };
}

interface Site {
  readonly place: Place;
  readonly folder: string;
  readonly where: Where;
}

async function served<T>(
  { place, folder, where }: Site,
  entry: string,
  use: (of: Serving) => Promise<T>,
): Promise<T> {
  const url = 'url' in where ? { url: where.url } : {};
  // What stands inside is not what is measured. Nobody is told: there is no such port.
  const of = startServe({
    place,
    folder,
    hook: 1,
    watch: [entry],
    more: ['inventory: none'],
    ...url,
  });
  try {
    return await use(of);
  } finally {
    await end(of.child, 'SIGTERM');
  }
}

/** Twenty runs as they were recorded over weeks, and what came of them. */
async function fill(where: Where): Promise<void> {
  await using store = await openStore(where);
  const addressOf = (index: number): string =>
    `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
  for (let run = 0; run < RUNS; run += 1) {
    const at = new Date(Date.now() - (RUNS - run) * 3_600_000).toISOString();
    const seen = function* () {
      for (let index = 0; index < SEEN_BY_EACH; index += 1) {
        const address = addressOf(index);
        const endpoint = { address, port: 6379, transport: 'tcp' } as const;
        yield observation({ asset: `${address}:6379`, endpoint, at, access: 'open' });
      }
    };
    await store.transaction((session) => session.observations.add(`run-${run}`, seen()));
  }
  const at = new Date().toISOString();
  await store.transaction(async (session) => {
    for (let index = 0; index < FINDINGS; index += 1) {
      const asset = `${addressOf(index)}:6379`;
      const { tracked } = opened(sampleFinding({ value: 50 + (index % 45), asset }), at, null);
      await session.findings.put(tracked, 'lab', at);
    }
  });
}

/** The page's own queries, in the database's own client: each page's time in milliseconds. */
async function inPsql(place: Place, { address, port }: LabServer): Promise<Spread> {
  const once = QUERIES.flatMap((query) => ['-c', query]);
  const words = ['psql', '-X', '-q', '-A', '-t', '-h', address, '-p', String(port)];
  const all = Array.from({ length: PAGES }, () => once).flat();
  const out = await place.run([...words, '-U', 'postgres', '-c', '\\timing on', ...all]);
  const times = [...out.matchAll(/^Time: ([\d.]+) ms/gm)].map(([, time]) => Number(time));
  return spreadOf(
    times.flatMap((time, index) => (index % 2 === 0 ? [time + (times[index + 1] ?? 0)] : [])),
  );
}

async function inSqlite(where: Where): Promise<Spread> {
  await using store = await openStore(where);
  const took: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const started = performance.now();
    for (const query of QUERIES) store.sqlite?.prepare(query).all();
    took.push(performance.now() - started);
  }
  return spreadOf(took);
}

/** The estate is as large as a namespace of our own makes it. */
async function recording(site: Site, token: string) {
  say('  while a run is recorded');
  return served(site, ESTATE, async (of) => {
    const whileRecording = await read(site.place, of, token, 'run');
    return { whileRecording, runMB: memoryOf(of).most };
  });
}

async function over(site: Site, server?: LabServer) {
  const { place, where } = site;
  const token = await tokenIn(where);
  say('  idle');
  const idle = await served(site, IDLE, async (of) => {
    await of.watching;
    await pause(SETTLE);
    return memoryOf(of).now;
  });
  const run = place.netns === undefined ? undefined : await recording(site, token);
  say('  with a million observations');
  await fill(where);
  const page = await served(site, IDLE, (of) => read(place, of, token, String(PAGES)));
  const query = server ? await inPsql(place, server) : await inSqlite(where);
  return { idleMB: idle, million: { page, query }, ...run };
}

type Figures = Awaited<ReturnType<typeof over>>;

function mustOf(name: string, { million: { page, query } }: Figures): Must {
  return atMost(
    `${name}: p95 of the page beyond that of its query, ms`,
    page.p95 - query.p95,
    BEYOND,
  );
}

/** `pages:sqlite` and `pages:postgresql` for one of them. */
export async function pages(only: readonly string[]): Promise<Result> {
  const reason = noRedis();
  if (reason !== undefined) return skip(reason);
  const isWanted = (name: string): boolean => only.length === 0 || only.includes(name);
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  try {
    await using place = await makePlace();
    await using _redis = await redisEverywhere(place, PORT);
    const figures: Record<string, Figures> = {};
    if (isWanted('sqlite')) {
      say('  SQLite');
      figures['SQLite'] = await over({ place, folder, where: { folder: join(folder, 'data') } });
    }
    if (isWanted('postgresql')) {
      say('  PostgreSQL');
      await using server = await startServer('postgresql', 'open');
      const url = `postgresql://postgres@${server.address}:${server.port}/postgres`;
      figures['PostgreSQL'] = await over({ place: onLoopback, folder, where: { url } }, server);
    }
    return {
      figures,
      must: Object.entries(figures).map(([name, each]) => mustOf(name, each)),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

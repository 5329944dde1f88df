import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedStore } from '../../test/seed-store.ts';
import { serverFixture, type Asked, type ServerFixture } from '../../test/server-fixture.ts';
import { observation } from '../../test/rule-cases.ts';
import type { RunDocument } from '../model/run.ts';
import type { KeptFinding } from '../store/findings.ts';

let server: ServerFixture;
let headers: Record<string, string>;
beforeEach(async () => {
  server = await serverFixture();
  await seedStore(server.store, 12, server.now);
  await server.account('ann', 'operator');
  headers = await server.session('ann');
});
afterEach(async () => {
  expect(server.errors).toEqual([]);
  await server[Symbol.asyncDispose]();
});

const get = (path: string): Promise<Asked> => server.ask('GET', `/api/v1${path}`, headers);
const post = (path: string, body?: unknown): Promise<Asked> =>
  server.ask('POST', `/api/v1${path}`, headers, body);

interface Page {
  items: KeptFinding[];
  next: string | null;
  counts: { count: number }[];
}

describe('findings', () => {
  it('come page by page, worst first, each once', async () => {
    const ids: string[] = [];
    const scores: number[] = [];
    let cursor = '';
    for (let pages = 0; pages < 3; pages += 1) {
      const { body } = await get(`/findings?limit=5${cursor}`);
      const { items, next, counts } = body as Page;
      ids.push(...items.map(({ finding }) => finding.id));
      scores.push(...items.map(({ finding }) => finding.score.value));
      expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(12);
      cursor = `&cursor=${next}`;
      if (pages === 2) expect(next).toBeNull();
    }
    expect(new Set(ids).size).toBe(12);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  it('are filtered, and a filter that is none is refused', async () => {
    const count = async (query: string): Promise<number> =>
      ((await get(`/findings?${query}`)).body as Page).items.length;
    expect(await count('state=resolved')).toBe(3);
    expect(await count('state=open&state=resolved&severity=critical')).toBe(4);
    expect(await count('q=10.0.0.11')).toBe(1);
    expect(await count('q=%25')).toBe(0);
    expect(await count('entry=other')).toBe(0);
    for (const query of [
      'state=shut',
      'colour=red',
      'limit=0',
      'limit=1&limit=2',
      'cursor=e30',
      'cursor=%FF',
    ])
      expect([query, (await get(`/findings?${query}`)).status]).toEqual([query, 400]);
  });

  it('are accepted until a day, given up, and assigned, with a trace of each', async () => {
    const [kept] = await server.store.findings.page({ states: ['open'] }, 1);
    const path = `/findings/${kept?.finding.id}`;
    const accept = (until: string): Promise<Asked> =>
      post(`${path}/accept`, { reason: 'moved on Friday', until });
    expect((await accept('2026-11-20')).status).toBe(400);
    expect((await accept('2029-11-20')).status).toBe(400);
    expect((await accept('2026-12-01')).body).toMatchObject({
      state: 'accepted',
      acceptance: { by: 'ann', until: '2026-12-01T00:00:00.000Z' },
    });
    expect((await post(`${path}/assign`, { owner: 'blue' })).status).toBe(200);
    expect((await server.ask('DELETE', `/api/v1${path}/accept`, headers)).status).toBe(200);
    expect((await server.ask('DELETE', `/api/v1${path}/accept`, headers)).status).toBe(409);
    const { body } = await get(path);
    expect(body).toMatchObject({
      state: 'open',
      owner: 'blue',
      changes: [
        { kind: 'opened', by: null },
        { kind: 'accepted', by: 'ann', note: 'moved on Friday' },
        { kind: 'assigned', by: 'ann' },
        { kind: 'acceptance-ended', by: 'ann' },
      ],
      observations: [{ access: 'open' }],
    });
    const [shut] = await server.store.findings.page({ states: ['resolved'] }, 1);
    const late = await post(`/findings/${shut?.finding.id}/accept`, {
      reason: 'x',
      until: '2026-12-01',
    });
    expect(late.status).toBe(409);
    expect((await post('/findings/none/assign', { owner: 'x' })).status).toBe(404);
  });
});

describe('a mute', () => {
  it('is given and taken with a trace, filters the list, and ends by itself', async () => {
    const [kept] = await server.store.findings.page({ states: ['open'] }, 1);
    const path = `/findings/${kept?.finding.id}`;
    const mute = (until: string): Promise<Asked> =>
      post(`${path}/mute`, { reason: 'it flaps until the move', until });
    const mutedNow = async (): Promise<number> =>
      ((await get('/findings?muted=true')).body as Page).items.length;
    for (const until of ['2026-11-25T11:00:00Z', '2027-11-25T12:00:00Z', '2026-11-26', 'soon'])
      expect([until, (await mute(until)).status]).toEqual([until, 400]);
    expect(await mutedNow()).toBe(0);
    expect((await mute('2026-11-25T16:00:00Z')).body).toMatchObject({
      state: 'open',
      mute: { by: 'ann', until: '2026-11-25T16:00:00.000Z' },
    });
    expect(await mutedNow()).toBe(1);
    server.now = new Date('2026-11-25T16:00:00.000Z');
    expect(await mutedNow()).toBe(0);
    expect((await server.ask('DELETE', `/api/v1${path}/mute`, headers)).body).toMatchObject({
      mute: null,
    });
    expect((await server.ask('DELETE', `/api/v1${path}/mute`, headers)).status).toBe(409);
    expect((await get(path)).body).toMatchObject({
      changes: [
        { kind: 'opened' },
        { kind: 'muted', by: 'ann' },
        { kind: 'mute-ended', by: 'ann' },
      ],
    });
  });
});

describe('the overview', () => {
  it('counts what is open now, and goes back through the changes for the days before', async () => {
    const { body } = await get('/overview');
    expect(body).toMatchObject({
      bySeverity: [
        { severity: 'critical', open: 3, accepted: 0 },
        { severity: 'high', open: 6 },
        { open: 0 },
        { open: 0 },
        { open: 0 },
      ],
      byClass: [{ class: 'chat-log', stores: 1, open: 1 }],
      oldest: { firstOpen: '2026-11-20T12:00:00.000Z' },
      timeToDetect: { count: 12, medianSeconds: 86_400, p90Seconds: 86_400 },
      timeToShut: { count: 3, medianSeconds: 172_800 },
      assets: 12,
      latestRuns: [{ id: 'seed-1', endpoints: 12 }],
    });
    const { trend } = body as { trend: { day: string; open: number }[] };
    const openOn = (day: string): number | undefined =>
      trend.find((each) => each.day === day)?.open;
    expect(['2026-11-19', '2026-11-20', '2026-11-22', '2026-11-25'].map(openOn)).toEqual([
      0, 12, 9, 9,
    ]);
  });
});

describe('assets and data', () => {
  it('are listed and shown with all that is known', async () => {
    expect(((await get('/assets?limit=200')).body as Page).items).toHaveLength(12);
    const one = await get(`/assets/${encodeURIComponent('10.0.0.0:6379')}`);
    expect(one.body).toMatchObject({
      access: 'open',
      findings: [{ state: 'open' }],
      dataMap: [{ class: 'chat-log', people: 41_200 }],
    });
    expect((await get('/assets/none')).status).toBe(404);
  });

  it('keep the map of data while how it is reached changes', async () => {
    const shut = observation({ asset: '10.0.0.0:6379', access: 'protected' });
    await server.store.dataMap.seen([shut], undefined);
    expect((await get('/data-map')).body).toMatchObject({
      items: [{ asset: '10.0.0.0:6379', people: 41_200, authentication: 'required' }],
      next: null,
    });
  });
});

describe('runs that are handed in', () => {
  const document = (id: string, started: string, access: 'open' | 'protected'): RunDocument => ({
    schema: 'nightlatch/run/1',
    run: { id, version: '1', started, finished: started, vantage: 'segment', interrupted: false },
    scope: { refused: [] },
    coverage: {
      endpoints: 1,
      connections: 1,
      refused: 0,
      silent: 0,
      byAccess: { [access]: 1 },
      unknownRules: {},
      gaps: [],
      blindSpots: [],
      undeclaredRequests: 0,
    },
    observations: [
      observation({ access, grants: access === 'open' ? 'read-write' : null, at: started }),
    ],
    // Whatever is claimed here is not believed.
    findings: [],
    dataMap: [],
  });

  it('are judged here, once, and in the order of time', async () => {
    const submit = (facts: RunDocument): Promise<Asked> => post('/runs/submit?entry=ci', facts);
    const first = await submit(document('s1', '2026-11-25T10:00:00.000Z', 'open'));
    expect([first.status, first.body]).toEqual([
      201,
      expect.objectContaining({ entry: 'submitted.ci', observations: 1 }),
    ]);
    const kept = await server.store.findings.page({ entry: 'submitted.ci' }, 5);
    expect(kept.map(({ finding }) => finding.rule)).toContain('anonymous-access');
    expect((await submit(document('s1', '2026-11-25T11:00:00.000Z', 'open'))).status).toBe(409);
    expect((await submit(document('s0', '2026-11-25T09:00:00.000Z', 'open'))).status).toBe(409);
    expect((await submit(document('s2', '2027-11-25T09:00:00.000Z', 'open'))).status).toBe(409);
    await submit(document('s3', '2026-11-25T11:00:00.000Z', 'protected'));
    const after = await server.store.findings.page(
      { entry: 'submitted.ci', rule: 'anonymous-access' },
      5,
    );
    expect(after.map(({ state }) => state)).toEqual(['resolved']);
    expect((await get('/runs?entry=submitted.ci')).body).toMatchObject({
      items: [{ id: 's3' }, { id: 's1' }],
    });
    expect((await get('/runs/s1/diff/s3')).body).toMatchObject({
      items: [
        { asset: '10.0.0.5:6379', before: { access: 'open' }, after: { access: 'protected' } },
      ],
    });
    expect((await get('/runs/s3/diff/s3')).body).toEqual({ items: [], next: null });
    const seeded = (await get('/runs/s3/diff/seed-1?limit=1')).body as Page;
    expect(seeded.items).toMatchObject([{ asset: '10.0.0.0:6379', before: null }]);
    expect((await get('/runs/s3/diff/none')).status).toBe(404);
    expect((await get('/runs/s3/observations')).body).toMatchObject({
      items: [{ access: 'protected' }],
    });
  });

  it('pass no text of a server that could move a cursor', async () => {
    const hostile = document('s1', '2026-11-25T10:00:00.000Z', 'open');
    const [seen] = hostile.observations;
    const planted = { ...seen, says: { banner: 'a\u001B[2Jb\u202Ec' }, reason: 'x'.repeat(5000) };
    expect(
      (await post('/runs/submit?entry=ci', { ...hostile, observations: [planted] })).status,
    ).toBe(201);
    const { body } = await get('/runs/s1/observations');
    expect(JSON.stringify(body)).not.toMatch(/\\u001b|\u202E|x{500}/);
  });
});

describe('who is told', () => {
  it('is listed without the secret in its address, and gets a test message', async () => {
    const { body } = await get('/receivers');
    expect(body).toMatchObject({ items: [{ name: 'hook', host: 'hooks.example' }] });
    expect(JSON.stringify(body)).not.toContain('secret-path');
    expect((await post('/receivers/hook/test')).body).toEqual({ delivered: true, error: null });
    expect(server.delivered).toMatchObject([{ entry: 'test', items: [] }]);
  });

  it('is tried again where a message died', async () => {
    const at = '2026-11-25T10:00:00.000Z';
    const waiting = { receiver: 'hook', created: at, next_at: at, body: '{"summary":"a door"}' };
    await server.store.deliveries.add({ id: 'd1', ...waiting });
    expect((await post('/deliveries/d1/retry')).status).toBe(409);
    await server.store.deliveries.settle('d1', {
      state: 'dead',
      attempts: 11,
      next_at: at,
      error: 'HTTP 500',
    });
    expect((await get('/deliveries')).body).toMatchObject({
      items: [{ id: 'd1', summary: 'a door', error: 'HTTP 500' }],
    });
    expect((await post('/deliveries/d1/retry')).body).toMatchObject({
      state: 'waiting',
      attempts: 0,
    });
  });
});

describe('figures for Prometheus', () => {
  it('are what the store holds', async () => {
    const { body } = await server.ask('GET', '/metrics', headers);
    expect(body).toContain('nightlatch_findings{severity="critical",state="open"} 3\n');
    expect(body).toContain('nightlatch_assets 12\n');
    expect(body).toMatch(/^nightlatch_oldest_open_seconds 432000$/m);
    for (const line of String(body).trim().split('\n'))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) .+|nightlatch_\w+(?:\{[^}]*\})? -?[\d.]+)$/);
  });
});

describe('events', () => {
  it('tell each change once, from where the reader was, and end with the program', async () => {
    const before = await server.store.figures.lastChange();
    const response = await server.app.request('http://127.0.0.1:8480/api/v1/events', {
      headers: { Host: '127.0.0.1:8480', ...headers, 'Last-Event-ID': String(before - 1) },
    });
    const text = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (pattern: RegExp): Promise<void> => {
      while (!pattern.test(heard)) {
        const { done, value } = (await text?.read()) ?? { done: true };
        if (done) throw new Error(`it ended: ${heard}`);
        heard += value;
      }
    };
    await until(new RegExp(`id: ${before}\\nevent: change`));
    const [kept] = await server.store.findings.page({ states: ['open'] }, 1);
    await post(`/findings/${kept?.finding.id}/assign`, { owner: 'blue' });
    await until(/"kind":"assigned"/);
    server.progress.push({
      entry: 'lab',
      run: 'r2',
      started: '2026-11-25T12:00:00.000Z',
      endpoints: 1,
      total: 9,
      answered: 0,
      open: 0,
    });
    await until(/event: progress\ndata: \[\{"entry":"lab"/);
    expect(heard.match(/event: change/g)).toHaveLength(2);
    server.ending.abort();
    await expect(text?.read()).resolves.toMatchObject({ done: true });
  });
});

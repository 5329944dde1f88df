import { appendFileSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workOn } from '../../test/seed-case.ts';
import { seedStore } from '../../test/seed-store.ts';
import { serverFixture, type Asked, type ServerFixture } from '../../test/server-fixture.ts';
import { journalOf, readCase } from '../incident/case/case.ts';
import { Plan } from '../incident/contain/plan.ts';
import type { Visit } from '../model/ledger.ts';

let server: ServerFixture;
let operator: Record<string, string>;
let viewer: Record<string, string>;
beforeEach(async () => {
  server = await serverFixture();
  await seedStore(server.store, 3, server.now);
  await server.account('ann', 'operator');
  await server.account('vic', 'viewer');
  operator = await server.session('ann');
  viewer = await server.session('vic');
});
afterEach(async () => {
  expect(server.errors).toEqual([]);
  await server[Symbol.asyncDispose]();
});

const get = (path: string): Promise<Asked> => server.ask('GET', `/api/v1${path}`, viewer);

async function begun(): Promise<{ id: string; folder: string; finding: string }> {
  const [kept] = await server.store.findings.page({ states: ['open'] }, 1);
  const finding = kept?.finding.id ?? '';
  const opened = await server.ask('POST', `/api/v1/findings/${finding}/case`, operator);
  expect(opened.status).toBe(201);
  const { id } = opened.body as { id: string };
  const folder = (await server.store.cases.byId(id))?.folder ?? '';
  return { id, folder, finding };
}

describe('a case', () => {
  it('is opened from a finding by an operator, once, and by no viewer', async () => {
    expect((await get('/cases')).body).toEqual({ items: [], next: null });
    const [kept] = await server.store.findings.page({ states: ['open'] }, 1);
    const path = `/api/v1/findings/${kept?.finding.id}/case`;
    expect((await server.ask('POST', path, viewer)).status).toBe(403);
    const { id, folder, finding } = await begun();
    expect((await server.ask('POST', path, operator)).status).toBe(409);
    expect((await server.ask('POST', '/api/v1/findings/none/case', operator)).status).toBe(404);
    expect((await get('/cases')).body).toMatchObject({
      items: [{ id, openedBy: 'ann', next: 'snapshot', fault: null, visits: 0, people: null }],
    });
    const { body } = await get(`/cases/${id}`);
    expect(body).toMatchObject({
      here: true,
      findings: [{ id: finding }],
      window: { firstOpen: '2026-11-20T12:00:00.000Z', firstShut: null },
      noticeUntil: '2026-11-28T12:00:00.000Z',
      steps: {
        0: { step: 'assess', done: true },
        1: { step: 'snapshot', done: false, commands: [`nightlatch case snapshot ${folder}`] },
      },
      ledger: null,
      score: { scheme: 'nightlatch-score/1' },
    });
    expect(readCase(folder).opened).toMatchObject({ case: id, by: 'ann' });
  });

  it('says so where its folder cannot be made', async () => {
    writeFileSync(`${server.folder}/cases`, '');
    const [kept] = await server.store.findings.page({ states: ['open'] }, 1);
    const path = `/api/v1/findings/${kept?.finding.id}/case`;
    const { status, body } = await server.ask('POST', path, operator);
    expect([status, body]).toEqual([409, expect.objectContaining({ detail: expect.any(String) })]);
    expect((await get('/cases')).body).toEqual({ items: [], next: null });
  });

  it('shows what was written on the host since, without being told', async () => {
    const { id, folder } = await begun();
    await workOn(folder, 60, server.now);
    const { body } = await get(`/cases/${id}`);
    expect(body).toMatchObject({
      next: 'contain',
      visits: 60,
      strangers: [
        { level: 'bulk', visits: 7 },
        { level: 'metadata', visits: 53 },
      ],
      ledger: { people: { low: 0 }, sources: [{ kind: 'web-access-log' }] },
      snapshots: [{ artefacts: 14, missing: [{ what: 'conntrack -L' }] }],
    });
    const seen: string[] = [];
    for (let cursor = ''; ;) {
      const page = (await get(`/cases/${id}/ledger?limit=25${cursor}`)).body as {
        items: Visit[];
        next: string | null;
      };
      seen.push(...page.items.map((visit) => visit.id));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(new Set(seen).size).toBe(60);
    const coverage = (await get(`/cases/${id}/coverage`)).body;
    expect(coverage).toMatchObject({ coverage: { share: expect.closeTo(0.66, 1) } });
    expect((await get(`/cases/${id}/timeline?limit=2`)).body).toMatchObject({
      items: [
        { seq: 0, kind: 'opened' },
        { seq: 1, kind: 'snapshot' },
      ],
      next: expect.any(String),
    });
  });

  it('is approved by an operator after the snapshot, by name, and applied by nobody here', async () => {
    const { id, folder } = await begun();
    await workOn(folder, 2, server.now);
    const { items } = (await get(`/cases/${id}/plans`)).body as {
      items: { id: string; state: string; steps: { evidence: string; sessions: string }[] }[];
    };
    expect(items.length).toBeGreaterThan(1);
    expect(items[0]?.steps[0]?.evidence).not.toBe('');
    const approve = `/api/v1/cases/${id}/plans/${items[0]?.id}/approve`;
    expect((await server.ask('POST', approve, viewer)).status).toBe(403);
    const approved = await server.ask('POST', approve, operator);
    expect(approved.body).toMatchObject({
      state: 'approved',
      approvals: [{ by: 'ann', at: server.now.toISOString(), withoutSnapshot: null }],
    });
    expect((await server.ask('POST', approve, operator)).status).toBe(409);
    expect((await get(`/cases/${id}`)).body).toMatchObject({
      steps: { 3: { commands: [expect.stringContaining(`--approve ${items[0]?.id} --by ann`)] } },
    });
    expect(readCase(folder).entries.at(-1)?.event).toMatchObject({ kind: 'approved', by: 'ann' });
    await shuts(id, folder, items[0]);
  });

  it('is not approved where it is not as it was shown, and nothing is written then', async () => {
    const { id, folder } = await begun();
    await workOn(folder, 2, server.now);
    const { items } = (await get(`/cases/${id}/plans`)).body as { items: { id: string }[] };
    const plan = items[0]?.id ?? '';
    const before = readCase(folder).entries.length;
    appendFileSync(join(folder, `plan-${plan}.json`), ' ');
    const approve = `/api/v1/cases/${id}/plans/${plan}/approve`;
    const answer = await server.ask('POST', approve, operator);
    expect([answer.status, readCase(folder).entries.length]).toEqual([409, before]);
  });

  async function shuts(
    id: string,
    folder: string,
    plan: { id: string; steps: readonly object[] } | undefined,
  ): Promise<void> {
    const journal = journalOf(folder);
    for (const step of Plan.shape.steps.parse(plan?.steps)) {
      const done = { plan: plan?.id ?? '', step: step.id, state: 'done', says: '' } as const;
      journal.add({ kind: 'step', ...done }, server.now);
    }
    const held = { held: true, evidence: ['10.0.0.1 port 6379: the store itself refused'] };
    const at = new Date(server.now.getTime() + 60_000);
    const look = { vantage: 'here', newConnections: held, oldSessions: held };
    journal.add({ kind: 'verified', ...look }, at);
    expect((await get(`/cases/${id}`)).body).toMatchObject({
      next: 'report',
      window: { firstShut: at.toISOString(), ended: 'shut' },
      verified: { at: at.toISOString(), ...look },
    });
  }

  it('keeps by name and number what stood inside, so that people can be counted', async () => {
    const [kept] = await server.store.findings.page({ text: '10.0.0.0:' }, 1);
    const { folder } = await server.facts.cases.open(kept?.finding.id ?? '', null);
    const { commands } =
      (await server.facts.cases.read(readCase(folder).opened.case))?.steps[2] ?? {};
    expect(commands?.[0]).toContain(` --inventory ${folder}/inventory.json `);
    const text = readFileSync(`${folder}/inventory.json`, 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      observations: [{ inventory: { items: [{ name: 'default.log_stream' }] } }],
    });
  });

  it('has no plan approved before its snapshot', async () => {
    const { id, folder } = await begun();
    const body = 'a'.repeat(64);
    journalOf(folder).add({ kind: 'planned', plan: 'none', title: 'x', body });
    const approve = `/api/v1/cases/${id}/plans/none/approve`;
    // A plan whose file is not there: the folder is not as it was written, and nothing is done with it.
    expect((await server.ask('POST', approve, operator)).status).toBe(404);
    expect((await get(`/cases/${id}`)).body).toMatchObject({ fault: expect.any(String) });
  });

  it('takes what a person fills in under the name of whoever is signed in', async () => {
    const { id, folder } = await begun();
    const fill = (by: Record<string, string>, body: unknown): Promise<Asked> =>
      server.ask('PATCH', `/api/v1/cases/${id}/blanks`, by, body);
    expect((await fill(viewer, { field: 'sector', value: 'health' })).status).toBe(403);
    expect((await fill(operator, { field: 'colour', value: 'red' })).status).toBe(400);
    expect((await fill(operator, { field: 'sector', value: 'a\u202Eb' })).status).toBe(400);
    expect((await fill(operator, { field: 'sector', value: 'health' })).status).toBe(200);
    const { items } = (await get(`/cases/${id}/blanks`)).body as { items: unknown[] };
    expect(items).toContainEqual({
      ...{ section: 'Incident details', field: 'sector', value: 'health', by: 'ann' },
    });
    expect(items.length).toBeGreaterThan(10);
    const report = await get(`/cases/${id}/report.md`);
    expect(report.headers.get('content-disposition')).toContain(`incident-${id}.md`);
    expect(report.body).toMatch(/sector: `health` \(by `ann`\)|sector: health \(by ann\)/);
    expect(readCase(folder).entries.at(-1)?.event).toMatchObject({ field: 'sector', by: 'ann' });
  });

  it('is taken away in every format, the ledger only once there is one', async () => {
    const { id, folder } = await begun();
    expect((await get(`/cases/${id}/report.csv`)).status).toBe(404);
    await workOn(folder, 5, server.now);
    for (const ending of [
      'md',
      'html',
      'json',
      'stix.json',
      'ocsf.jsonl',
      'veris.json',
      'csv',
      'pdf',
    ]) {
      const { status, body } = await get(`/cases/${id}/report.${ending}`);
      expect([ending, status, JSON.stringify(body).length > 300]).toEqual([ending, 200, true]);
    }
    const rows = String((await get(`/cases/${id}/report.csv`)).body)
      .trim()
      .split('\r\n');
    expect(rows.length).toBeGreaterThan(5);
  });

  it('is believed no more where its journal was changed, and what was known of it stays', async () => {
    const { id, folder } = await begun();
    appendFileSync(`${folder}/journal.jsonl`, '{"entry":{},"signature":"00"}\n');
    expect((await get(`/cases/${id}`)).body).toMatchObject({
      fault: expect.stringContaining('line 2'),
      next: 'snapshot',
    });
    const fill = { field: 'sector', value: 'health' };
    const refused = await server.ask('PATCH', `/api/v1/cases/${id}/blanks`, operator, fill);
    expect(refused.status).toBe(409);
  });

  it('is read and not written where its folder is elsewhere', async () => {
    const { id, folder } = await begun();
    renameSync(folder, `${server.folder}/elsewhere`);
    expect((await get(`/cases/${id}`)).body).toMatchObject({ here: false, id });
    const fill = { field: 'sector', value: 'health' };
    const refused = await server.ask('PATCH', `/api/v1/cases/${id}/blanks`, operator, fill);
    expect(refused.body).toMatchObject({ detail: expect.stringContaining('another host') });
    await server.facts.cases.submit(`${server.folder}/elsewhere`);
    expect((await get(`/cases/${id}`)).body).toMatchObject({ here: true });
  });
});

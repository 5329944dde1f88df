import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startServer, type LabServer } from '../lab/index.ts';
import { withServers } from '../lab/testing.ts';
import { typed } from './incident/typed.ts';

const root = mkdtempSync(join(tmpdir(), 'nightlatch-desk-'));
const folder = join(root, 'case');
const log = join(root, 'access.log');
const ledger = join(root, 'ledger.json');

beforeAll(() => {
  vi.stubEnv('XDG_STATE_HOME', root);
  vi.stubEnv('NO_COLOR', '1');
  const lines = ['/people/_search?size=10', '/people/_search?scroll=1m'].map(
    (path) =>
      `203.0.113.9 - - [20/Nov/2026:10:01:00 +0000] "GET ${path} HTTP/1.1" 200 5120 "-" "curl/8"\n`,
  );
  writeFileSync(log, lines.join(''));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

/** One line that says what is wrong, and the exit code of usage. */
async function refused(words: readonly string[], why: RegExp): Promise<void> {
  const { code, out, err } = await typed(...words);
  expect([code, out], err).toEqual([2, '']);
  const [line = '', ...more] = err.trimEnd().split('\n');
  expect(line).toMatch(/^nightlatch: /);
  expect(line).toMatch(why);
  expect(more.filter((each) => each !== '' && !each.startsWith('(--help'))).toEqual([]);
}

withServers('redis')('the incident desk, typed', () => {
  let server: LabServer;
  let at = '';
  beforeAll(async () => {
    server = await startServer('redis', 'open');
    at = `${server.address}:${server.port}`;
  });
  afterAll(async () => await server.stop());

  it('opens a case from a saved run, and says to take the snapshot first', async () => {
    const run = join(root, 'run');
    await typed('audit', at, '--vantage', 'internet', '--save', run, '--quiet');
    const words = ['case', 'open', '--from-run', run, '--asset', at, '--folder', folder];
    const { code, out, err } = await typed(...words);
    expect([code, out]).toEqual([0, `${folder}\n`]);
    expect(err).toContain('Nothing is shut yet: take the snapshot first.');
    expect(err).toContain(`Next: nightlatch case snapshot ${folder}\n`);
    await refused(words, /is there already/);
    await refused([...words.slice(0, 4), '--asset', 'elsewhere:1'], /no finding on "elsewhere:1"/);
  });

  it('plans, and does nothing before it is approved and the snapshot is taken', async () => {
    const { code, out, err } = await typed('contain', 'plan', folder, '--format', 'json');
    expect(code).toBe(0);
    expect(err).toContain('without one nothing is applied');
    const [{ id }] = JSON.parse(out) as [{ id: string }];
    const apply = ['contain', 'apply', id, '--case', folder];
    await refused(apply, /approve/);
    await refused([...apply, '--approve', id, '--by', 'Ann'], /snapshot/);
    await refused(['contain', 'apply', 'nosuchplan', '--case', folder], /plan/);
  });

  it('takes a snapshot and notices one changed byte of it', async () => {
    const { code, out } = await typed('case', 'snapshot', folder, '--file', log);
    expect(code).toBe(0);
    expect(out).toMatch(/^snapshot-1: \d+ artefacts, manifest [0-9a-f]{64}\n$/);
    const whole = await typed('case', 'verify', folder);
    expect([whole.code, whole.err]).toEqual([0, '']);
    expect(whole.out).toMatch(/^All is as it was written/);
    const taken = join(folder, 'snapshot-1');
    const name = readdirSync(taken).find((each) => each.endsWith('access.log')) ?? '';
    const bytes = readFileSync(join(taken, name));
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    writeFileSync(join(taken, name), bytes);
    const changed = await typed('case', 'verify', folder);
    expect(changed.code).toBe(1);
    expect(changed.out).toContain(name);
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    writeFileSync(join(taken, name), bytes);
    expect((await typed('case', 'verify', folder)).code).toBe(0);
  });

  it('reads trails into a ledger, and takes it into the case', async () => {
    await refused(['case', 'report', folder, '--format', 'csv'], /no ledger yet/);
    const read = ['case', 'trails', log, '--port', '9200', '--format', 'json', '--output', ledger];
    expect(await typed(...read)).toEqual({ code: 0, out: '', err: '' });
    expect((await typed('case', 'add-ledger', folder, ledger)).code).toBe(0);
    const signs = await typed('case', 'indicators', folder);
    expect(signs.out).toMatch(/\d+ signs looked for, 0 seen\.\n$/);
    const shown = await typed('case', 'show', folder);
    expect(shown.out).toMatch(/snapshot taken.*\n.*ledger added.*\n.*signs of compromise/);
    const { ledger: kept } = JSON.parse(
      (await typed('case', 'show', folder, '--format', 'json')).out,
    ) as {
      ledger: { visits: { address: string; level: string }[] };
    };
    expect(kept.visits).toMatchObject([{ address: '203.0.113.9', level: 'bulk' }]);
  });

  it('takes no ledger that is none, and believes no journal that was changed', async () => {
    for (const text of ['{"schema":"other"}', 'no json']) {
      const file = join(root, 'none.json');
      writeFileSync(file, text);
      await refused(['case', 'add-ledger', folder, file], /no ledger that case trails/);
    }
    const journal = join(folder, 'journal.jsonl');
    const bytes = readFileSync(journal, 'utf8');
    writeFileSync(journal, bytes.replace('case', 'cafe'));
    const { code, out, err } = await typed('case', 'report', folder);
    writeFileSync(journal, bytes);
    expect([code, out]).toEqual([3, '']);
    expect(err).toMatch(/^nightlatch: this case is not believed: .*\n$/);
  });

  it.each([
    ['markdown', '# Incident report'],
    ['html', '<!doctype html>'],
    ['json', '"schema":"nightlatch/incident/1"'],
    ['stix', '"type":"bundle"'],
    ['ocsf', '"class_uid"'],
    ['veris', '"schema_version":"1.4.0"'],
    ['csv', 'visit,address,from,to'],
    ['pdf', '%PDF-1.7'],
  ])('writes the report as %s, to a file and to standard output', async (format, mark) => {
    await typed('case', 'fill', folder, 'sector', 'shipping', '--by', 'Ann');
    const { code, out } = await typed('case', 'report', folder, '--format', format);
    expect(code).toBe(0);
    expect(out).toContain(mark);
    const file = join(root, `report.${format}`);
    const toFile = await typed('case', 'report', folder, '--format', format, '--output', file);
    expect(toFile).toEqual({ code: 0, out: '', err: '' });
    expect(readFileSync(file, 'utf8')).toContain(mark);
  });

  it('shuts the store, proves it, and takes that back', async () => {
    const { out } = await typed('contain', 'plan', folder, '--format', 'json');
    const [{ id }] = JSON.parse(out) as [{ id: string }];
    vi.stubEnv('NIGHTLATCH_NEW_PASSWORD', 'a-new-one-of-24-letters_');
    const words = ['contain', 'apply', id, '--case', folder, '--approve', id, '--by', 'Ann'];
    expect((await typed(...words)).code).toBe(0);
    vi.stubEnv('NIGHTLATCH_PASSWORD', 'a-new-one-of-24-letters_');
    const shut = await typed('contain', 'verify', folder);
    expect(shut.out).toContain('no new connection: holds');
    expect((await typed('contain', 'undo', id, '--case', folder)).code).toBe(0);
    vi.stubEnv('NIGHTLATCH_PASSWORD', '');
    const open = await typed('contain', 'verify', folder);
    expect(open.code).toBe(1);
    expect(open.out).toContain('no new connection: does not hold');
    const journal = (await typed('case', 'show', folder)).out;
    expect(journal).toContain(`plan ${id} approved by Ann`);
    expect(journal).not.toContain('a-new-one');
  });
});

describe('bad usage of the desk', () => {
  const none = join(root, 'none');
  it.each<readonly [words: readonly string[], why: RegExp]>([
    [['case', 'open'], /name a finding, or --from-run/],
    [['case', 'open', '--from-run', none, '--asset', 'a'], /none/],
    [['case', 'show', none], /no folder of a case/],
    [['case', 'show', 'no-such-case'], /no folder of a case/],
    [['case', 'verify', none], /no folder of a case/],
    [['case', 'snapshot', none], /no folder of a case/],
    [['case', 'indicators', none], /no folder of a case/],
    [['case', 'report', none], /no folder of a case/],
    [['case', 'report', none, '--format', 'docx'], /"docx": choose from markdown/],
    [['case', 'fill', none, 'sector', 'x', '--by', 'Ann'], /no folder of a case/],
    [['case', 'fill', none, 'sector', 'x'], /required option '--by/],
    [['case', 'add-ledger', none, join(none, 'x.json')], /cannot read/],
    [['case', 'trails', none], /no such file or folder/],
    [['case', 'trails', root, '--format', 'xml'], /not a format/],
    [['case', 'trails', root, '--window', 'yesterday'], /two times/],
    [['case', 'trails', root, '--port', '0'], /not a port/],
    [['case', 'trails', root, '--known', 'here'], /not an address or CIDR/],
    [['case', 'trails', root, '--clock-offset', 'late'], /not a number of seconds/],
    [['case', 'nosuch'], /unknown command/],
    [['contain', 'plan', none], /no folder of a case/],
    [['contain', 'apply', 'x'], /has a plan "x"/],
    [['contain', 'undo', 'x'], /has a plan "x"/],
    [['contain', 'verify', none], /no folder of a case/],
  ])('%j', async (words, why) => {
    await refused(words, why);
  });
});

import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { observation } from '../../test/rule-cases.ts';
import { nightlatch } from '../../test/run-cli.ts';
import { openStore } from '../store/store.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-commands-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('backs up, restores, and tells what differs between two runs', async () => {
  const data = join(folder, 'data');
  {
    await using store = await openStore({ folder: data });
    const facts = { entry: 'lab', vantage: 'host', version: '1' };
    await store.runs.begin({ ...facts, id: 'aaaa', started: '2026-01-01T00:00:00Z' });
    await store.runs.begin({ ...facts, id: 'bbbb', started: '2026-01-02T00:00:00Z' });
    const seen = observation({ product: 'redis', access: 'protected' });
    await store.observations.add('aaaa', [seen, { ...seen, asset: 'gone:1' }]);
    await store.observations.add('bbbb', [
      { ...seen, access: 'open' },
      { ...seen, asset: 'new:1' },
    ]);
  }
  const file = join(folder, 'backup.jsonl');
  expect((await nightlatch(['backup', file, '--data', data])).code).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const other = join(folder, 'other');
  expect((await nightlatch(['restore', file, '--data', other])).code).toBe(0);
  expect((await nightlatch(['restore', file, '--data', other])).code).toBe(2);

  const none = await nightlatch(['runs', '--data', join(folder, 'none')]);
  expect(none).toMatchObject({ code: 0, out: '' });
  expect(none.err).toContain('There is no run yet');
  const listed = await nightlatch(['runs', '--data', other, '--format', 'json']);
  expect(JSON.parse(listed.out).map(({ id }: { id: string }) => id)).toEqual(['bbbb', 'aaaa']);
  const diff = await nightlatch(['runs', 'diff', 'a', 'b', '--data', other, '--format', 'json']);
  const { appeared, missing, changed } = JSON.parse(diff.out);
  expect(appeared).toMatchObject([{ asset: 'new:1' }]);
  expect(missing).toMatchObject([{ asset: 'gone:1' }]);
  expect(changed).toMatchObject([{ before: { access: 'protected' }, after: { access: 'open' } }]);
  const exported = await nightlatch(['export', '--data', other]);
  expect(exported.out.split('\n')).toHaveLength(readFileSync(file, 'utf8').split('\n').length);
});

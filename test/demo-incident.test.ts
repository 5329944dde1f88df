import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withServers } from '../lab/testing.ts';
import { demoIncident } from '../src/cli/demo/incident.ts';
import { Ledger } from '../src/model/ledger.ts';
import { nightlatch } from './run-cli.ts';

const WITHIN = 60_000;
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nightlatch-demo-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

withServers('clickhouse')('demo incident', () => {
  it('rebuilds the founding case, and its ledger is what was done', async () => {
    const folder = join(root, 'kept');
    const ran = await nightlatch(['demo', 'incident', '--folder', folder]);
    expect(ran.out).toContain('The ledger says what was done');
    expect(ran.out).toContain('100,000 rows proven');
    expect(ran.out).toContain(
      '1 query of 127.30.0.3 stands in the server log and not in query_log',
    );
    // Its own audit counts a million rows, and is no suspect.
    expect(ran.out).not.toContain("bears Nightlatch's name");
    expect(ran.out).not.toContain('DIFFERS');
    expect(ran.code).toBe(0);
    expect(ran.milliseconds).toBeLessThan(WITHIN);

    const ledger = Ledger.parse(JSON.parse(readFileSync(join(folder, 'ledger.json'), 'utf8')));
    const taken = ledger.visits.find(({ address }) => address === '127.30.0.2');
    expect(taken).toMatchObject({ level: 'bulk', total: { rows: 100_000, certainty: 'proven' } });
    expect(ledger.coverage?.share).toBe(1);
    expect(readFileSync(join(folder, 'report.markdown'), 'utf8')).toContain(
      '100,000 rows (proven)',
    );
  });

  it('leaves nothing behind where somebody has seen enough', async () => {
    chmodSync(root, 0o755);
    const begun = (): boolean => readdirSync(root).some((name) => /-lab-clickhouse-/.test(name));
    const ran = await nightlatch(['demo', 'incident'], {
      env: { TMPDIR: root },
      during: (child) =>
        void vi.waitUntil(begun, { timeout: WITHIN }).then(() => child.kill('SIGINT')),
    });
    expect(ran.code).toBe(130);
    expect(readdirSync(root)).toEqual([]);
  });
});

it('says that it needs a ClickHouse where there is none', async () => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const code = await demoIncident({}, 'clickhouse-server not installed');
  const text = said.mock.calls.map(([words]) => String(words)).join('');
  said.mockRestore();
  expect(code).toBe(3);
  expect(text).toContain('there is none: clickhouse-server not installed.');
});

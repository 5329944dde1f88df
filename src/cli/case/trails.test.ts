import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Ledger } from '../../model/ledger.ts';
import { nightlatch } from '../../../test/run-cli.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-trails-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const CENSYS = '162.142.125.9';
const line = (address: string, day: number, time: string, path: string, size: number): string =>
  `${address} - - [${day}/Jan/2025:${time} +0100] "GET ${path} HTTP/1.1" 200 ${size} "-" "curl/8"`;

function log(): string {
  const lines = [
    line(
      '203.0.113.7',
      10,
      '10:00:00',
      '/?query=SELECT%20*%20FROM%20log_stream%20WHERE%20name%3D%27canary-53%27',
      12_000_000,
    ),
    line('203.0.113.7', 10, '10:05:00', '/?query=SHOW%20TABLES&log_queries=0', 100),
    line(CENSYS, 10, '11:00:00', '/', 0),
    'canary-53 is no line of this log',
    line('198.51.100.4', 12, '09:00:00', '/ping', 4),
  ];
  const path = join(folder, 'access.log');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

it('says who came, for how much of the time that can be said, and never that nothing happened', async () => {
  const path = log();
  const window = '2025-01-06..2025-01-29';
  const { code, out, err } = await nightlatch(['case', 'trails', path, '--window', window]);
  expect(code).toBe(0);
  expect(out).toMatch(/bulk +203\.0\.113\.7/);
  expect(out).toMatch(/log_stream: rows not recorded, 12,000,000 bytes answered/);
  expect(out).toMatch(/Coverage: for 8\.\d % /);
  expect(out).toMatch(/nothing can be said; no trail was given for this time/);
  expect(out).toMatch(/research-scanner: Censys/);
  expect(out).toMatch(/log-switched-off/);
  expect(`${out}${err}`).not.toMatch(/canary|no data/i);
  expect(err).toMatch(/trail-1: 1 lines such as: a-9 a a a a a a/);
});

it('gives one document, the same from a packed file, and rows for a spreadsheet', async () => {
  const path = log();
  const zst = join(folder, 'access.log.zst');
  execFileSync('zstd', ['-q', path, '-o', zst]);
  const plain = await nightlatch(['case', 'trails', path, '--format', 'json']);
  const packed = await nightlatch(['case', 'trails', zst, '--format', 'json']);
  const ledger = Ledger.parse(JSON.parse(plain.out));
  expect(Ledger.parse(JSON.parse(packed.out)).visits).toEqual(ledger.visits);
  expect(ledger.coverage).toBeNull();
  const csv = join(folder, 'ledger.csv');
  await nightlatch(['case', 'trails', path, '--format', 'csv', '--output', csv]);
  const rows = readFileSync(csv, 'utf8').trim().split('\r\n');
  expect(rows.length).toBe(
    1 + ledger.visits.length + ledger.visits.flatMap(({ tables }) => tables).length,
  );
});

it('reads a file once that lies there twice, and to where it breaks', async () => {
  const path = log();
  const many = Array.from({ length: 5000 }, (_none, at) =>
    line('203.0.113.7', 10, '10:00:00', `/${at}`, at),
  );
  const packed = gzipSync(many.join('\n'));
  writeFileSync(join(folder, 'cut.gz'), packed.subarray(0, packed.length / 2));
  copyFileSync(path, `${path}.1`);
  const { out, err } = await nightlatch(['case', 'trails', folder, '--format', 'json']);
  const ledger = Ledger.parse(JSON.parse(out));
  expect(err).toMatch(/not read: access\.log\.1: the same file as trail-1/);
  expect(ledger.suspicions.map(({ kind }) => kind)).toContain('cut-off');
});

it.each([
  [['--window', '2025-01-29..2025-01-06'], /two times/],
  [['--known', 'here'], /not an address or CIDR/],
])('tells what is wrong with %j before it reads', async (words, said) => {
  const { code, err } = await nightlatch(['case', 'trails', log(), ...words]);
  expect(code).toBe(2);
  expect(err).toMatch(said);
});

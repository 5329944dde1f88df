import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { httpFrom, sayFrom } from '../../../test/incident/from.ts';
import { clockOf } from '../trails/clock.ts';
import { ledgerOfFiles } from './from-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-trails-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FRAMING = 16;

const OPTIONS = {
  clock: clockOf(),
  clockOffset: null,
  known: ['127.0.0.7=the application'],
  ports: new Set<number>(),
  holdings: [],
  window: undefined,
};

withServers('nginx')('the ledger of an nginx', () => {
  it('counts requests and bytes of each address', async () => {
    await using server = await startServer('nginx', 'listing');
    const truth = new Map<string, number>();
    for (const [from, path] of [
      ['127.0.0.21', '/customers.csv'],
      ['127.0.0.21', '/backup-2025-01-06.sql'],
      ['127.0.0.22', '/'],
      ['127.0.0.7', '/'],
      ['127.0.0.23', '/users/alice@mail.example?token=canary-7f3a'],
    ] as const) {
      const { text } = await httpFrom(from, server, { path });
      truth.set(from, (truth.get(from) ?? 0) + text.length);
    }
    await httpFrom('127.0.0.9', server, { path: '/', agent: 'nightlatch/0.1.0' });
    const { ledger } = await ledgerOfFiles(
      [join(server.folder, 'access.log')],
      OPTIONS,
      Date.now(),
    );
    expect(ledger.sources[0]).toMatchObject({
      kind: 'web-access-log',
      damaged: 0,
      recordsReads: true,
    });
    for (const [from, bytes] of truth) {
      const total = ledger.visits.find(({ address }) => address === from)?.total;
      const payload = total?.bytes.find(({ kind }) => kind === 'payload')?.value;
      // nginx counts the framing of answers whose length it did not know, such as a listing.
      expect(payload).toBeGreaterThanOrEqual(bytes);
      expect(payload).toBeLessThanOrEqual(bytes + FRAMING);
    }
    expect(ledger.visits.find(({ address }) => address === '127.0.0.21')?.total.rows).toBeNull();
    expect(ledger.own.requests).toBe(1);
    const known = ledger.visits.find(({ address }) => address === '127.0.0.7');
    expect(known?.actor).toMatchObject({ class: 'owner', organisation: 'the application' });
    expect(JSON.stringify(ledger)).not.toMatch(/alice|canary/);
  });
});

withServers('redis')('the trails of a Redis', () => {
  it('name who was there and the dump by replication, and sum what went out', async () => {
    await using server = await startServer('redis', 'open', {
      settings: { 'slowlog-log-slower-than': '0', loglevel: 'verbose' },
    });
    const done = (text: string) => text.endsWith('\r\n');
    await sayFrom('127.0.0.21', server, 'GET session:1001\r\n', done);
    await sayFrom('127.0.0.22', server, 'PSYNC ? -1\r\n', (text) => text.includes('FULLRESYNC'));
    const info = await sayFrom('127.0.0.9', server, 'INFO everything\r\n', (text) =>
      text.includes('# Keyspace'),
    );
    const clients = await sayFrom('127.0.0.9', server, 'CLIENT LIST\r\n', done);
    const slow = await sayFrom('127.0.0.9', server, 'SLOWLOG GET 100\r\n', (text) =>
      text.includes('session:1001'),
    );
    // What redis-cli makes of the answer in a pipe: the marks of the protocol away.
    const raw = (text: string) =>
      text
        .split('\r\n')
        .filter((line) => !/^[*$]/.test(line))
        .join('\n')
        .replaceAll(/^:/gm, '');
    writeFileSync(join(folder, 'info'), raw(info));
    writeFileSync(join(folder, 'clients'), raw(clients));
    writeFileSync(join(folder, 'slowlog'), raw(slow));
    const paths = [folder, join(server.folder, 'server.log')];
    const { ledger, skipped } = await ledgerOfFiles(paths, OPTIONS, Date.now());
    expect(skipped).toEqual([]);
    expect(ledger.sources.map(({ kind, damaged }) => [kind, damaged])).toEqual([
      ['redis-clients', 0],
      ['redis-info', 0],
      ['redis-slowlog', 0],
      ['redis-log', 0],
    ]);
    const of = (address: string) => ledger.visits.find((visit) => visit.address === address);
    expect(of('127.0.0.21')?.level).toBe('rows');
    expect(of('127.0.0.22')).toMatchObject({ level: 'bulk' });
    expect(of('127.0.0.22')?.signatures).toContain('replication');
    const everybody = ledger.visits.find(
      ({ address, total }) => address === null && total.bytes.length > 0,
    );
    expect(everybody?.total.certainty).toBe('bounded');
    expect(JSON.stringify(ledger)).not.toMatch(/opened by the lab/);
  });
});

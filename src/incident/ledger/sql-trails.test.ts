import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { expect, it } from 'vitest';
import { type LabServer, startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { doorFrom } from '../../../test/incident/from.ts';
import type { Ledger } from '../../model/ledger.ts';
import { clockOf } from '../trails/clock.ts';
import { ledgerOfFiles } from './from-files.ts';

const run = promisify(execFile);
const OPTIONS = {
  clock: clockOf(),
  clockOffset: null,
  known: [],
  ports: new Set<number>(),
  holdings: [{ table: 'shop.customers', rows: 250, people: 250 }],
  window: undefined,
};

/** A socket that leaves from an address of ours. */
class From extends Socket {
  readonly #localAddress: string;

  constructor(localAddress: string) {
    super();
    this.#localAddress = localAddress;
  }

  override connect(...words: unknown[]): this {
    const [port, host] = words;
    return super.connect({
      port: Number(port),
      host: String(host),
      localAddress: this.#localAddress,
    });
  }
}

async function ask(
  server: LabServer,
  from: string,
  name: string,
  statements: readonly string[],
): Promise<void> {
  const { address: host, port } = server;
  const client = new pg.Client({
    host,
    port,
    user: 'postgres',
    application_name: name,
    stream: () => new From(from),
  });
  await client.connect();
  for (const sql of statements) await client.query(sql).catch(() => undefined);
  await client.end();
}

const of = ({ visits }: Ledger, address: string) =>
  visits.find((visit) => visit.address === address);

withServers('postgresql')('the trails of a PostgreSQL', () => {
  it.each([
    ['%m [%p] %r %u@%d %a '],
    ['%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h '],
    ['%m [%p] '],
    ['<%n|%c|%h|%u> '],
  ])('say the same in all its formats, with the prefix %s', async (prefix) => {
    await using server = await startServer('postgresql', 'open', {
      settings: {
        logging_collector: 'on',
        log_destination: 'stderr,csvlog,jsonlog',
        log_directory: 'trails',
        log_connections: 'on',
        log_disconnections: 'on',
        log_statement: 'all',
        log_timezone: 'UTC',
        log_line_prefix: prefix,
      },
    });
    await ask(server, '127.0.0.21', 'psql', [
      `SELECT * FROM customers WHERE email = 'canary-41@mail.example'`,
      `SELECT\n  name,\n  'it''s; FROM nowhere'\nFROM\n  public.customers`,
    ]);
    await ask(server, '127.0.0.22', 'pg_dump', [`COPY public.customers (id, name) TO stdout`]);
    await ask(server, '127.0.0.23', 'odd', [
      `CREATE TABLE readme_to_recover (text_field text)`,
      `DROP TABLE customers`,
    ]);
    await ask(server, '127.0.0.9', 'nightlatch/0.1.0', [`SELECT count(*) FROM pg_class`]);
    await ask(server, '127.0.0.24', 'looker', [`SELECT version()`]);
    const folder = join(server.folder, 'data/trails');
    // The collector writes each of the three when it gets round to it.
    const told = (): number =>
      readdirSync(folder).filter((file) =>
        readFileSync(join(folder, file), 'utf8').includes('SELECT version()'),
      ).length;
    await expect.poll(told, { timeout: 10_000 }).toBe(3);
    const seen = new Set<string | undefined>();
    for (const file of readdirSync(folder).toSorted()) {
      const linePrefix = prefix.startsWith('<') ? { linePrefix: prefix } : {};
      const { ledger, skipped } = await ledgerOfFiles(
        [join(folder, file)],
        { ...OPTIONS, ...linePrefix },
        Date.now(),
      );
      expect(skipped).toEqual([]);
      expect(ledger.sources[0]).toMatchObject({ damaged: 0, recordsReads: true });
      expect(of(ledger, '127.0.0.21')).toMatchObject({ level: 'rows', users: ['postgres'] });
      expect(
        of(ledger, '127.0.0.21')?.tables.map(({ table, certainty, rows }) => [
          table,
          certainty,
          rows,
        ]),
      ).toEqual([
        ['customers', 'unbounded', null],
        ['public.customers', 'unbounded', null],
      ]);
      expect(of(ledger, '127.0.0.22')).toMatchObject({ level: 'bulk', clients: ['pg_dump'] });
      expect(of(ledger, '127.0.0.22')?.signatures).toContain('bulk-dump');
      expect(of(ledger, '127.0.0.23')).toMatchObject({ level: 'destroyed' });
      expect(of(ledger, '127.0.0.23')?.signatures).toContain('ransom-note');
      expect(of(ledger, '127.0.0.24')).toMatchObject({ level: 'metadata' });
      expect(of(ledger, '127.0.0.9')).toBeUndefined();
      expect(ledger.own.requests).toBeGreaterThanOrEqual(2);
      expect(JSON.stringify(ledger)).not.toMatch(/canary|nowhere/);
      seen.add(ledger.sources[0]?.kind);
    }
    expect(seen).toEqual(new Set(['postgresql-csvlog', 'postgresql-jsonlog', 'postgresql-stderr']));
  });
});

withServers('mariadb')('the trails of a MariaDB', () => {
  it('give the tables of the general log, and the rows of the slow log', async () => {
    await using server = await startServer('mariadb', 'open', {
      settings: {
        'general-log': '1',
        'slow-query-log': '1',
        'long-query-time': '0',
        'log-output': 'FILE',
        'general-log-file': 'general.log',
        'slow-query-log-file': 'slow.log',
        'default-time-zone': '+00:00',
      },
    });
    const from = async (address: string, sql: string): Promise<number> => {
      await using door = await doorFrom(address, server);
      const where = ['--no-defaults', '-h', '127.0.0.1', '-P', String(door.port), '-u', 'root'];
      const argv = [...where, '--skip-ssl', '-N', '-B', 'shop', '-e', sql];
      const { stdout } = await run('mariadb', argv);
      return stdout.split('\n').length - 1;
    };
    const rows = await from(
      '127.0.0.21',
      `SELECT * FROM customers WHERE email <> 'canary-77@mail.example'`,
    );
    const few = await from('127.0.0.22', 'SELECT * FROM shop.customers LIMIT 17');
    expect([rows, few]).toEqual([250, 17]);
    await from('127.0.0.23', 'CREATE TABLE WARNING (text text)');
    const general = await ledgerOfFiles(
      [join(server.folder, 'data/general.log')],
      OPTIONS,
      Date.now(),
    );
    const slow = await ledgerOfFiles([join(server.folder, 'data/slow.log')], OPTIONS, Date.now());
    const both = await ledgerOfFiles(
      [join(server.folder, 'data/general.log'), join(server.folder, 'data/slow.log')],
      OPTIONS,
      Date.now(),
    );
    expect(general.ledger.sources[0]).toMatchObject({
      kind: 'mysql-general-log',
      damaged: 0,
      recordsReads: true,
    });
    expect(slow.ledger.sources[0]).toMatchObject({
      kind: 'mysql-slow-log',
      damaged: 0,
      recordsReads: false,
    });
    expect(of(general.ledger, '127.0.0.21')?.tables).toMatchObject([
      { table: 'shop.customers', certainty: 'unbounded', rows: null, requests: 1 },
    ]);
    for (const { ledger } of [slow, both]) {
      expect(of(ledger, '127.0.0.21')?.tables).toMatchObject([
        { table: 'shop.customers', certainty: 'proven', rows: 250, requests: 1 },
      ]);
      expect(of(ledger, '127.0.0.22')?.tables).toMatchObject([
        { table: 'shop.customers', certainty: 'proven', rows: 17, requests: 1 },
      ]);
      expect(ledger.people).toMatchObject({ low: 250, high: 250 });
    }
    expect(of(general.ledger, '127.0.0.23')?.signatures).toContain('ransom-note');
    expect(JSON.stringify([general.ledger, slow.ledger])).not.toContain('canary');
  });
});

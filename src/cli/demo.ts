/**
 * `nightlatch demo`: the founding case of January 2025 on this machine. A ClickHouse without a password, with a table
 * `log_stream`, on an odd port; beside it a protected Redis, a PostgreSQL that wants TLS, and a trap that says yes to
 * everything. All listen on loopback; the configuration looks at them as the internet would.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Server } from 'node:net';
import { missing, startServer } from '../../lab/index.ts';
import { audit } from './audit.ts';
import {
  listenOnLoopback,
  openClickHouse,
  protectedRedis,
  tlsOnlyPostgres,
  trap,
} from './demo/stand-ins.ts';
import { EXIT } from './exit.ts';
import { OutputList, print } from './outputs.ts';

interface Door {
  readonly what: string;
  readonly real: boolean;
  readonly address: string;
  readonly ports: readonly number[];
  readonly close: () => Promise<void>;
}

interface Wanted {
  readonly product: string;
  readonly state: string;
  readonly what: string;
  readonly standIn: () => Server;
}

const WANTED: readonly Wanted[] = [
  {
    product: 'clickhouse',
    state: 'open',
    what: 'ClickHouse without a password, with a table log_stream',
    standIn: openClickHouse,
  },
  {
    product: 'redis',
    state: 'password',
    what: 'Redis that asks for a password',
    standIn: protectedRedis,
  },
  {
    product: 'postgresql',
    state: 'tls',
    what: 'PostgreSQL that wants TLS and a password',
    standIn: () => tlsOnlyPostgres(new Date()),
  },
];

export async function demo(keep: boolean): Promise<number> {
  const doors: Door[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-demo-'));
  try {
    await print('The founding case, replayed on this machine. Starting four doors on loopback:\n');
    for (const wanted of WANTED) doors.push(await open(wanted));
    doors.push(await standIn('a trap that says yes to everything', trap()));
    await print(`${doors.map(lineOf).join('\n')}\n\n`);
    const config = join(folder, 'nightlatch.yaml');
    writeFileSync(config, configuration(doors), { mode: 0o600 });
    const code = await audit([], { config, exclude: [], iOwn: [], from: [] }, new OutputList());
    await print(afterwards(doors));
    if (keep) await untilInterrupted();
    // The open store was found: that is what the demo is for.
    return code === EXIT.findings ? EXIT.clean : code === EXIT.clean ? EXIT.findings : code;
  } finally {
    await Promise.all(doors.map((door) => door.close()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function open({ product, state, what, standIn: make }: Wanted): Promise<Door> {
  if (missing(product) !== undefined) return standIn(what, make());
  try {
    const server = await startServer(product, state);
    const ports = product === 'clickhouse' ? Object.values(server.ports) : [server.port];
    return { what, real: true, address: server.address, ports, close: () => server.stop() };
  } catch {
    return standIn(what, make()); // installed, and not willing: the stand-in shows the same door
  }
}

async function standIn(what: string, server: Server): Promise<Door> {
  const { port, close } = await listenOnLoopback(server);
  return { what, real: false, address: '127.0.0.1', ports: [port], close };
}

function lineOf({ what, real, address, ports }: Door): string {
  return `  ${`${address}:${ports.join(',')}`.padEnd(24)} ${what} (${real ? 'the real server' : 'an in-process stand-in'})`;
}

function configuration(doors: readonly Door[]): string {
  const targets = doors.map(({ address, ports }) => `  - ${address}:${ports.join(',')}`);
  return [
    'version: 1',
    '# As if the whole internet stood where we stand.',
    'vantage: internet',
    'targets:',
    ...targets,
    '',
  ].join('\n');
}

function afterwards(doors: readonly Door[]): string {
  const [clickhouse] = doors;
  return [
    '',
    'That was the founding case: found, proved by a read that a locked store refuses, and nothing copied.',
    `The address that a stranger needed: ${clickhouse?.address}:${clickhouse?.ports[0]}`,
    '',
    'Where to go from here:',
    '  npx nightlatch audit                              this machine, every listener',
    '  npx nightlatch audit 10.0.0.0/24                  a private network of yours',
    '  npx nightlatch init                               a configuration: scope, targets, policy',
    '  npx nightlatch audit --format html --output r.html',
    '',
  ].join('\n');
}

function untilInterrupted(): Promise<void> {
  process.stderr.write('The doors stay until Ctrl-C.\n');
  const forever = setInterval(() => undefined, 60_000);
  return new Promise((resolve) => {
    process.once('SIGINT', () => {
      clearInterval(forever);
      resolve();
    });
  });
}

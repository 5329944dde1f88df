/** Other people's scanners over the same targets, where they are installed. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../lab/programs.ts';
import { round, say } from './figure.ts';
import type { Place } from './place.ts';

interface Field {
  readonly base: string;
  readonly count: number;
  readonly port: number;
}

/** Each gets a file with an endpoint a line, and one with an address a line. */
type Command = (files: { endpoints: string; addresses: string }, port: number) => readonly string[];

const PEERS: Readonly<Record<string, Command>> = {
  nerva: ({ endpoints }) => ['nerva', '-l', endpoints, '--json'],
  fingerprintx: ({ endpoints }) => ['fingerprintx', '-l', endpoints, '--json'],
  zgrab2: ({ addresses }, port) => ['zgrab2', 'redis', '-f', addresses, '-p', String(port)],
  nuclei: ({ endpoints }) => ['nuclei', '-l', endpoints, '-id', 'exposed-redis', '-duc', '-jsonl'],
  nmap: ({ addresses }, port) => [
    'nmap',
    '-n',
    '-Pn',
    '-sT',
    '-T5',
    '-p',
    String(port),
    '--script',
    'redis-info',
    '-iL',
    addresses,
  ],
};

const PATIENCE = 120_000;

export async function runPeers(place: Place, { base, count, port }: Field) {
  const ran: Record<string, unknown> = {};
  const absent = Object.keys(PEERS).filter((name) => !findProgram(name));
  const skipped = absent.length > 0 ? [`peers not installed: ${absent.join(', ')}`] : [];
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  try {
    const files = { endpoints: join(folder, 'endpoints'), addresses: join(folder, 'addresses') };
    const addresses = Array.from({ length: count }, (_, index) => addressAt(base, index));
    writeFileSync(files.addresses, `${addresses.join('\n')}\n`);
    writeFileSync(files.endpoints, addresses.map((address) => `${address}:${port}\n`).join(''));
    for (const [name, command] of Object.entries(PEERS)) {
      if (absent.includes(name)) continue;
      say(`  ${name}`);
      ran[name] = await measure([...place.prefix, ...command(files, port)]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { ran, skipped };
}

/** Its seconds and the most memory that it held at once. */
export async function measure([program = '', ...rest]: readonly string[], timeout = PATIENCE) {
  const begun = performance.now();
  const child = spawn(program, rest, { stdio: 'ignore', timeout });
  let peakMB = 0;
  const poll = setInterval(() => {
    peakMB = Math.max(peakMB, highWater(child.pid));
  }, 50);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  clearInterval(poll);
  return { seconds: round((performance.now() - begun) / 1000), peakMB: round(peakMB), code };
}

function highWater(pid: number | undefined): number {
  try {
    const text = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmHWM:\s+(?<kB>\d+)/m.exec(text)?.groups?.['kB'] ?? 0) / 1000;
  } catch {
    return 0; // it has just ended
  }
}

function addressAt(base: string, index: number): string {
  const value = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + index;
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}

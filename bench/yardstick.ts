/** Compiles the C client into a folder of its own, and runs it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from '../lab/programs.ts';
import { ROOT } from './nightlatch.ts';
import type { Place } from './place.ts';

export interface Counted {
  readonly attempts: number;
  readonly opened: number;
  readonly refused: number;
  readonly silent: number;
  readonly replies: number;
  readonly failed: number;
  readonly seconds: number;
}

export interface Work {
  readonly mode: 'sweep' | 'ping';
  readonly base: string;
  readonly count: number;
  readonly port: number;
  readonly inFlight?: number;
  readonly timeout?: number;
}

let program: string | undefined;

/** Why there is no yard-stick here; undefined when there is one. */
export function noYardstick(): string | undefined {
  return findProgram('gcc')
    ? undefined
    : 'gcc is not installed, so there is no C client to compare with';
}

function compiled(): string {
  if (program !== undefined) return program;
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  program = join(folder, 'epoll');
  execFileSync('gcc', ['-O2', '-o', program, join(ROOT, 'bench', 'epoll.c')]);
  return program;
}

export async function yardstick(place: Place, work: Work): Promise<Counted> {
  const { mode, base, count, port, inFlight = 256, timeout = 3000 } = work;
  const words = [mode, base, count, port, inFlight, timeout].map(String);
  return JSON.parse(await place.run([compiled(), ...words])) as Counted;
}

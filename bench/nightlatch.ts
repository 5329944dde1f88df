/** The whole program as a user starts it, with what it took: wall time, processor time and peak memory. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from './place.ts';

/** The repository, from `dist/bench/` or from `bench/`. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Ran {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMB: number;
  readonly outputMB: number;
  readonly code: number | null;
  readonly coverage: {
    readonly endpoints: number;
    readonly connections: number;
    readonly refused: number;
    readonly silent: number;
    readonly byAccess: Readonly<Record<string, number>>;
  };
}

interface Meter {
  readonly cpuSeconds: number;
  readonly peakMB: number;
}

const METER = new URL('./meter.js', import.meta.url).href;

/** `nightlatch audit … --format FORMAT --output FILE`, loaded by `look` once it is over. */
export async function runAudit<T = undefined>(
  place: Place,
  words: readonly string[],
  { format = 'json', look }: { format?: 'json' | 'jsonl'; look?: (file: string) => T } = {},
): Promise<Ran & { seen: T | undefined }> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-'));
  const file = join(folder, 'run');
  const program = join(ROOT, 'bin', 'nightlatch.js');
  const argv = [
    process.execPath,
    '--import',
    METER,
    program,
    'audit',
    ...words,
    // What is measured is finding and proving; what stands inside is asked of few, not of sixty thousand.
    '--inventory',
    'none',
    '--quiet',
    '--fast',
  ];
  try {
    const begun = performance.now();
    const output = [...argv, '--format', format, '--output', file, '--fail-on', 'none'];
    const { code, said } = await execute([...place.prefix, ...output], folder);
    const seconds = (performance.now() - begun) / 1000;
    if (code !== 0 && code !== 3) throw new Error(`nightlatch ended with ${code}: ${said}`);
    const meter = JSON.parse(readFileSync(join(folder, 'meter'), 'utf8')) as Meter;
    const outputMB = statSync(file).size / 1e6;
    const coverage = format === 'json' ? coverageOf(readFileSync(file, 'utf8')) : nothingCovered;
    return { seconds, ...meter, outputMB, code, coverage, seen: look?.(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A command to its end; its meter stands in the folder. */
export async function execute(
  [program = '', ...rest]: readonly string[],
  folder: string,
): Promise<{ code: number | null; said: string }> {
  const env = { ...process.env, XDG_STATE_HOME: folder, NIGHTLATCH_METER: join(folder, 'meter') };
  const child = spawn(program, rest, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 180_000,
  });
  let said = '';
  child.stderr.on('data', (part: Buffer) => {
    said = `${said}${part.toString()}`.slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, said };
}

const nothingCovered: Ran['coverage'] = {
  endpoints: 0,
  connections: 0,
  refused: 0,
  silent: 0,
  byAccess: {},
};

/** The document is one line an entry, and coverage stands before what is long. */
function coverageOf(text: string): Ran['coverage'] {
  const line = /^"coverage":(?<coverage>.*),$/m.exec(text.slice(0, 2_000_000))?.groups?.[
    'coverage'
  ];
  if (line === undefined) throw new Error('the document has no coverage');
  return JSON.parse(line) as Ran['coverage'];
}

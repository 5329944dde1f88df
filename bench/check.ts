/** `check` over a tree of 2,000 files: time and peak memory, beside Trivy and Checkov where they are installed. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { atMost, type Result, round } from './figure.ts';
import { cached } from '../lab/cache.ts';
import { findProgram, isRunnable } from '../lab/programs.ts';
import { FAULTS, plantFaults, saidByCheckov, toldApart } from './check-faults.ts';
import { ROOT } from './nightlatch.ts';
import { measure } from './peers.ts';

const FILES = 2000;
const MOST_SECONDS = 6;
const MOST_MB = 400;
const METER = new URL('./meter.js', import.meta.url).href;
/** Nothing is fetched: neither checks nor advice. Both run what they have for files of these kinds. */
const FRAMEWORKS = ['terraform', 'kubernetes', 'dockerfile', 'secrets'];
/** With more processes Checkov waits for itself; on a plan without `before` it ends. */
const ALONE = ['env', 'CHECKOV_PARALLELIZATION_TYPE=none'];
const PEERS: Readonly<
  Record<string, (folder: string, out: string, plans: readonly string[]) => readonly string[]>
> = {
  trivy: (folder, out) => [
    'config',
    '--quiet',
    '--skip-check-update',
    '--format=json',
    `--output=${join(out, 'trivy.json')}`,
    folder,
  ],
  checkov: (folder, out, plans) => [
    '--quiet',
    '--compact',
    '--skip-download',
    '--output=json',
    `--output-file-path=${out}`,
    `--directory=${folder}`,
    '--framework',
    ...FRAMEWORKS,
    ...plans,
  ],
};
/** The whole tree may take a peer minutes. */
const LONGEST = 900_000;
const WHEEL = 'checkov-3.3.30/bin/checkov';

/** The files of the corpus, again and again under names of their own. */
function plant(folder: string): void {
  const corpus = join(ROOT, 'test', 'corpora', 'check');
  const cases = readdirSync(corpus).flatMap((name) =>
    readFileSync(join(corpus, name), 'utf8').split(/^== /m).slice(1),
  );
  let written = 0;
  for (let copy = 0; written < FILES; copy += 1) {
    for (const [index, text] of cases.entries()) {
      for (const part of text.split(/^@@ /m).slice(1)) {
        const [path = '', ...lines] = part.split('\n');
        const file = join(folder, `${copy}-${index}`, path.trim());
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, lines.join('\n'));
        written += 1;
        if (written === FILES) return;
      }
    }
  }
}

export async function check(): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-bench-check-'));
  const meter = join(folder, 'meter');
  try {
    plant(join(folder, 'tree'));
    const start = performance.now();
    const program = join(ROOT, 'bin', 'nightlatch.js');
    const words = ['--import', METER, program, 'check', join(folder, 'tree'), '--format', 'json'];
    const { stdout, status } = spawnSync(process.execPath, words, {
      env: { ...process.env, NIGHTLATCH_METER: meter },
      maxBuffer: 1e9,
    });
    const seconds = (performance.now() - start) / 1000;
    if (status !== 1) throw new Error(`nightlatch ended with ${status}`);
    const document = JSON.parse(stdout.toString()) as { findings: readonly unknown[] };
    const took = JSON.parse(readFileSync(meter, 'utf8')) as { cpuSeconds: number; peakMB: number };
    const faults = join(folder, 'faults');
    plantFaults(faults);
    const own = saidByNightlatch(program, faults);
    const peers = [];
    for (const name of Object.keys(PEERS)) peers.push(await beside(name, folder));
    return {
      figures: {
        files: FILES,
        findings: document.findings.length,
        seconds: round(seconds),
        cpuSeconds: round(took.cpuSeconds),
        peakMB: round(took.peakMB),
        faults: FAULTS,
        toldApart: toldApart(own),
        peers: peers.filter((each) => typeof each === 'object'),
      },
      must: [
        atMost('seconds', seconds, MOST_SECONDS),
        atMost('peak memory, MB', took.peakMB, MOST_MB),
      ],
      skipped: peers.filter((each) => typeof each === 'string'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function saidByNightlatch(program: string, folder: string): (readonly [string, string])[] {
  const words = [program, 'check', folder, '--format', 'json'];
  const { stdout } = spawnSync(process.execPath, words, { maxBuffer: 1e9 });
  const { findings } = JSON.parse(stdout.toString()) as {
    findings: readonly { rule: string; severity: string; where: { file: string } }[];
  };
  return findings
    .filter(({ severity }) => severity !== 'low' && severity !== 'info')
    .map(({ rule, where }) => [rule, where.file] as const);
}

/** The same tree, and the same faults. */
async function beside(name: string, folder: string) {
  const wheel = cached(WHEEL);
  const found = findProgram(name) ?? (name === 'checkov' && isRunnable(wheel) ? wheel : undefined);
  const words = PEERS[name];
  if (found === undefined || !words) return `${name}: not installed`;
  const tree = await measure(
    [...ALONE, found, ...words(join(folder, 'tree'), join(folder, `${name}-tree`), [])],
    LONGEST,
  );
  const out = join(folder, `${name}-faults`);
  await measure([...ALONE, found, ...words(join(folder, 'faults'), out, ['terraform_plan'])]);
  // Trivy's has not been seen here, and is not read.
  const said = name === 'checkov' ? toldApart(saidByCheckov(join(out, 'results_json.json'))) : null;
  return { name, ...tree, toldApart: said };
}

/** `check` over a tree of 2,000 files: time and peak memory, beside Trivy and Checkov where they are installed. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { atMost, type Result, round } from './figure.ts';
import { ROOT } from './nightlatch.ts';

const FILES = 2000;
const MOST_SECONDS = 6;
const MOST_MB = 400;
const METER = new URL('./meter.js', import.meta.url).href;
const PEERS: readonly (readonly [name: string, ...words: string[]])[] = [
  ['trivy', 'config', '--quiet', '--skip-check-update'],
  ['checkov', '--quiet', '--compact', '--directory'],
];

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
    const peers = PEERS.map((peer) => beside(peer, join(folder, 'tree')));
    return {
      figures: {
        files: FILES,
        findings: document.findings.length,
        seconds: round(seconds),
        cpuSeconds: round(took.cpuSeconds),
        peakMB: round(took.peakMB),
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

function beside(
  [name, ...words]: readonly [string, ...string[]],
  folder: string,
): string | { name: string; seconds: number } {
  const start = performance.now();
  const { error } = spawnSync(name, [...words, folder], { stdio: 'ignore', timeout: 300_000 });
  return error
    ? `${name}: not installed`
    : { name, seconds: round((performance.now() - start) / 1000) };
}

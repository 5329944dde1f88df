/**
 * The engine without the program around it: pool and examination, nothing judged, kept or written. Started as a
 * process of its own, inside the bench's place: `engine.js BASE COUNT PORT`.
 */
import { argv } from 'node:process';
import { examine, type Examination } from '../src/audit/examine.ts';
import { runPool } from '../src/audit/pool.ts';
import type { Candidate, Target } from '../src/model/target.ts';
import { LIMITS } from '../src/wire/session.ts';
import { FAST, Pace } from '../src/wire/pace.ts';

const [, , base = '', count = '0', port = '0'] = argv;
const target: Target = { text: 'bench', subject: { kind: 'name', name: 'bench' }, ports: null };
const { signal } = new AbortController();

const examination: Examination = {
  wire: {
    guard: ({ address }) =>
      address.startsWith('127.')
        ? { allowed: true }
        : { allowed: false, reason: 'the bench asks loopback only' },
    pace: new Pace(FAST),
    limits: LIMITS,
    agent: 'nightlatch/0.0.0-bench run/bench',
    signal,
  },
  now: () => new Date(),
  leaveFor: () => undefined,
  wishesFor: () => ({ closely: false }),
  inventory: 'none',
  asksPort: () => false,
};

async function* batches(): AsyncGenerator<Candidate[]> {
  const first = base.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  for (let at = 0; at < Number(count); at += 1024) {
    const length = Math.min(1024, Number(count) - at);
    yield Array.from({ length }, (_, index) => ({
      address: dotted(first + at + index),
      port: Number(port),
      target,
    }));
  }
}

function dotted(value: number): string {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255].join('.');
}

// The engine at its best; whether the program does the same shows in its own figure.
Error.stackTraceLimit = 0;
const byOutcome: Record<string, number> = {};
const begun = performance.now();
await runPool(
  batches(),
  async (candidate) => {
    const { examined } = await examine(candidate, examination, new Set());
    const outcome =
      examined.kind === 'observed' ? examined.observation.access : examined.fault.fault;
    byOutcome[outcome] = (byOutcome[outcome] ?? 0) + 1;
  },
  { most: 4096, signal },
);
console.log(JSON.stringify({ seconds: (performance.now() - begun) / 1000, byOutcome }));

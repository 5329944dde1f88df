/** Interleaved rounds, so that a busy minute hits both sides of a ratio. */
import { fileURLToPath } from 'node:url';
import type { Place } from './place.ts';

export const ROUNDS = 3;

/** Runs each of the named jobs once a round, and gives their results by name. */
export async function rounds<T>(
  jobs: Readonly<Record<string, () => Promise<T>>>,
  count = ROUNDS,
): Promise<Record<string, T[]>> {
  const results: Record<string, T[]> = Object.fromEntries(
    Object.keys(jobs).map((name) => [name, []]),
  );
  for (let round = 0; round < count; round += 1) {
    for (const [name, job] of Object.entries(jobs)) {
      // One after the other: they would take each other's processor.
      results[name]?.push(await job());
    }
  }
  return results;
}

const ENGINE = fileURLToPath(new URL('./engine.js', import.meta.url));

export interface EngineRun {
  readonly seconds: number;
  readonly byOutcome: Readonly<Record<string, number>>;
}

export async function runEngine(
  place: Place,
  base: string,
  count: number,
  port: number,
): Promise<EngineRun> {
  const words = [base, count, port].map(String);
  return JSON.parse(await place.run([process.execPath, ENGINE, ...words])) as EngineRun;
}

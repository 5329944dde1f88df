/** Forgets what is older than it is to be kept. Findings, their changes, assets and cases are kept for good. */
import { milliseconds, type Keep } from '../model/watch-config.ts';
import type { Store } from '../store/store.ts';

export interface Forgotten {
  readonly observations: number;
  readonly runs: number;
  readonly deliveries: number;
}

export async function forgetOld(store: Store, keep: Keep, now: Date): Promise<Forgotten> {
  const before = (age: string): string => new Date(now.getTime() - milliseconds(age)).toISOString();
  return {
    observations: await store.observations.forgetBefore(before(keep.observations)),
    runs: await store.runs.forgetBefore(before(keep.runs)),
    deliveries: await store.deliveries.forgetBefore(before(keep.deliveries)),
  };
}

/** When a receiver may be told: what falls into its quiet hours or into an entry's maintenance waits for their end. */
import type { Blackout, Receiver } from '../../model/watch-config.ts';
import { outOfBlackout } from '../schedule.ts';

export function dueAt({ quiet = [] }: Receiver, maintenance: readonly Blackout[], now: Date): Date {
  return outOfBlackout([...quiet, ...maintenance], now);
}

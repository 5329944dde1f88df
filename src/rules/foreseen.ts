import type { Observation } from '../model/observation.ts';

/** The sentence for what was seen, or for what files say will be; those end with the files' own reason. */
export function told(observation: Observation, seen: string, written: string): string {
  if (observation.source !== 'file') return seen;
  const { reason, world } = observation;
  if (!world) return `${written} ${reason}`;
  const found = world.agrees ? 'found the same' : `found otherwise: ${world.access}`;
  return `${written} ${reason} An audit on ${world.at.slice(0, 10)} ${found}.`;
}

import type { Observation } from '../model/observation.ts';

/** The sentence for what was seen, or for what files say will be; those end with the files' own reason. */
export function told(
  { source, reason }: Pick<Observation, 'source' | 'reason'>,
  seen: string,
  written: string,
): string {
  return source === 'file' ? `${written} ${reason}` : seen;
}

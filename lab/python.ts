import { cached, missingFromCache } from './cache.ts';

/** The set for what is written in Python and shares most of what it needs. */
export const AI_WHEELS = 'python-ai-2';

/** The Python of a set of wheels that lab/install.sh has put together under this name. */
export function python(wheels: string): string {
  return cached(wheels, 'bin', 'python');
}

export function missingWheels(wheels: string): string | undefined {
  return missingFromCache(`${wheels}/bin/python`);
}

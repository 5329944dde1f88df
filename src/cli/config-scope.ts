import type { Config } from '../model/config.ts';
import { UsageError } from '../model/errors.ts';
import { claimOfEntry } from '../scope/ownership.ts';
import { endpointOf } from './credentials.ts';
import { parseTarget } from '../scope/parse-target.ts';

type Complain = (path: readonly (string | number)[], message: string) => never;

/** Finds addresses, ranges and names that will not be understood, while their place in the file is still known. */
export function checkScope(config: Config, complain: Complain): void {
  check(
    config.scope,
    (entry) => claimOfEntry(entry, new Date(0)),
    (index, message) => complain(['scope', index, 'range'], message),
  );
  check(
    config.credentials,
    ({ target }) => endpointOf(target),
    (index, message) => complain(['credentials', index, 'target'], message),
  );
  for (const key of ['targets', 'exclude'] as const) {
    const spelt = config[key].map((text) => (text.startsWith('@') ? undefined : text));
    check(
      spelt,
      (text) => text === undefined || parseTarget(text),
      (index, message) => complain([key, index], message),
    );
  }
}

function check<T>(
  items: readonly T[],
  understand: (item: T) => unknown,
  complain: (index: number, message: string) => never,
): void {
  for (const [index, item] of items.entries()) {
    try {
      understand(item);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      complain(index, error.message);
    }
  }
}

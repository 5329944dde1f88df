import { describe } from 'vitest';
import { isHeavy, missing } from './index.ts';
import { canMakeNetworks } from './namespace.ts';

/** CI sets it: there a server that is not installed is a failure, not a reason to skip. */
const isRequired = Boolean(process.env['NIGHTLATCH_LAB_REQUIRED']);

type Suite = (name: string, body: () => void) => void;

function when(reasons: readonly string[], isOptional = false): Suite {
  const isSkipped = reasons.length > 0 && (isOptional || !isRequired);
  const why = isSkipped ? ` (skipped: ${reasons.join('; ')})` : '';
  // The linter takes skipIf for the suite itself.
  // oxlint-disable-next-line vitest/valid-describe-callback
  const run = describe.skipIf(isSkipped);
  return (name, body) => {
    run(`${name}${why}`, body);
  };
}

/** What is too heavy for every run is left to those who ask for it by NIGHTLATCH_LAB_HEAVY. */
function isLeftOut(product: string): boolean {
  return isHeavy(product) && !process.env['NIGHTLATCH_LAB_HEAVY'];
}

/** A `describe` for tests that need these servers. Where one is missing it skips, and says which. */
export function withServers(...products: readonly string[]): Suite {
  const absent = products.filter((product) => isLeftOut(product) || missing(product) !== undefined);
  const reasons = absent.map((product) => `${product}: ${missing(product) ?? 'heavy'}`);
  return when(reasons, absent.every(isHeavy));
}

/** The same for tests that need a network of their own as well. */
export function withNetworks(...products: readonly string[]): Suite {
  const network = canMakeNetworks();
  if (network !== undefined && !isRequired) return when([network]);
  return withServers(...products);
}

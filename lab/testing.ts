import { describe } from 'vitest';
import { missing } from './index.ts';
import { canMakeNetworks } from './namespace.ts';

/** CI sets it: there a server that is not installed is a failure, not a reason to skip. */
const isRequired = Boolean(process.env['NIGHTLATCH_LAB_REQUIRED']);

type Suite = (name: string, body: () => void) => void;

function when(reasons: readonly string[]): Suite {
  const isSkipped = reasons.length > 0 && !isRequired;
  const why = isSkipped ? ` (skipped: ${reasons.join('; ')})` : '';
  // The linter takes skipIf for the suite itself.
  // oxlint-disable-next-line vitest/valid-describe-callback
  const run = describe.skipIf(isSkipped);
  return (name, body) => {
    run(`${name}${why}`, body);
  };
}

/** A `describe` for tests that need these servers. Where one is missing it skips, and says which. */
export function withServers(...products: readonly string[]): Suite {
  return when(
    products.flatMap((product) => {
      const reason = missing(product);
      return reason === undefined ? [] : [`${product}: ${reason}`];
    }),
  );
}

/** The same for tests that need a network of their own as well. */
export function withNetworks(...products: readonly string[]): Suite {
  const network = canMakeNetworks();
  if (network !== undefined && !isRequired) return when([network]);
  return withServers(...products);
}

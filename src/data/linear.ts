/**
 * The pattern, entered in a list of all patterns that meet values. V8 backtracks, so each of them is bounded: it has no
 * unbounded quantifier inside another, and what it can read from one starting point has an end. `linear.test.ts`
 * checks each of the list on a megabyte made to hurt it.
 */
export function linear(pattern: RegExp): RegExp {
  linearPatterns.push(pattern);
  return pattern;
}

export const linearPatterns: RegExp[] = [];

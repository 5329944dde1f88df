import type { Lifecycle } from './lifecycle.ts';
import { lifecycles } from './lifecycles.ts';

export interface EndOfLife {
  /** From our table, never the server's text: `10.11`, or `before 25.1`. */
  readonly cycle: string;
  /** Last day with fixes, YYYY-MM-DD; `null`: none was announced on the day of the data. */
  readonly date: string | null;
  readonly source: string;
  /** The day of the data. */
  readonly asOf: string;
}

/** The major and minor number that a version begins with; a missing minor counts as 0. */
function numbersOf(version: string): [major: number, minor: number] | undefined {
  const found = /^(\d{1,4})(?:\.(\d{1,4}))?/.exec(version);
  return found ? [Number(found[1]), Number(found[2] ?? 0)] : undefined;
}

function cycleOf([major, minor]: [number, number], parts: Lifecycle['parts']): string {
  // PostgreSQL counted in two parts until 9.6, and in one since 10.
  const count = parts === 'postgresql' ? (major < 10 ? 2 : 1) : parts;
  return count === 1 ? `${major}` : `${major}.${minor}`;
}

function isBefore([major, minor]: [number, number], cycle: string): boolean {
  const [thatMajor, thatMinor] = numbersOf(cycle) ?? [0, 0];
  return major < thatMajor || (major === thatMajor && minor < thatMinor);
}

/** Whether the table says anything of the product at all. */
export function hasLifecycle(product: string): boolean {
  return Object.hasOwn(lifecycles, product);
}

/** What the vendor said of the version's cycle; `undefined` where the table does not know the cycle. */
export function endOfLife(product: string, version: string): EndOfLife | undefined {
  const numbers = numbersOf(version);
  const lifecycle = hasLifecycle(product) ? lifecycles[product] : undefined;
  if (!numbers || !lifecycle) return undefined;

  const { source, asOf, cycles, before } = lifecycle;
  const cycle = cycleOf(numbers, lifecycle.parts);
  const date = Object.hasOwn(cycles, cycle) ? cycles[cycle] : undefined;
  if (date !== undefined) return { cycle, date, source, asOf };
  if (before && isBefore(numbers, before[0]))
    return { cycle: `before ${before[0]}`, date: before[1], source, asOf };
  return undefined;
}

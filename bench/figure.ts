/** What a bench hands back: figures, and what of them must hold. */
export interface Must {
  readonly what: string;
  readonly limit: string;
  readonly value: number;
  readonly met: boolean;
}

export interface Result {
  readonly figures: Readonly<Record<string, unknown>>;
  readonly must: readonly Must[];
  /** Parts that could not be measured here, each by its name and with the reason. */
  readonly skipped?: readonly string[];
}

export const isNode24 = Number.parseInt(process.versions.node, 10) >= 24;

export function atLeast(what: string, value: number, limit: number): Must {
  return { what, limit: `>= ${limit}`, value: round(value), met: value >= limit };
}

export function atMost(what: string, value: number, limit: number): Must {
  return { what, limit: `<= ${limit}`, value: round(value), met: value <= limit };
}

export function round(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}

export function percentile95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function skip(reason: string): Result {
  return { figures: {}, must: [], skipped: [reason] };
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

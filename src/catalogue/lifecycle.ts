/** Support of one product's release cycles, as its vendor published it. */
export interface Lifecycle {
  /** The vendor's own page. */
  readonly source: string;
  /** The day of the data that the dates below were read from; `null` is worth no more than that day. */
  readonly asOf: string;
  /** How many parts of a version name a cycle: 1 for `16.4` -> `16`, 2 for `10.11.3` -> `10.11`. */
  readonly parts: 1 | 2 | 'postgresql';
  /** Last day with fixes for everybody, YYYY-MM-DD; `null`: none announced. A cycle that is not listed is not known. */
  readonly cycles: Readonly<Record<string, string | null>>;
  /** All versions before this cycle ended on that day at the latest. */
  readonly before?: readonly [cycle: string, date: string];
}

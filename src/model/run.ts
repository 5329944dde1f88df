import { z } from 'zod';
import { DataMapRow } from './data-map.ts';
import { Finding } from './finding.ts';
import { Observation } from './observation.ts';

export const Gap = z.object({ target: z.string(), reason: z.string() });
export type Gap = z.infer<typeof Gap>;

/**
 * How deep a look goes. `full`: everything. `light`: everybody is asked whether a stranger gets in, and what lies behind
 * is asked again only where something changed. `news`: only listeners of this machine that are new.
 */
export const Depth = z.enum(['full', 'light', 'news']);
export type Depth = z.infer<typeof Depth>;

export const RunFacts = z.object({
  id: z.string(),
  version: z.string(),
  started: z.string(),
  finished: z.string(),
  vantage: z.string(),
  interrupted: z.boolean(),
});
export type RunFacts = z.infer<typeof RunFacts>;

export const Coverage = z.object({
  /** Endpoints that were tried: address and port. */
  endpoints: z.int(),
  /** Connections that were opened, refused ones included. */
  connections: z.int(),
  /** Endpoints that refused the connection, and those that never answered it. */
  refused: z.int(),
  silent: z.int(),
  byAccess: z.record(z.string(), z.int()),
  /** Rules that could not tell, by rule id. */
  unknownRules: z.record(z.string(), z.int()),
  gaps: z.array(Gap),
  /** What this kind of look cannot see at all, in words. */
  blindSpots: z.array(z.string()),
  /** Requests that the recorder refused to send because no service declares them. Anything but 0 is our bug. */
  undeclaredRequests: z.int(),
});
export type Coverage = z.infer<typeof Coverage>;

/** The document of `nightlatch audit --format json`. Its JSON Schema is schemas/run.schema.json. */
export const RunDocument = z.object({
  schema: z.literal('nightlatch/run/1'),
  run: RunFacts,
  scope: z.object({ refused: z.array(Gap) }),
  coverage: Coverage,
  observations: z.array(Observation),
  findings: z.array(Finding),
  /** What classes of data stand where, and how they are kept; one row a store and class. */
  dataMap: z.array(DataMapRow),
});
export type RunDocument = z.infer<typeof RunDocument>;

/** A list that may be too long for memory. `lines` gives each entry as the JSON that it was kept as. */
export interface Entries<T> extends Iterable<T> {
  lines?(): Iterable<string>;
}

/** A run as reporters take it: small facts whole, large lists as iterables that may be read more than once. */
export interface RunView {
  readonly run: RunFacts;
  readonly scope: { readonly refused: readonly Gap[] };
  readonly coverage: Coverage;
  readonly observations: Entries<Observation>;
  /** Worst first. */
  readonly findings: Entries<Finding>;
  readonly findingCount: number;
}

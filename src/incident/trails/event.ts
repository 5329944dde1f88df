/** The one shape that every trail is read into: who, when, what of, how much, and how sure that is. */
import type { Certainty } from '../../model/ledger.ts';

/** What a line shows somebody doing, least first. `counter`: a sum since a start, of everybody together. */
export type Act =
  | 'counter'
  | 'refused'
  | 'connected'
  | 'metadata'
  | 'read'
  | 'wrote'
  | 'changed'
  | 'destroyed';

/** What a request looks like, beyond its act. Each becomes a signature of the visit. */
export type Sign =
  | 'whole-table'
  | 'bulk-dump'
  | 'ransom-note'
  | 'outbound-function'
  | 'runs-program'
  | 'writes-file'
  | 'replication'
  | 'log-switched-off';

/** Bytes by what they measure; they are never added to each other. */
export interface Bytes {
  readonly ram?: number;
  readonly payload?: number;
  readonly wire?: number;
}

export interface TrailEvent {
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly until?: number;
  readonly act: Act;
  readonly address: string | null;
  readonly user?: string;
  /** The client program as it calls itself, cleaned. */
  readonly client?: string;
  /** Cleaned names. */
  readonly tables: readonly string[];
  readonly product?: string;
  /** Null: the line does not say. */
  readonly rows: number | null;
  /** Rows looked at to make the answer, where the line says. */
  readonly scanned?: number;
  readonly bytes: Bytes;
  readonly certainty: Certainty;
  readonly signs: readonly Sign[];
  readonly requests: number;
  /** It bears Nightlatch's own name. */
  readonly own: boolean;
  /** Every row of the answer is a row of the one table: no join, no grouping. */
  readonly plain: boolean;
}

export const SIGNLESS: readonly Sign[] = [];
export const NO_TABLES: readonly string[] = [];

/** An event with the parts that most lines do not have filled in. */
export function event(
  known: Pick<TrailEvent, 'at' | 'act' | 'address'> & Partial<TrailEvent>,
): TrailEvent {
  return {
    tables: NO_TABLES,
    rows: null,
    bytes: {},
    certainty: 'unbounded',
    signs: SIGNLESS,
    requests: 1,
    own: false,
    plain: false,
    ...known,
  };
}

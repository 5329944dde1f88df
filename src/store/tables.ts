/**
 * The schema, the same over SQLite and PostgreSQL. Times are ISO 8601 in UTC, so that text sorts as time does; what is
 * only ever read whole stands as JSON in `body`.
 */
import type { ColumnType, Generated } from 'kysely';

export interface RunTable {
  id: string;
  /** The scope entry that it was for. */
  entry: string;
  vantage: string;
  version: string;
  started: string;
  /** `null` while it runs, or where it was killed. */
  finished: string | null;
  interrupted: number;
  endpoints: number;
  open: number;
  /** `full`, `light` or `news`. */
  depth: string;
  /** RunFacts and Coverage as JSON. */
  body: string;
}

export interface ObservationTable {
  run: string;
  seq: number;
  asset: string;
  address: string;
  port: number;
  product: string | null;
  access: string;
  at: string;
  body: string;
}

export interface FindingTable {
  id: string;
  rule: string;
  asset: string;
  product: string | null;
  severity: string;
  /** Place of the severity, 0 is the worst. */
  rank: number;
  score: number;
  state: string;
  owner: string | null;
  /** Until when nobody is told of it. */
  muted_until: string | null;
  address: string;
  port: number;
  entry: string;
  first_open: string;
  last_open: string;
  updated: string;
  /** Tracked as JSON. */
  body: string;
}

export interface ChangeTable {
  seq: Generated<number>;
  finding: string;
  kind: string;
  at: string;
  severity: string;
  run: string | null;
  body: string;
}

export interface AssetTable {
  asset: string;
  address: string;
  port: number;
  host: string | null;
  product: string | null;
  version: string | null;
  access: string;
  entry: string;
  first_seen: string;
  last_seen: string;
}

export interface AssetLinkTable {
  /** The name that it had, and the one that it has. */
  was: string;
  is: string;
  kind: 'moved' | 'merged' | 'split';
  at: string;
}

export interface DeliveryTable {
  /** Receivers tell a second delivery of the same by it. */
  id: string;
  receiver: string;
  state: 'waiting' | 'sent' | 'dead';
  created: string;
  next_at: string;
  attempts: number;
  error: string | null;
  body: string;
}

export interface JobTable {
  name: string;
  next_at: string;
  /** The run that is under way. */
  run: string | null;
  body: string;
}

export interface MetaTable {
  key: string;
  value: ColumnType<string, string, string>;
}

export interface AccountTable {
  id: string;
  name: string;
  role: string;
  /** scrypt with its parameters; `null` until its owner chose one. */
  password: string | null;
  disabled: number;
  created: string;
  last_seen: string | null;
  /** Who signs them in, and how they are called there; `null`: a password does. */
  issuer: string | null;
  subject: string | null;
}

/** Secrets are kept as SHA-256: they are 32 random bytes, which nobody guesses. */
export interface SessionTable {
  hash: string;
  account: string;
  created: string;
  seen: string;
}

export interface TokenTable {
  id: string;
  hash: string;
  account: string;
  name: string;
  /** Words of `Scope`, with blanks between. */
  scopes: string;
  created: string;
  expires: string;
  used: string | null;
}

/** A link that lets somebody choose a password, once. */
export interface LinkTable {
  hash: string;
  /** The account that it is for; `null` for the first one, which has no name yet. */
  name: string | null;
  role: string;
  created: string;
  expires: string;
}

/** Failed sign-ins of one name, whether or not there is such an account. */
export interface AttemptTable {
  key: string;
  failures: number;
  until: string;
}

export interface DataMapTable {
  asset: string;
  class: string;
  authentication: string;
  /** DataMapRow as JSON. */
  body: string;
}

export interface CaseTable {
  id: string;
  /** Ed25519 in hex, as its first entry names it: by it two cases of one name are told apart. */
  key: string;
  asset: string;
  opened: string;
  /** `null` where it was opened at a terminal that named nobody. */
  opened_by: string | null;
  /** The step of the fixed order that comes next. */
  next: string;
  /** Where its evidence lies, on the host that has it. */
  folder: string;
  /** How far the journal was read, so that it is read again only where it went on. */
  journal: string;
  /** SHA-256 of the ledger whose visits stand here. */
  ledger: string | null;
  updated: string;
  /** What `incident/desk/record.ts` makes of the folder, as JSON. */
  body: string;
}

export interface CaseEntryTable {
  case_id: string;
  seq: number;
  at: string;
  kind: string;
  /** CaseEntry as JSON. */
  body: string;
}

export interface CaseVisitTable {
  case_id: string;
  /** Its place in the ledger: whoever got furthest stands first. */
  seq: number;
  /** Visit as JSON. */
  body: string;
}

export interface Tables {
  runs: RunTable;
  observations: ObservationTable;
  findings: FindingTable;
  changes: ChangeTable;
  assets: AssetTable;
  asset_links: AssetLinkTable;
  deliveries: DeliveryTable;
  jobs: JobTable;
  meta: MetaTable;
  accounts: AccountTable;
  sessions: SessionTable;
  tokens: TokenTable;
  links: LinkTable;
  attempts: AttemptTable;
  data_map: DataMapTable;
  cases: CaseTable;
  case_entries: CaseEntryTable;
  case_visits: CaseVisitTable;
}

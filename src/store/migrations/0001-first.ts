import { sql, type Kysely } from 'kysely';
import type { StoreKind } from '../store-kind.ts';

/** The two differ in how a number that grows by itself is declared. */
const GROWS: Readonly<Record<StoreKind, string>> = {
  sqlite: 'integer PRIMARY KEY AUTOINCREMENT',
  postgresql: 'bigserial PRIMARY KEY',
};

const statements = (kind: StoreKind): readonly string[] => [
  `CREATE TABLE runs (
    id text PRIMARY KEY, entry text NOT NULL, vantage text NOT NULL, version text NOT NULL,
    started text NOT NULL, finished text, interrupted integer NOT NULL,
    endpoints integer NOT NULL, open integer NOT NULL, body text NOT NULL)`,
  'CREATE INDEX runs_by_started ON runs (started)',

  `CREATE TABLE observations (
    run text NOT NULL, seq integer NOT NULL, asset text NOT NULL, address text NOT NULL,
    port integer NOT NULL, product text, access text NOT NULL, at text NOT NULL, body text NOT NULL,
    PRIMARY KEY (run, seq))`,
  'CREATE INDEX observations_by_asset ON observations (asset, at)',
  'CREATE INDEX observations_by_at ON observations (at)',

  `CREATE TABLE findings (
    id text PRIMARY KEY, rule text NOT NULL, asset text NOT NULL, product text,
    severity text NOT NULL, rank integer NOT NULL, score double precision NOT NULL,
    state text NOT NULL, owner text, address text NOT NULL, port integer NOT NULL,
    entry text NOT NULL, first_open text NOT NULL, last_open text NOT NULL,
    updated text NOT NULL, body text NOT NULL)`,
  'CREATE INDEX findings_by_weight ON findings (rank, score DESC, id)',
  'CREATE INDEX findings_by_state ON findings (state, rank, score DESC, id)',
  'CREATE INDEX findings_by_entry ON findings (entry, id)',
  'CREATE INDEX findings_by_asset ON findings (asset)',
  'CREATE INDEX findings_by_endpoint ON findings (address, port)',

  `CREATE TABLE changes (
    seq ${GROWS[kind]}, finding text NOT NULL, kind text NOT NULL, at text NOT NULL,
    severity text NOT NULL, run text, body text NOT NULL)`,
  'CREATE INDEX changes_by_finding ON changes (finding, seq)',

  `CREATE TABLE assets (
    asset text PRIMARY KEY, address text NOT NULL, port integer NOT NULL, host text, product text,
    version text, access text NOT NULL, entry text NOT NULL, first_seen text NOT NULL,
    last_seen text NOT NULL)`,
  'CREATE INDEX assets_by_endpoint ON assets (address, port)',
  'CREATE INDEX assets_by_entry ON assets (entry, asset)',
  `CREATE TABLE asset_links (
    was text NOT NULL, "is" text NOT NULL, kind text NOT NULL, at text NOT NULL,
    PRIMARY KEY (was, "is", kind))`,

  `CREATE TABLE deliveries (
    id text PRIMARY KEY, receiver text NOT NULL, state text NOT NULL, created text NOT NULL,
    next_at text NOT NULL, attempts integer NOT NULL, error text, body text NOT NULL)`,
  'CREATE INDEX deliveries_by_state ON deliveries (state, next_at)',

  'CREATE TABLE jobs (name text PRIMARY KEY, next_at text NOT NULL, run text, body text NOT NULL)',
  'CREATE TABLE meta (key text PRIMARY KEY, value text NOT NULL)',
];

export async function first(db: Kysely<unknown>, kind: StoreKind): Promise<void> {
  for (const statement of statements(kind)) await sql.raw(statement).execute(db);
}

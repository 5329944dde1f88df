import { sql, type Kysely } from 'kysely';

/** People, what they sign in with, and what classes of data stand where. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE accounts (
    id text PRIMARY KEY, name text NOT NULL UNIQUE, role text NOT NULL, password text,
    disabled integer NOT NULL, created text NOT NULL, last_seen text)`,
  `CREATE TABLE sessions (
    hash text PRIMARY KEY, account text NOT NULL, created text NOT NULL, seen text NOT NULL)`,
  'CREATE INDEX sessions_by_account ON sessions (account)',
  `CREATE TABLE tokens (
    id text PRIMARY KEY, hash text NOT NULL UNIQUE, account text NOT NULL, name text NOT NULL,
    scopes text NOT NULL, created text NOT NULL, expires text NOT NULL, used text)`,
  'CREATE INDEX tokens_by_account ON tokens (account)',
  `CREATE TABLE links (
    hash text PRIMARY KEY, name text, role text NOT NULL, created text NOT NULL,
    expires text NOT NULL)`,
  'CREATE TABLE attempts (key text PRIMARY KEY, failures integer NOT NULL, until text NOT NULL)',
  `CREATE TABLE data_map (
    asset text NOT NULL, class text NOT NULL, authentication text NOT NULL, body text NOT NULL,
    PRIMARY KEY (asset, class))`,
  'CREATE INDEX changes_by_at ON changes (at)',
  'CREATE INDEX findings_by_first_open ON findings (first_open)',
];

export async function accounts(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

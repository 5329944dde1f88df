import { sql, type Kysely } from 'kysely';

/** Incidents, as far as a page shows them; the evidence itself stays in the folder of the case. */
const STATEMENTS: readonly string[] = [
  `CREATE TABLE cases (
    id text PRIMARY KEY, key text NOT NULL, asset text NOT NULL, opened text NOT NULL, opened_by text, next text NOT NULL,
    folder text NOT NULL, journal text NOT NULL, ledger text, updated text NOT NULL, body text NOT NULL)`,
  'CREATE INDEX cases_by_opened ON cases (opened, id)',
  'CREATE INDEX cases_by_asset ON cases (asset)',
  `CREATE TABLE case_entries (
    case_id text NOT NULL, seq integer NOT NULL, at text NOT NULL, kind text NOT NULL, body text NOT NULL,
    PRIMARY KEY (case_id, seq))`,
  `CREATE TABLE case_visits (
    case_id text NOT NULL, seq integer NOT NULL, body text NOT NULL, PRIMARY KEY (case_id, seq))`,
];

export async function cases(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

import { sql, type Kysely } from 'kysely';

/** Whoever signs in elsewhere is known by the provider and by its name for them, and has no password here. */
const STATEMENTS: readonly string[] = [
  'ALTER TABLE accounts ADD COLUMN issuer text',
  'ALTER TABLE accounts ADD COLUMN subject text',
  'CREATE UNIQUE INDEX accounts_by_subject ON accounts (issuer, subject)',
];

export async function signIn(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

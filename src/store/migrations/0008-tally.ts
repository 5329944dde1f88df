import { sql, type Kysely } from 'kysely';

/** Findings are counted by state and severity beside every page of them: from an index alone. */
export async function tally(db: Kysely<unknown>): Promise<void> {
  await sql.raw('CREATE INDEX findings_by_tally ON findings (state, severity)').execute(db);
}

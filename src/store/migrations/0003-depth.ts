import { sql, type Kysely } from 'kysely';

/** How deep a run looked; those of before were whole. */
export async function depth(db: Kysely<unknown>): Promise<void> {
  await sql.raw("ALTER TABLE runs ADD COLUMN depth text NOT NULL DEFAULT 'full'").execute(db);
}

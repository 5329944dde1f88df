import { sql, type Kysely } from 'kysely';

/** Until when nobody is told of a finding. */
export async function mute(db: Kysely<unknown>): Promise<void> {
  await sql.raw('ALTER TABLE findings ADD COLUMN muted_until text').execute(db);
}

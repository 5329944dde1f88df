/** Looks at a store without changing its schema. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { migrationNames } from './migrations.ts';
import { openPostgresql } from './postgresql.ts';
import { FILE, openSqlite } from './sqlite.ts';
import type { Where } from './store.ts';

export interface StoreState {
  /** Steps that opening it would take; all of them where it is empty. */
  readonly pending: number;
  /** Written by a newer program. */
  readonly newer: boolean;
  /** What SQLite says of its file; `ok` where there is nothing to say. */
  readonly integrity: string;
}

/** `undefined` where there is none yet. Rejects where it cannot be opened. */
export async function probeStore(where: Where): Promise<StoreState | undefined> {
  if ('folder' in where && !existsSync(join(where.folder, FILE))) return undefined;
  const dialect = 'url' in where ? openPostgresql(where.url) : openSqlite(where.folder).dialect;
  const db = new Kysely<unknown>({ dialect });
  try {
    await sql`SELECT 1`.execute(db);
    const applied = await sql<{ name: string }>`SELECT name FROM kysely_migration`
      .execute(db)
      .catch(() => ({ rows: [] }));
    const names = new Set(applied.rows.map(({ name }) => name));
    const integrity =
      'url' in where
        ? 'ok'
        : (await sql<{ quick_check: string }>`PRAGMA quick_check(1)`.execute(db)).rows[0]
            ?.quick_check;
    return {
      pending: migrationNames.filter((name) => !names.has(name)).length,
      newer: [...names].some((name) => !migrationNames.includes(name)),
      integrity: integrity ?? 'ok',
    };
  } finally {
    await db.destroy();
  }
}

/**
 * SQLite in one folder: Node's own where it has one (22.5 and later), else the same API from @photostructure/sqlite.
 * Every commit is on disk before it is acknowledged. https://www.sqlite.org/pragma.html#pragma_synchronous
 */
import { chmodSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Dialect } from 'kysely';
import { dialectOver, type RawSqlite } from './sqlite-driver.ts';

export const FILE = 'nightlatch.db';
const MODE_FOLDER = 0o700;
const MODE_FILE = 0o600;
/** Milliseconds that a writer waits for another process. */
const BUSY = 10_000;

type Constructor = new (path: string) => RawSqlite;

function sqliteClass(): Constructor {
  const require = createRequire(import.meta.url);
  for (const name of ['node:sqlite', '@photostructure/sqlite']) {
    try {
      const { DatabaseSync }: { DatabaseSync: Constructor } = require(name);
      return DatabaseSync;
    } catch {
      // The next one, then.
    }
  }
  throw new Error(
    'no SQLite here: use Node 22.13 or later, install @photostructure/sqlite, or set DATABASE_URL',
  );
}

export function openSqlite(folder: string): { dialect: Dialect; raw: RawSqlite; file: string } {
  mkdirSync(folder, { recursive: true, mode: MODE_FOLDER });
  const file = join(folder, FILE);
  const Database = sqliteClass();
  const raw = new Database(file);
  chmodSync(file, MODE_FILE);
  raw.exec(
    `PRAGMA busy_timeout = ${BUSY}; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;`,
  );
  const reader = new Database(file);
  reader.exec(`PRAGMA busy_timeout = ${BUSY}; PRAGMA query_only = ON;`);
  return { dialect: dialectOver(raw, reader), raw, file };
}

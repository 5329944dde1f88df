/** Forward only: a migration that was released is never changed, the next one mends it. One entry a step. */
import type { Kysely, Migration, MigrationProvider } from 'kysely';
import type { StoreKind } from './store-kind.ts';
import { first } from './migrations/0001-first.ts';
import { accounts } from './migrations/0002-accounts.ts';
import { depth } from './migrations/0003-depth.ts';
import { mute } from './migrations/0005-mute.ts';
import { cases } from './migrations/0006-cases.ts';
import { signIn } from './migrations/0007-sign-in.ts';
import { tally } from './migrations/0008-tally.ts';

export type Step = (db: Kysely<unknown>, kind: StoreKind) => Promise<void>;

const STEPS: Readonly<Record<string, Step>> = {
  '0001-first': first,
  '0002-accounts': accounts,
  '0003-depth': depth,
  '0005-mute': mute,
  '0006-cases': cases,
  '0007-sign-in': signIn,
  '0008-tally': tally,
};

/** In the order in which they are taken. */
export const migrationNames = Object.keys(STEPS).toSorted();
export const LATEST = migrationNames.at(-1) ?? '';

export function migrationsFor(kind: StoreKind): MigrationProvider {
  const entries = Object.entries(STEPS).map(([name, step]): [string, Migration] => [
    name,
    { up: (db: Kysely<unknown>) => step(db, kind) },
  ]);
  return { getMigrations: () => Promise.resolve(Object.fromEntries(entries)) };
}

/** The store: everything that outlives a run, over SQLite in a folder or PostgreSQL by its URL. */
import { Kysely, Migrator, sql, type Transaction } from 'kysely';
import { AccountStore } from './accounts.ts';
import { AssetStore } from './assets.ts';
import { CaseStore } from './cases.ts';
import { ChangeStore } from './changes.ts';
import { DataMapStore } from './data-map.ts';
import { DeliveryStore } from './deliveries.ts';
import { FigureStore } from './figures.ts';
import { FindingStore } from './findings.ts';
import { JobStore } from './jobs.ts';
import { LATEST, migrationsFor } from './migrations.ts';
import { ObservationStore } from './observations.ts';
import { openPostgresql } from './postgresql.ts';
import { RunStore } from './runs.ts';
import type { StoreKind } from './store-kind.ts';
import { openSqlite } from './sqlite.ts';
import type { RawSqlite } from './sqlite-driver.ts';
import type { Tables } from './tables.ts';

/** One connection or transaction, with what it can ask. */
export class Session {
  readonly runs: RunStore;
  readonly observations: ObservationStore;
  readonly findings: FindingStore;
  readonly changes: ChangeStore;
  readonly assets: AssetStore;
  readonly deliveries: DeliveryStore;
  readonly jobs: JobStore;
  readonly accounts: AccountStore;
  readonly dataMap: DataMapStore;
  readonly figures: FigureStore;
  readonly cases: CaseStore;

  constructor(db: Kysely<Tables>) {
    this.runs = new RunStore(db);
    this.observations = new ObservationStore(db);
    this.findings = new FindingStore(db);
    this.changes = new ChangeStore(db);
    this.assets = new AssetStore(db);
    this.deliveries = new DeliveryStore(db);
    this.jobs = new JobStore(db);
    this.accounts = new AccountStore(db);
    this.dataMap = new DataMapStore(db);
    this.figures = new FigureStore(db);
    this.cases = new CaseStore(db);
  }
}

export type Where = { readonly folder: string } | { readonly url: string };

export class Store extends Session implements AsyncDisposable {
  readonly kind: StoreKind;
  readonly db: Kysely<Tables>;
  /** The connection below, where it is SQLite: for backups. */
  readonly sqlite: RawSqlite | undefined;

  constructor(kind: StoreKind, db: Kysely<Tables>, sqlite?: RawSqlite) {
    super(db);
    this.kind = kind;
    this.db = db;
    this.sqlite = sqlite;
  }

  /** All of it or nothing; it is on disk once this resolves. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.db
      .transaction()
      .execute((db: Transaction<Tables>): Promise<T> => work(new Session(db)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.db.destroy();
  }
}

/** Opens and brings the schema up to date. A schema that is newer than this program is refused. */
export async function openStore(where: Where): Promise<Store> {
  const store = 'url' in where ? overPostgresql(where.url) : overSqlite(where.folder);
  try {
    await migrate(store);
    return store;
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

function overSqlite(folder: string): Store {
  const { dialect, raw } = openSqlite(folder);
  return new Store('sqlite', new Kysely<Tables>({ dialect }), raw);
}

function overPostgresql(url: string): Store {
  return new Store('postgresql', new Kysely<Tables>({ dialect: openPostgresql(url) }));
}

async function migrate({ db, kind }: Store): Promise<void> {
  const provider = migrationsFor(kind);
  const migrator = new Migrator({ db, provider });
  const known = Object.keys(await provider.getMigrations());
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const applied = await sql<{ name: string }>`SELECT name FROM kysely_migration`
    .execute(db)
    .catch(() => ({ rows: [] }));
  const newer = applied.rows.some(({ name }) => !known.includes(name));
  throw newer
    ? new Error(`the store was written by a newer Nightlatch; this one knows schema ${LATEST}`)
    : error;
}

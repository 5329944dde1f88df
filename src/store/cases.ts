/** Incidents as a page shows them: read from the folder of a case, and never more believed than it. */
import type { Kysely } from 'kysely';
import { CaseEntry } from '../model/case.ts';
import { Visit } from '../model/ledger.ts';
import { readBody } from './json.ts';
import type { CaseTable, Tables } from './tables.ts';

export type KeptCase = CaseTable;

export interface CasesWanted {
  readonly asset?: string | undefined;
  readonly after?: Pick<KeptCase, 'opened' | 'id'> | undefined;
}

export interface KeptVisit {
  /** Its place in the ledger. */
  readonly seq: number;
  readonly visit: Visit;
}

/** Rows of one insert: SQLite allows 32,766 parameters. */
const BATCH = 500;

export class CaseStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async put(kept: KeptCase): Promise<void> {
    const { id: _, ...news } = kept;
    await this.#db
      .insertInto('cases')
      .values(kept)
      .onConflict((clash) => clash.column('id').doUpdateSet(news))
      .execute();
  }

  async byId(id: string): Promise<KeptCase | undefined> {
    return await this.#db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirst();
  }

  async byFolder(folder: string): Promise<KeptCase | undefined> {
    return await this.#db
      .selectFrom('cases')
      .selectAll()
      .where('folder', '=', folder)
      .executeTakeFirst();
  }

  /** Newest first, of one asset or of all; `after` is where a page ended. */
  async page(limit: number, { asset, after }: CasesWanted = {}): Promise<KeptCase[]> {
    let query = this.#db
      .selectFrom('cases')
      .selectAll()
      .orderBy('opened', 'desc')
      .orderBy('id')
      .limit(limit);
    if (asset !== undefined) query = query.where('asset', '=', asset);
    if (after) {
      const { opened, id } = after;
      query = query.where((it) =>
        it.or([it('opened', '<', opened), it.and([it('opened', '=', opened), it('id', '>', id)])]),
      );
    }
    return await query.execute();
  }

  /** How far each journal was read, by the folder that it lies in. */
  async journals(): Promise<Map<string, string>> {
    const rows = await this.#db.selectFrom('cases').select(['folder', 'journal']).execute();
    return new Map(rows.map(({ folder, journal }) => [folder, journal]));
  }

  /** The whole journal, in place of what was known of it. */
  async setEntries(id: string, entries: readonly CaseEntry[]): Promise<void> {
    const rows = entries.map((entry) => ({
      case_id: id,
      seq: entry.seq,
      at: entry.at,
      kind: entry.event.kind,
      body: JSON.stringify(entry),
    }));
    await this.#db.deleteFrom('case_entries').where('case_id', '=', id).execute();
    for (const batch of batches(rows))
      await this.#db.insertInto('case_entries').values(batch).execute();
  }

  /** Of the journal from the entry behind `after` on, oldest first. */
  async entries(id: string, limit?: number, after = -1): Promise<CaseEntry[]> {
    let query = this.#db
      .selectFrom('case_entries')
      .select('body')
      .where('case_id', '=', id)
      .where('seq', '>', after)
      .orderBy('seq');
    if (limit !== undefined) query = query.limit(limit);
    return (await query.execute()).map(({ body }) => readBody(CaseEntry, body, 'a case'));
  }

  async setVisits(id: string, visits: readonly Visit[]): Promise<void> {
    const rows = visits.map((visit, seq) => ({ case_id: id, seq, body: JSON.stringify(visit) }));
    await this.#db.deleteFrom('case_visits').where('case_id', '=', id).execute();
    for (const batch of batches(rows))
      await this.#db.insertInto('case_visits').values(batch).execute();
  }

  async visits(id: string, limit?: number, after = -1): Promise<KeptVisit[]> {
    let query = this.#db
      .selectFrom('case_visits')
      .select(['seq', 'body'])
      .where('case_id', '=', id)
      .where('seq', '>', after)
      .orderBy('seq');
    if (limit !== undefined) query = query.limit(limit);
    const rows = await query.execute();
    return rows.map(({ seq, body }) => ({ seq, visit: readBody(Visit, body, 'a visit') }));
  }
}

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}

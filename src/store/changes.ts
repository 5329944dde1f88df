import type { Kysely } from 'kysely';
import { Change } from '../model/tracked.ts';
import { batchesOf } from './batches.ts';
import { readBody } from './json.ts';
import type { Tables } from './tables.ts';

export interface KeptChange extends Change {
  /** Grows with each change; who tells of changes resumes from the last one that was told. */
  readonly seq: number;
  readonly run: string | null;
}

export class ChangeStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async add(changes: readonly Change[], run: string | null): Promise<void> {
    for (const batch of batchesOf(changes)) {
      const rows = batch.map((change) => {
        const { finding, kind, at, severity } = change;
        return { finding, kind, at, severity, run, body: JSON.stringify(change) };
      });
      await this.#db.insertInto('changes').values(rows).execute();
    }
  }

  async after(seq: number, limit: number): Promise<KeptChange[]> {
    const rows = await this.#db
      .selectFrom('changes')
      .select(['seq', 'run', 'body'])
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(keptOf);
  }

  /** Oldest first. */
  async ofFinding(finding: string): Promise<KeptChange[]> {
    const rows = await this.#db
      .selectFrom('changes')
      .select(['seq', 'run', 'body'])
      .where('finding', '=', finding)
      .orderBy('seq')
      .execute();
    return rows.map(keptOf);
  }

  /** A place up to which something was done, such as telling of changes; 0 where nothing was. */
  async markOf(name: string): Promise<number> {
    const row = await this.#db
      .selectFrom('meta')
      .select('value')
      .where('key', '=', `mark:${name}`)
      .executeTakeFirst();
    return Number(row?.value ?? 0);
  }

  async setMark(name: string, seq: number): Promise<void> {
    const row = { key: `mark:${name}`, value: String(seq) };
    await this.#db
      .insertInto('meta')
      .values(row)
      .onConflict((clash) => clash.column('key').doUpdateSet({ value: row.value }))
      .execute();
  }
}

function keptOf({ seq, run, body }: { seq: number; run: string | null; body: string }): KeptChange {
  return { ...readBody(Change, body, 'a change'), seq, run };
}

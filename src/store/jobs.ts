/** What is to run next, and what was running when the program ended. */
import type { Kysely } from 'kysely';
import type { JobTable, Tables } from './tables.ts';

export type Job = JobTable;

export class JobStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async byName(name: string): Promise<Job | undefined> {
    return await this.#db
      .selectFrom('jobs')
      .selectAll()
      .where('name', '=', name)
      .executeTakeFirst();
  }

  async all(): Promise<Job[]> {
    return await this.#db.selectFrom('jobs').selectAll().orderBy('name').execute();
  }

  async put(job: Job): Promise<void> {
    const { name: _, ...news } = job;
    await this.#db
      .insertInto('jobs')
      .values(job)
      .onConflict((clash) => clash.column('name').doUpdateSet(news))
      .execute();
  }

  /** Takes the job for a run; false where another run has it. */
  async take(name: string, run: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable('jobs')
      .set({ run })
      .where('name', '=', name)
      .where('run', 'is', null)
      .executeTakeFirst();
    return Number(numUpdatedRows) === 1;
  }

  async release(name: string, run: string, nextAt: string): Promise<void> {
    await this.#db
      .updateTable('jobs')
      .set({ run: null, next_at: nextAt })
      .where('name', '=', name)
      .where('run', '=', run)
      .execute();
  }

  async remove(name: string): Promise<void> {
    await this.#db.deleteFrom('jobs').where('name', '=', name).execute();
  }
}

import type { Kysely } from 'kysely';
import { z } from 'zod';
import { Coverage, RunFacts } from '../model/run.ts';
import { readBody } from './json.ts';
import type { RunTable, Tables } from './tables.ts';

const Body = z.object({ run: RunFacts, coverage: Coverage });

export interface KeptRun {
  readonly id: string;
  readonly entry: string;
  readonly vantage: string;
  readonly version: string;
  readonly started: string;
  /** `null` while it runs, or where it was killed. */
  readonly finished: string | null;
  readonly interrupted: boolean;
  readonly endpoints: number;
  readonly open: number;
}

export interface EndedRun extends KeptRun {
  readonly run: RunFacts;
  readonly coverage: Coverage;
}

export interface RunsWanted {
  readonly entry?: string | undefined;
  readonly after?: Pick<KeptRun, 'started' | 'id'> | undefined;
}

export class RunStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async begin(
    run: Pick<KeptRun, 'id' | 'entry' | 'vantage' | 'version' | 'started'>,
  ): Promise<void> {
    const blank = { finished: null, interrupted: 0, endpoints: 0, open: 0, body: '' };
    await this.#db
      .insertInto('runs')
      .values({ ...run, ...blank })
      .execute();
  }

  async end(run: RunFacts, coverage: Coverage): Promise<void> {
    const { byAccess, endpoints } = coverage;
    await this.#db
      .updateTable('runs')
      .set({
        finished: run.finished,
        interrupted: Number(run.interrupted),
        endpoints,
        open: (byAccess['open'] ?? 0) + (byAccess['partial'] ?? 0),
        body: JSON.stringify({ run, coverage }),
      })
      .where('id', '=', run.id)
      .execute();
  }

  async byId(id: string): Promise<(KeptRun & Partial<EndedRun>) | undefined> {
    const row = await this.#db
      .selectFrom('runs')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    if (!row) return undefined;
    return { ...keptOf(row), ...(row.body !== '' && readBody(Body, row.body, 'a run')) };
  }

  /** Newest first, of one entry or of all; `after` is where a page ended. */
  async latest(limit: number, { entry, after }: RunsWanted = {}): Promise<KeptRun[]> {
    let query = this.#db
      .selectFrom('runs')
      .selectAll()
      .orderBy('started', 'desc')
      .orderBy('id')
      .limit(limit);
    if (entry !== undefined) query = query.where('entry', '=', entry);
    if (after) {
      const { started, id } = after;
      query = query.where((it) =>
        it.or([
          it('started', '<', started),
          it.and([it('started', '=', started), it('id', '>', id)]),
        ]),
      );
    }
    return (await query.execute()).map(keptOf);
  }

  /** Runs that were begun and never ended: the program was killed. */
  async unfinished(): Promise<KeptRun[]> {
    const rows = await this.#db
      .selectFrom('runs')
      .selectAll()
      .where('finished', 'is', null)
      .execute();
    return rows.map(keptOf);
  }
}

function keptOf(row: RunTable): KeptRun {
  const { id, entry, vantage, version, started, finished, endpoints, open } = row;
  const interrupted = row.interrupted === 1;
  return { id, entry, vantage, version, started, finished, interrupted, endpoints, open };
}

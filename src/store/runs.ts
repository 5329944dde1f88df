import type { Kysely } from 'kysely';
import { z } from 'zod';
import { Coverage, Depth, RunFacts } from '../model/run.ts';
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
  readonly depth: Depth;
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
    depth: Depth = 'full',
  ): Promise<void> {
    const { id, entry, vantage, version, started } = run;
    const blank = { finished: null, interrupted: 0, endpoints: 0, open: 0, body: '' };
    await this.#db
      .insertInto('runs')
      .values({ id, entry, vantage, version, started, depth, ...blank })
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

  /** It was killed and is not taken up again. */
  async abandon(id: string, at: string): Promise<void> {
    await this.#db
      .updateTable('runs')
      .set({ finished: at, interrupted: 1 })
      .where('id', '=', id)
      .where('finished', 'is', null)
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

  /** Those whose id begins so. */
  async startingWith(start: string, limit: number): Promise<KeptRun[]> {
    const rows = await this.#db
      .selectFrom('runs')
      .selectAll()
      .where('id', '>=', start)
      .where('id', '<', `${start}\uFFFF`)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(keptOf).filter(({ id }) => id.startsWith(start));
  }

  /** Removes those that ended before; what changed in them stays. */
  async forgetBefore(at: string): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('runs')
      .where('finished', '<', at)
      .executeTakeFirst();
    return Number(numDeletedRows);
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

  /** The last run that came to its end and was not about news alone. */
  async lastWhole(entry: string): Promise<EndedRun | undefined> {
    const row = await this.#db
      .selectFrom('runs')
      .selectAll()
      .where('entry', '=', entry)
      .where('finished', 'is not', null)
      .where('interrupted', '=', 0)
      .where('depth', '!=', 'news')
      .orderBy('started', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row && { ...keptOf(row), ...readBody(Body, row.body, 'a run') };
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
  const depth = Depth.parse(row.depth);
  return { id, entry, vantage, version, started, finished, interrupted, endpoints, open, depth };
}

/** Figures over all that is kept, for the first page and for metrics. */
import { sql, type Kysely } from 'kysely';
import { Tracked } from '../model/tracked.ts';
import { readBody } from './json.ts';
import type { Tables } from './tables.ts';

export interface DayCount {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly kind: string;
  readonly count: number;
}

/** Characters of an ISO 8601 time that are its day. */
const DAY = 10;
const OPEN = ['open', 'accepted'];

export class FigureStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async changesByDay(since: string): Promise<DayCount[]> {
    const day = sql<string>`substr(at, 1, ${sql.lit(DAY)})`;
    const rows = await this.#db
      .selectFrom('changes')
      .select((it) => [day.as('day'), 'kind', it.fn.countAll().as('count')])
      .where('at', '>=', since)
      .groupBy([day, 'kind'])
      .orderBy('day')
      .execute();
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** The finding that is open for longest. */
  async oldestOpen(): Promise<Tracked | undefined> {
    const row = await this.#db
      .selectFrom('findings')
      .select('body')
      .where('state', 'in', OPEN)
      .orderBy('first_open')
      .limit(1)
      .executeTakeFirst();
    return row && trackedIn(row.body);
  }

  /** What opened since, newest first. */
  async openedSince(since: string, limit: number): Promise<Tracked[]> {
    const rows = await this.#db
      .selectFrom('findings')
      .select('body')
      .where('first_open', '>=', since)
      .orderBy('first_open', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ body }) => trackedIn(body));
  }

  async deliveriesByState(): Promise<Readonly<Record<string, number>>> {
    const rows = await this.#db
      .selectFrom('deliveries')
      .select((it) => ['state', it.fn.countAll().as('count')])
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
  }

  async assets(): Promise<number> {
    const row = await this.#db
      .selectFrom('assets')
      .select((it) => it.fn.countAll().as('count'))
      .executeTakeFirst();
    return Number(row?.count ?? 0);
  }

  /** The place of the newest change. */
  async lastChange(): Promise<number> {
    const row = await this.#db
      .selectFrom('changes')
      .select((it) => it.fn.max('seq').as('seq'))
      .executeTakeFirst();
    return row?.seq ?? 0;
  }
}

function trackedIn(body: string): Tracked {
  return readBody(Tracked, body, 'a finding');
}

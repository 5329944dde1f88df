/** What is still to be told to receivers. Written in the transaction of the change itself, so that none is lost. */
import type { Kysely } from 'kysely';
import type { DeliveryTable, Tables } from './tables.ts';

export type Delivery = DeliveryTable;

export class DeliveryStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** A delivery whose id is there already is the same one. */
  async add(
    delivery: Pick<Delivery, 'id' | 'receiver' | 'created' | 'next_at' | 'body'>,
  ): Promise<void> {
    await this.#db
      .insertInto('deliveries')
      .values({ ...delivery, state: 'waiting', attempts: 0, error: null })
      .onConflict((clash) => clash.column('id').doNothing())
      .execute();
  }

  async due(now: string, limit: number): Promise<Delivery[]> {
    return await this.#db
      .selectFrom('deliveries')
      .selectAll()
      .where('state', '=', 'waiting')
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .limit(limit)
      .execute();
  }

  async settle(
    id: string,
    news: Pick<Delivery, 'state' | 'attempts' | 'next_at' | 'error'>,
  ): Promise<void> {
    await this.#db.updateTable('deliveries').set(news).where('id', '=', id).execute();
  }

  /** Removes what was settled, one way or the other, and is older. */
  async forgetBefore(at: string): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('deliveries')
      .where('state', '!=', 'waiting')
      .where('created', '<', at)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async byId(id: string): Promise<Delivery | undefined> {
    return await this.#db
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
  }

  /** Newest first; `after` is where a page ended. */
  async inState(
    state: Delivery['state'],
    limit: number,
    after?: Pick<Delivery, 'created' | 'id'>,
  ): Promise<Delivery[]> {
    let query = this.#db
      .selectFrom('deliveries')
      .selectAll()
      .where('state', '=', state)
      .orderBy('created', 'desc')
      .orderBy('id')
      .limit(limit);
    if (after) {
      const { created, id } = after;
      query = query.where((it) =>
        it.or([
          it('created', '<', created),
          it.and([it('created', '=', created), it('id', '>', id)]),
        ]),
      );
    }
    return await query.execute();
  }
}

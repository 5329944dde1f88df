/** What classes of data stand where, as the last look that saw it said; how they are reached follows every look. */
import type { Kysely } from 'kysely';
import { DataMapRow, dataMapOf, postureOf } from '../model/data-map.ts';
import type { Observation } from '../model/observation.ts';
import type { Vantage } from '../model/vantage.ts';
import { batchesOf } from './batches.ts';
import { readBody } from './json.ts';
import type { Tables } from './tables.ts';

export interface DataMapPlace {
  readonly asset: string;
  readonly class: string;
}

export interface ClassCount {
  readonly class: string;
  readonly authentication: string;
  readonly count: number;
}

export class DataMapStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async seen(observations: Iterable<Observation>, vantage: Vantage | undefined): Promise<void> {
    for (const batch of batchesOf(observations)) await this.#seen(batch, vantage);
  }

  async #seen(observations: readonly Observation[], vantage: Vantage | undefined): Promise<void> {
    const known = await this.#known(observations.map(({ asset }) => asset));
    for (const observation of observations) {
      const { asset, inventory, access } = observation;
      if (inventory) {
        await this.#replace(observation, vantage);
        known.add(asset);
      } else if (access !== 'unknown' && known.has(asset))
        await this.#posture(observation, vantage);
    }
  }

  /** Of one class, or of all. */
  async page(limit: number, after?: DataMapPlace, of?: string): Promise<DataMapRow[]> {
    let query = this.#db.selectFrom('data_map').select('body').orderBy('asset').orderBy('class');
    if (of !== undefined) query = query.where('class', '=', of);
    if (after) {
      const { asset } = after;
      query = query.where((it) =>
        it.or([
          it('asset', '>', asset),
          it.and([it('asset', '=', asset), it('class', '>', after.class)]),
        ]),
      );
    }
    return (await query.limit(limit).execute()).map(({ body }) => rowIn(body));
  }

  async ofAsset(asset: string): Promise<DataMapRow[]> {
    const rows = await this.#db
      .selectFrom('data_map')
      .select('body')
      .where('asset', '=', asset)
      .orderBy('class')
      .execute();
    return rows.map(({ body }) => rowIn(body));
  }

  /** Stores a class, by whether credentials are asked for. */
  async counts(): Promise<ClassCount[]> {
    const rows = await this.#db
      .selectFrom('data_map')
      .select((it) => ['class', 'authentication', it.fn.countAll().as('count')])
      .groupBy(['class', 'authentication'])
      .execute();
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  async #known(assets: readonly string[]): Promise<Set<string>> {
    const rows = await this.#db
      .selectFrom('data_map')
      .select('asset')
      .distinct()
      .where('asset', 'in', assets)
      .execute();
    return new Set(rows.map(({ asset }) => asset));
  }

  async #replace(observation: Observation, vantage: Vantage | undefined): Promise<void> {
    await this.#db.deleteFrom('data_map').where('asset', '=', observation.asset).execute();
    await this.#put(dataMapOf(observation, vantage));
  }

  async #posture(observation: Observation, vantage: Vantage | undefined): Promise<void> {
    const known = await this.ofAsset(observation.asset);
    if (known.length === 0) return;
    const { atRest, ...posture } = postureOf(observation, vantage);
    const told = observation.atRest ? { atRest } : {};
    await this.#db.deleteFrom('data_map').where('asset', '=', observation.asset).execute();
    await this.#put(known.map((row) => ({ ...row, ...posture, ...told })));
  }

  async #put(rows: readonly DataMapRow[]): Promise<void> {
    if (rows.length === 0) return;
    const values = rows.map((row) => {
      const { asset, class: of, authentication } = row;
      return { asset, class: of, authentication, body: JSON.stringify(row) };
    });
    await this.#db.insertInto('data_map').values(values).execute();
  }
}

function rowIn(body: string): DataMapRow {
  return readBody(DataMapRow, body, 'a row of the data map');
}

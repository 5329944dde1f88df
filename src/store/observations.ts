import type { Kysely } from 'kysely';
import { Observation } from '../model/observation.ts';
import { batchesOf } from './batches.ts';
import { readBody } from './json.ts';
import type { Tables } from './tables.ts';

/** Rows of one page. */
const PAGE = 500;

interface SeenAsset extends Pick<Observation, 'asset' | 'product' | 'version' | 'access'> {
  readonly address: string;
  readonly port: number;
}

export class ObservationStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** `after`: how many of the run are kept already. */
  async add(run: string, observations: Iterable<Observation>, after = 0): Promise<void> {
    let seq = after;
    for (const batch of batchesOf(observations)) {
      const rows = batch.map((observation) => {
        const { asset, endpoint, product, access, at } = observation;
        const { address, port } = endpoint;
        const body = JSON.stringify(observation);
        return { run, seq: (seq += 1), asset, address, port, product, access, at, body };
      });
      await this.#db.insertInto('observations').values(rows).execute();
    }
  }

  /** Of one run, in the order in which they came. */
  async ofRun(run: string, after = 0, limit = PAGE): Promise<{ seq: number; it: Observation }[]> {
    const rows = await this.#db
      .selectFrom('observations')
      .select(['seq', 'body'])
      .where('run', '=', run)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .execute();
    return rows.map(({ seq, body }) => ({ seq, it: observationIn(body) }));
  }

  /** All of one run, page by page. */
  async *eachOf(run: string): AsyncGenerator<Observation> {
    for (let after = 0; ;) {
      const page = await this.ofRun(run, after);
      for (const { it } of page) yield it;
      const last = page.at(-1);
      if (!last) return;
      after = last.seq;
    }
  }

  /** What stood where in one run, without what was said of it. */
  async assetsOf(run: string): Promise<SeenAsset[]> {
    const seen: SeenAsset[] = [];
    for await (const { asset, endpoint, product, version, access } of this.eachOf(run)) {
      const { address, port } = endpoint;
      seen.push({ asset, address, port, product, version, access });
    }
    return seen;
  }

  /** Newest first. */
  async ofAsset(asset: string, limit: number): Promise<Observation[]> {
    const rows = await this.#db
      .selectFrom('observations')
      .select('body')
      .where('asset', '=', asset)
      .orderBy('at', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ body }) => observationIn(body));
  }

  /** Removes what is older; findings and cases are not kept here and stay. */
  async forgetBefore(at: string): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('observations')
      .where('at', '<', at)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}

function observationIn(body: string): Observation {
  return readBody(Observation, body, 'an observation');
}

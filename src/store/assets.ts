import type { Kysely } from 'kysely';
import type { Observation } from '../model/observation.ts';
import { batchesOf } from './batches.ts';
import { holds } from './holds.ts';
import type { AssetLinkTable, AssetTable, Tables } from './tables.ts';

export type KeptAsset = AssetTable;

export interface AssetFilter {
  /** Part of its name. */
  readonly text?: string | undefined;
  readonly product?: string | undefined;
  readonly access?: string | undefined;
  readonly entry?: string | undefined;
}

export class AssetStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** What was seen now; the first time stays. */
  async seen(entry: string, observations: Iterable<Observation>): Promise<void> {
    for (const batch of batchesOf(observations)) await this.#seen(entry, batch);
  }

  async #seen(entry: string, observations: readonly Observation[]): Promise<void> {
    const rows = new Map<string, AssetTable>();
    for (const { asset, endpoint, product, version, access, at } of observations) {
      const { address, port, host = null } = endpoint;
      const first_seen = rows.get(asset)?.first_seen ?? at;
      const now = { address, port, host, product, version, access, entry, last_seen: at };
      rows.set(asset, { asset, first_seen, ...now });
    }
    await this.#db
      .insertInto('assets')
      .values([...rows.values()])
      .onConflict((clash) =>
        clash.column('asset').doUpdateSet((news) => ({
          address: news.ref('excluded.address'),
          port: news.ref('excluded.port'),
          host: news.ref('excluded.host'),
          product: news.ref('excluded.product'),
          version: news.ref('excluded.version'),
          access: news.ref('excluded.access'),
          entry: news.ref('excluded.entry'),
          last_seen: news.ref('excluded.last_seen'),
        })),
      )
      .execute();
  }

  async byName(asset: string): Promise<KeptAsset | undefined> {
    return await this.#db
      .selectFrom('assets')
      .selectAll()
      .where('asset', '=', asset)
      .executeTakeFirst();
  }

  /** When those of them that are known were last seen; of a few hundred at most. */
  async lastSeen(assets: readonly string[]): Promise<Map<string, string>> {
    if (assets.length === 0) return new Map();
    const rows = await this.#db
      .selectFrom('assets')
      .select(['asset', 'last_seen'])
      .where('asset', 'in', assets)
      .execute();
    return new Map(rows.map(({ asset, last_seen }) => [asset, last_seen]));
  }

  /** Known endpoints of an entry, for the light sweep and for whether a silence means something. */
  async ofEntry(entry: string): Promise<KeptAsset[]> {
    return await this.#db
      .selectFrom('assets')
      .selectAll()
      .where('entry', '=', entry)
      .orderBy('asset')
      .execute();
  }

  async page(limit: number, after = '', filter: AssetFilter = {}): Promise<KeptAsset[]> {
    const { text, product, access, entry } = filter;
    let query = this.#db.selectFrom('assets').selectAll().where('asset', '>', after);
    if (text !== undefined) query = query.where((it) => holds(it.ref('asset'), text));
    if (product !== undefined) query = query.where('product', '=', product);
    if (access !== undefined) query = query.where('access', '=', access);
    if (entry !== undefined) query = query.where('entry', '=', entry);
    return await query.orderBy('asset').limit(limit).execute();
  }

  /** The same endpoint goes by another name, two became one, or one became two. */
  async link(link: AssetLinkTable): Promise<void> {
    await this.#db
      .insertInto('asset_links')
      .values(link)
      .onConflict((clash) => clash.doNothing())
      .execute();
  }

  async linksOf(asset: string): Promise<AssetLinkTable[]> {
    return await this.#db
      .selectFrom('asset_links')
      .selectAll()
      .where((or) => or.or([or('was', '=', asset), or('is', '=', asset)]))
      .orderBy('at')
      .execute();
  }
}

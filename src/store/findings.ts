import type { Kysely, SelectQueryBuilder } from 'kysely';
import { SEVERITIES } from '../model/verdict.ts';
import { Tracked, type FindingState } from '../model/tracked.ts';
import { holds } from './holds.ts';
import { batchesOf } from './batches.ts';
import { readBody } from './json.ts';
import type { FindingTable, Tables } from './tables.ts';

export interface Filter {
  readonly states?: readonly FindingState[] | undefined;
  readonly severities?: readonly string[] | undefined;
  readonly product?: string | undefined;
  readonly rule?: string | undefined;
  readonly owner?: string | undefined;
  readonly entry?: string | undefined;
  /** Muted at this time. */
  readonly mutedAt?: string | undefined;
  /** Part of an asset's name. */
  readonly text?: string | undefined;
}

/** Where a page ended, in the order of the list: worst first. */
export interface Cursor {
  readonly rank: number;
  readonly score: number;
  readonly id: string;
}

export interface KeptFinding extends Tracked {
  readonly entry: string;
  readonly updated: string;
}

export interface Tally {
  readonly state: string;
  readonly severity: string;
  readonly count: number;
}

type Query<O> = SelectQueryBuilder<Tables, 'findings', O>;

export class FindingStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async put(tracked: Tracked, entry: string, updated: string): Promise<void> {
    const row = rowOf(tracked, entry, updated);
    const { id: _, ...news } = row;
    await this.#db
      .insertInto('findings')
      .values(row)
      .onConflict((clash) => clash.column('id').doUpdateSet(news))
      .execute();
  }

  /** Many at once, each once. */
  async putAll(all: Iterable<Tracked>, entry: string, updated: string): Promise<void> {
    for (const batch of batchesOf(all)) {
      const rows = batch.map((tracked) => rowOf(tracked, entry, updated));
      const ids = rows.map(({ id }) => id);
      await this.#db.deleteFrom('findings').where('id', 'in', ids).execute();
      await this.#db.insertInto('findings').values(rows).execute();
    }
  }

  /** Those that are known, by their id. */
  async byIds(ids: Iterable<string>): Promise<Map<string, KeptFinding>> {
    const found = new Map<string, KeptFinding>();
    for (const batch of batchesOf(ids)) {
      const rows = await this.#db
        .selectFrom('findings')
        .selectAll()
        .where('id', 'in', batch)
        .execute();
      for (const row of rows) found.set(row.id, keptOf(row));
    }
    return found;
  }

  async byId(id: string): Promise<KeptFinding | undefined> {
    const row = await this.#db
      .selectFrom('findings')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && keptOf(row);
  }

  async ofAsset(asset: string): Promise<KeptFinding[]> {
    const rows = await this.#db
      .selectFrom('findings')
      .selectAll()
      .where('asset', '=', asset)
      .execute();
    return rows.map(keptOf);
  }

  /** Of a few hundred addresses at most. */
  async atAddresses(addresses: readonly string[]): Promise<KeptFinding[]> {
    if (addresses.length === 0) return [];
    const rows = await this.#db
      .selectFrom('findings')
      .selectAll()
      .where('address', 'in', addresses)
      .execute();
    return rows.map(keptOf);
  }

  /** All that a run of this entry could say something about. */
  async *ofEntry(entry: string): AsyncGenerator<KeptFinding> {
    let after = '';
    for (;;) {
      const rows = await this.#db
        .selectFrom('findings')
        .selectAll()
        .where('entry', '=', entry)
        .where('id', '>', after)
        .orderBy('id')
        .limit(500)
        .execute();
      for (const row of rows) yield keptOf(row);
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  /** Worst first. */
  async page(filter: Filter, limit: number, after?: Cursor): Promise<KeptFinding[]> {
    let query = narrow(this.#db.selectFrom('findings').selectAll(), filter)
      .orderBy('rank')
      .orderBy('score', 'desc')
      .orderBy('id')
      .limit(limit);
    if (after) {
      const { rank, score, id } = after;
      query = query.where((it) =>
        it.or([
          it('rank', '>', rank),
          it.and([it('rank', '=', rank), it('score', '<', score)]),
          it.and([it('rank', '=', rank), it('score', '=', score), it('id', '>', id)]),
        ]),
      );
    }
    return (await query.execute()).map(keptOf);
  }

  async counts(filter: Filter): Promise<Tally[]> {
    const rows = await narrow(
      this.#db
        .selectFrom('findings')
        .select((it) => ['state', 'severity', it.fn.countAll().as('count')]),
      filter,
    )
      .groupBy(['state', 'severity'])
      .execute();
    return rows.map(({ state, severity, count }) => ({ state, severity, count: Number(count) }));
  }

  async remove(id: string): Promise<void> {
    await this.#db.deleteFrom('findings').where('id', '=', id).execute();
  }
}

function narrow<O>(query: Query<O>, filter: Filter): Query<O> {
  let narrowed = query;
  const { states, severities, product, rule, owner, entry, mutedAt, text } = filter;
  if (states) narrowed = narrowed.where('state', 'in', [...states]);
  if (severities) narrowed = narrowed.where('severity', 'in', [...severities]);
  if (product !== undefined) narrowed = narrowed.where('product', '=', product);
  if (rule !== undefined) narrowed = narrowed.where('rule', '=', rule);
  if (owner !== undefined) narrowed = narrowed.where('owner', '=', owner);
  if (entry !== undefined) narrowed = narrowed.where('entry', '=', entry);
  if (mutedAt !== undefined) narrowed = narrowed.where('muted_until', '>', mutedAt);
  if (text !== undefined) narrowed = narrowed.where((it) => holds(it.ref('asset'), text));
  return narrowed;
}

function rowOf(tracked: Tracked, entry: string, updated: string): FindingTable {
  const { finding, state, owner, mute, windows } = tracked;
  const { id, rule, asset, product, severity, score, where } = finding;
  const last = windows.at(-1);
  return {
    id,
    rule,
    asset,
    product,
    severity,
    state,
    owner,
    entry,
    updated,
    muted_until: mute?.until ?? null,
    rank: SEVERITIES.indexOf(severity),
    score: score.value,
    address: where.address,
    port: where.port,
    first_open: last?.firstOpen ?? updated,
    last_open: last?.lastOpen ?? updated,
    body: JSON.stringify(tracked),
  };
}

function keptOf({ body, entry, updated }: FindingTable): KeptFinding {
  return { ...readBody(Tracked, body, 'a finding'), entry, updated };
}

/** Looks for all signs of a product, one after another; one that cannot be looked for is said. */
import type { CaseEvent, Indicator } from '../../model/case.ts';
import { UsageError } from '../../model/errors.ts';
import type { Access } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { clickhouse } from './clickhouse.ts';
import { elasticsearch } from './elasticsearch.ts';
import { mariadb } from './mariadb.ts';
import { postgresql } from './postgresql.ts';
import { redis } from './redis.ts';
import { cleaned, type Sign } from './sign.ts';

const SIGNS: Readonly<Record<string, readonly Sign[]>> = {
  redis,
  valkey: redis,
  postgresql,
  mariadb,
  mysql: mariadb,
  clickhouse,
  elasticsearch,
  opensearch: elasticsearch,
};

type Looked = Extract<CaseEvent, { kind: 'indicators' }>;

export interface Look extends Omit<Looked, 'kind'> {
  /** Those that could not be looked for, and why. */
  readonly untold: readonly string[];
}

export async function lookForSigns(access: Access, now: () => Date): Promise<Look> {
  const signs = SIGNS[access.product];
  if (!signs) throw new UsageError(`no signs of compromise are known of ${access.product}`);
  await using asker = await openAsker(access);
  const found: Indicator[] = [];
  const looked: string[] = [];
  const untold: string[] = [];
  for (const { id, kind, title, innocent, look } of signs) {
    try {
      const evidence = cleaned(await look(asker));
      looked.push(id);
      const at = now().toISOString();
      if (evidence.length > 0)
        found.push({ id, product: access.product, kind, title, evidence, innocent, at });
    } catch (error) {
      untold.push(`${id}: ${error instanceof Error ? error.message.slice(0, 120) : 'unknown'}`);
    }
  }
  return { looked, found, untold };
}

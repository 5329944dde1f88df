/**
 * Names of metrics, never their values: those with the most series first, as the server counts them.
 * https://prometheus.io/docs/prometheus/latest/querying/api/#tsdb-stats
 */
import { amountUnknown, exactly } from '../../model/inventory.ts';
import type { HttpInventory } from '../families/http-inventory-table.ts';
import { entriesAt, listEach, numberAt, textsAt } from '../families/http-listed.ts';
import type { HttpReader } from '../families/http-reader.ts';
import { textField } from '../families/http-talk.ts';
import { MOST_LISTED } from '../inventory.ts';

/** The second word is what VictoriaMetrics takes for it. */
const COUNTS = { path: `/api/v1/status/tsdb?limit=${MOST_LISTED}&topN=${MOST_LISTED}` };
const NAMES = { path: '/api/v1/label/__name__/values' };

async function take(reader: HttpReader): Promise<void> {
  const counted = entriesAt(await reader.facts(COUNTS), 'data', 'seriesCountByMetricName');
  const series = new Map(
    counted.flatMap((entry) => {
      const name = textField(entry, 'name');
      return name === undefined ? [] : [[name, numberAt(entry, 'value')] as const];
    }),
  );
  const named = textsAt(await reader.list(NAMES), 'data');
  const names = [...new Set([...series.keys(), ...named])];
  await listEach(reader, names, (name) => {
    const count = series.get(name);
    return {
      kind: 'metric',
      name,
      fields: [],
      rows: count === undefined ? amountUnknown : exactly(count),
    };
  });
}

export const prometheusInventory: HttpInventory = { asks: [COUNTS, NAMES], take };

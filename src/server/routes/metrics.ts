import { SEVERITIES } from '../../model/verdict.ts';
import { endpoint } from '../endpoint.ts';
import type { Facts } from '../facts.ts';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

/** https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format */
function gauge(name: string, help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value]) => {
    const words = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
    return `${name}${words.length === 0 ? '' : `{${words.join(',')}}`} ${value}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} gauge`, ...lines, ''].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

const KEPT_STATES = ['open', 'accepted'] as const;
const DELIVERY_STATES = ['waiting', 'sent', 'dead'] as const;

async function metrics({ store, watcher, entries, version, now }: Facts): Promise<string> {
  const tallies = await store.findings.counts({ states: [...KEPT_STATES] });
  const deliveries = await store.figures.deliveriesByState();
  const oldest = (await store.figures.oldestOpen())?.windows.at(-1)?.firstOpen;
  const lasts: Sample[] = [];
  for (const { name } of entries) {
    const [last] = await store.runs.latest(1, { entry: name });
    if (last?.finished) lasts.push([{ entry: name }, Date.parse(last.finished) / 1000]);
  }
  const open = SEVERITIES.flatMap((severity) =>
    KEPT_STATES.map((state): Sample => {
      const found = tallies.find((each) => each.severity === severity && each.state === state);
      return [{ severity, state }, found?.count ?? 0];
    }),
  );
  const age = oldest === undefined ? 0 : (now().getTime() - Date.parse(oldest)) / 1000;
  return [
    gauge('nightlatch_info', 'What runs here.', [[{ version, store: store.kind }, 1]]),
    gauge('nightlatch_findings', 'Findings that are open or accepted.', open),
    gauge('nightlatch_oldest_open_seconds', 'Since when the oldest is open.', [[{}, age]]),
    gauge('nightlatch_assets', 'Assets that ever answered.', [[{}, await store.figures.assets()]]),
    gauge(
      'nightlatch_deliveries',
      'Messages to receivers by state.',
      DELIVERY_STATES.map((state) => [{ state }, deliveries[state] ?? 0]),
    ),
    gauge('nightlatch_looks_under_way', 'Looks under way.', [[{}, watcher.running.length]]),
    gauge('nightlatch_last_look_timestamp_seconds', 'When the last look at it ended.', lasts),
  ].join('');
}

export const metricRoutes = [
  endpoint({
    method: 'get',
    base: '',
    path: '/metrics',
    id: 'getMetrics',
    summary: 'Figures for Prometheus',
    tag: 'metrics',
    needs: 'metrics',
    media: 'text/plain; version=0.0.4; charset=utf-8',
    handle: async ({ facts }) =>
      new Response(await metrics(facts), {
        headers: { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
      }),
  }),
];

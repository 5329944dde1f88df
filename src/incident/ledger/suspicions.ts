/** Signs that a record was thinned or wiped, each with how it comes about where nobody meant harm. */
import type { Ledger } from '../../model/ledger.ts';
import type { Suspicious } from '../trails/tracker.ts';
import type { VisitDraft } from './visit-draft.ts';

export type Suspicion = Ledger['suspicions'][number];

const INNOCENT: Readonly<Record<string, string>> = {
  'log-switched-off': 'an administrator thins a log that grows too fast',
  'log-changed': 'an administrator changes what is logged',
  hole: 'logrotate with copytruncate under a writer that keeps its place',
  'cut-off': 'the file was copied while it was written, or the disk was full',
  'clock-went-back': 'a clock was set, or daylight saving ended in a log without a zone',
  'silent-stretch': 'nothing happened: a holiday, a stopped service, a night',
  'records-skipped': 'the collector had too much to do',
  'replication-scar': 'an owner moved the data to another master',
  'counters-reset': 'a monitoring script starts its counters anew',
  'not-in-query-log':
    'the query log is written late, is thinned by settings, or was exported before the server log',
  'more-bytes-than-explained': 'another service on the same host answers the same address',
  'claims-to-be-nightlatch': 'another version of Nightlatch with other limits',
  'too-many-addresses': 'a service that everybody uses',
  'not-one-of-ours': 'a log whose first lines are of another kind',
};

export function suspicion({ kind, at, evidence }: Suspicious, source: string): Suspicion {
  return {
    kind,
    at: at === null ? null : new Date(at).toISOString(),
    source,
    evidence,
    innocent: INNOCENT[kind] ?? 'not known',
  };
}

const WORTH_SAYING = 65_536;
/** A network counts headers, retries and TLS; beyond this much more it counts answers that the log does not have. */
const TOO_MANY_TIMES = 3;

function most(
  visit: VisitDraft,
  kinds: (id: string) => boolean,
  key: 'ram' | 'payload' | 'wire',
): number {
  let bytes = 0;
  for (const [kind, sums] of visit.totals)
    if (kinds(kind))
      bytes = Math.max(
        bytes,
        Object.values(sums).reduce((all, sum) => all + sum[key], 0),
      );
  return bytes;
}

const OF_NETWORKS = new Set([
  'aws-vpc-flow-log',
  'zeek-conn-log',
  'conntrack',
  'web-access-log',
  'caddy-access-log',
]);

/** Two trails of the same visit hold each other to account. */
export function crossChecks(visit: VisitDraft): Suspicious[] {
  const found: Suspicious[] = [];
  const inLog = visit.requests.get('clickhouse-query-log');
  const inServer = visit.requests.get('clickhouse-server-log') ?? 0;
  if (inLog !== undefined && inServer > inLog) found.push(hidden(visit, inServer - inLog));
  const isNetwork = (id: string) => OF_NETWORKS.has(id);
  const network = Math.max(most(visit, isNetwork, 'payload'), most(visit, isNetwork, 'wire'));
  const isStore = (id: string) => !OF_NETWORKS.has(id);
  const explained = Math.max(
    most(visit, isStore, 'ram'),
    most(visit, isStore, 'payload'),
    most(visit, isStore, 'wire'),
  );
  const hasStore = [...visit.totals.keys()].some(isStore);
  if (hasStore && network > WORTH_SAYING && network > TOO_MANY_TIMES * explained)
    found.push({
      kind: 'more-bytes-than-explained',
      at: visit.from,
      evidence: `the network shows ${network} bytes to ${visit.address}, the store's own log explains ${explained}`,
    });
  return found;
}

export function hidden(visit: VisitDraft, requests: number): Suspicious {
  return {
    kind: 'not-in-query-log',
    at: visit.from,
    evidence: `${requests === 1 ? '1 query' : `${requests} queries`} of ${visit.address} ${requests === 1 ? 'stands' : 'stand'} in the server log and not in query_log`,
  };
}

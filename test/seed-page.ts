/** Fills a store as weeks of looks would, with every state of a finding: for looking at the page. The same every time. */
import { accept, advance, assign, opened, type Step } from '../src/findings/lifecycle.ts';
import { findingId } from '../src/findings/identity.ts';
import type { Finding } from '../src/model/finding.ts';
import { exactly, type ClassHit, type Inventory } from '../src/model/inventory.ts';
import type { Coverage, RunFacts } from '../src/model/run.ts';
import type { NetworkObservation } from '../src/model/observation.ts';
import type { Change, Tracked } from '../src/model/tracked.ts';
import { SEVERITIES, type Severity } from '../src/model/verdict.ts';
import type { Session, Store } from '../src/store/store.ts';
import { observation } from './rule-cases.ts';
import { sampleFinding } from './sample-finding.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ENTRIES = ['lab', 'production'] as const;
const OWNERS = [null, 'payments', 'search', 'maria@example.org'];

interface Kind {
  readonly product: string;
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  readonly asked: string;
  readonly answered: string;
}

const KINDS: readonly Kind[] = [
  ['clickhouse', 'ClickHouse', 8123, 'http', 'GET /?query=SHOW TABLES', '200, a list of 14 names'],
  ['redis', 'Redis', 6379, 'resp', 'INFO keyspace', 'a bulk string with 3 databases'],
  ['postgresql', 'PostgreSQL', 5432, 'pgwire', 'startup as postgres', 'AuthenticationOk'],
  ['elasticsearch', 'Elasticsearch', 9200, 'http', 'GET /_cat/indices', '200, 22 indices'],
  ['mongodb', 'MongoDB', 27_017, 'mongodb', 'listDatabases', 'ok: 1, 5 databases'],
].map(([product, name, port, protocol, asked, answered]) => ({
  product: String(product),
  name: String(name),
  port: Number(port),
  protocol: String(protocol),
  asked: String(asked),
  answered: String(answered),
}));

const WORDS: Readonly<Record<Severity, number>> = {
  critical: 92,
  high: 71,
  medium: 48,
  low: 22,
  info: 5,
};

function severityAt(index: number): Severity {
  const place = [0, 1, 1, 2, 2, 2, 3, 3, 4, 2][index % 10] ?? 0;
  return SEVERITIES[place] ?? 'info';
}

interface Placed {
  readonly kind: Kind;
  readonly address: string;
  readonly asset: string;
}

function placeAt(index: number): Placed {
  const kind = KINDS[index % KINDS.length] ?? KINDS[0]!;
  const address = `10.${20 + Math.floor(index / 62_500)}.${Math.floor(index / 250) % 250}.${1 + (index % 250)}`;
  return { kind, address, asset: `${address}:${kind.port}` };
}

function findingAt(index: number): Finding {
  const { kind, address, asset } = placeAt(index);
  const severity = severityAt(index);
  const base = sampleFinding({ asset });
  return {
    ...base,
    id: findingId('anonymous-access', asset),
    severity,
    title: `${kind.name} answers without a password`,
    product: kind.product,
    where: { address, port: kind.port, transport: 'tcp' },
    why: `${kind.name} listed its contents to a caller that gave no credentials.`,
    remedy: `Set a password for every user of ${kind.name}, and let it listen on a private address alone.`,
    references: ['https://owasp.org/Top10/A07_2021-Identification_and_Authentication_Failures/'],
    score: {
      ...base.score,
      value: WORDS[severity],
      reach: { word: 'the same network segment', weight: 0.8 },
      control: { word: 'read and write', weight: 0.9 },
      magnitude: { word: 'personal data', weight: 0.9 },
    },
  };
}

/** One table that holds these. */
export function logsWith(classes: readonly ClassHit[], more = 0): Inventory {
  return {
    complete: true,
    notReached: '',
    items: [
      {
        kind: 'table',
        name: 'default.log_stream',
        rows: exactly(1_000_000 + more),
        bytes: exactly(250_000_000),
        fields: [{ name: 'customer_email', type: 'String' }],
        classes: [...classes],
        people: exactly(41_200),
      },
    ],
  };
}

function inventoryAt(index: number): Inventory {
  const hit = (of: 'chat-log' | 'secret' | 'personal', kind: string, field: string) => ({
    class: of,
    kind,
    field,
    matched: 19,
    sampled: 20,
    confidence: 0.97,
  });
  const classes =
    index % 3 === 0
      ? [hit('chat-log', 'openai', 'messages'), hit('secret', 'aws-key', 'string.values')]
      : [hit('personal', 'email', 'customer_email')];
  return logsWith(classes, index);
}

function observationAt(index: number, at: string): NetworkObservation {
  const { kind, address, asset } = placeAt(index);
  return observation({
    asset,
    at,
    endpoint: { address, port: kind.port, transport: 'tcp' },
    product: kind.product,
    protocol: kind.protocol,
    version: '1.2.3',
    access: 'open',
    grants: 'read-write',
    reason: `${kind.asked} was answered without credentials.`,
    proof: [{ asked: kind.asked, answered: kind.answered }],
    control: [{ asked: 'a verb that does not exist', answered: 'refused: no such command' }],
    ...(index % 4 === 0 && { inventory: inventoryAt(index) }),
  });
}

/** What became of one finding until now. */
function lifeAt(index: number, now: number): Step {
  const iso = (before: number): string => new Date(now - before).toISOString();
  const age = ((index * 37) % 40) * DAY + 3 * HOUR + 12 * MINUTE + (index % 50) * MINUTE;
  const finding = findingAt(index);
  const changes: Change[] = [];
  let tracked: Tracked | undefined;
  const take = (step: Step): void => {
    tracked = step.tracked;
    changes.push(...step.changes);
  };
  take(opened(finding, iso(age), index % 2 === 0 ? iso(age + 15 * MINUTE) : null));
  const current = (): Tracked => tracked!;
  const owner = OWNERS[index % OWNERS.length] ?? null;
  if (owner !== null) take(assign(current(), owner, 'night', iso(age - MINUTE)));
  if (index % 7 === 3) {
    const until = new Date(now + 20 * DAY).toISOString();
    const why = 'It is moved behind the VPN with the next release.';
    take(accept(current(), { by: 'maria', reason: why, until, at: iso(age / 2) }));
  }
  if (index % 5 === 4) take(advance(current(), { kind: 'shut' }, iso(age / 2)));
  if (index % 10 === 9) take(advance(current(), { kind: 'shut' }, iso(age / 3)));
  if (index % 20 === 14) take(advance(current(), { kind: 'open', finding }, iso(age / 4)));
  return { tracked: current(), changes };
}

/** A run from its beginning to its end. */
export async function record(
  runs: Session['runs'],
  run: RunFacts & { readonly entry: string },
  coverage: Pick<Coverage, 'endpoints' | 'connections' | 'byAccess'> & Partial<Coverage>,
): Promise<void> {
  await runs.begin(run);
  const nothing = { refused: 0, silent: 0, unknownRules: {}, gaps: [], blindSpots: [] };
  await runs.end(run, { ...nothing, undeclaredRequests: 0, ...coverage });
}

async function seedRuns({ runs, observations }: Session, count: number, now: number) {
  for (let index = 0; index < 6; index += 1) {
    const started = new Date(now - (index + 1) * HOUR).toISOString();
    const finished = new Date(now - (index + 1) * HOUR + 95_000).toISOString();
    const id = `run-${index}`;
    const entry = ENTRIES[index % ENTRIES.length] ?? 'lab';
    const run = { id, version: '1.2.3', started, finished, vantage: 'segment' };
    await record(
      runs,
      { ...run, entry, interrupted: index === 3 },
      {
        ...{ endpoints: count * 3, connections: count * 4, refused: count, silent: count },
        byAccess: { open: count, protected: 12 },
        gaps: [{ target: '10.20.9.0/24', reason: 'nothing answered from there at all' }],
        blindSpots: ['what listens on UDP only'],
      },
    );
  }
  const seen = Array.from({ length: count }, (_, index) =>
    observationAt(index, new Date(now - HOUR).toISOString()),
  );
  await observations.add('run-0', seen);
  return seen;
}

export async function seedPage(store: Store, count: number, now: Date): Promise<void> {
  const at = now.toISOString();
  await store.transaction(async (session) => {
    const seen = await seedRuns(session, count, now.getTime());
    await session.assets.seen('lab', seen);
    await session.dataMap.seen(seen, 'segment');
    const changes: Change[] = [];
    for (let index = 0; index < count; index += 1) {
      const life = lifeAt(index, now.getTime());
      await session.findings.put(life.tracked, ENTRIES[index % 2] ?? 'lab', at);
      changes.push(...life.changes);
    }
    const inOrder = changes.toSorted((a, b) => (a.at < b.at ? -1 : 1));
    for (let from = 0; from < inOrder.length; from += 500)
      await session.changes.add(inOrder.slice(from, from + 500), null);
    const body = JSON.stringify({ summary: 'Critical: ClickHouse answers without a password' });
    const created = new Date(now.getTime() - HOUR).toISOString();
    await session.deliveries.add({ id: 'd1', receiver: 'hook', created, next_at: created, body });
    const news = { attempts: 8, next_at: created, error: 'hooks.example: 503' };
    await session.deliveries.settle('d1', { ...news, state: 'dead' });
  });
}

/** The lab's core tier, each product open and secured, on its usual and on an odd port, in one run of the program. */
import { readFileSync } from 'node:fs';
import { labProducts, type LabServer, missing, startServer } from '../lab/index.ts';
import { atLeast, atMost, type Result, round, say } from './figure.ts';
import { runAudit } from './nightlatch.ts';
import { onLoopback } from './place.ts';

interface Case {
  readonly id: string;
  readonly state: string;
  /** Ids that are right: what cannot be told from the original carries the original's. */
  readonly products: readonly string[];
  readonly access: readonly string[];
}

const OPEN = ['open'];
const PROTECTED = ['protected'];

/** What must be said of whom. With leave for empty passwords, since MySQL's kin always ask for one. */
const EXPECTED: readonly Case[] = [
  { id: 'redis', state: 'open', products: ['redis'], access: OPEN },
  { id: 'redis', state: 'password', products: ['redis'], access: PROTECTED },
  { id: 'clickhouse', state: 'open', products: ['clickhouse'], access: OPEN },
  { id: 'clickhouse', state: 'password', products: ['clickhouse'], access: PROTECTED },
  { id: 'postgresql', state: 'open', products: ['postgresql'], access: OPEN },
  { id: 'postgresql', state: 'password', products: ['postgresql'], access: PROTECTED },
  { id: 'pgbouncer', state: 'open', products: ['pgbouncer'], access: OPEN },
  { id: 'pgbouncer', state: 'password', products: ['pgbouncer', 'postgresql'], access: PROTECTED },
  { id: 'mariadb', state: 'open', products: ['mariadb'], access: ['passwordless'] },
  { id: 'mariadb', state: 'password', products: ['mariadb'], access: PROTECTED },
  { id: 'memcached', state: 'open', products: ['memcached'], access: OPEN },
  { id: 'memcached', state: 'password', products: ['memcached'], access: PROTECTED },
  { id: 'etcd', state: 'open', products: ['etcd'], access: OPEN },
  { id: 'etcd', state: 'password', products: ['etcd'], access: PROTECTED },
  { id: 'nginx', state: 'open', products: ['http', 'nginx'], access: ['identified'] },
  { id: 'nginx', state: 'password', products: ['http', 'nginx'], access: PROTECTED },
  { id: 'ferretdb', state: 'open', products: ['mongodb', 'ferretdb'], access: OPEN },
  { id: 'ferretdb', state: 'password', products: ['mongodb', 'ferretdb'], access: PROTECTED },
  { id: 'elasticsearch', state: 'open', products: ['elasticsearch'], access: OPEN },
  { id: 'elasticsearch', state: 'password', products: ['elasticsearch'], access: PROTECTED },
  { id: 'opensearch', state: 'open', products: ['opensearch'], access: OPEN },
];

const MOST_SECONDS = 20;

interface Seen {
  readonly endpoint: { readonly address: string; readonly port: number };
  readonly product: string | null;
  readonly access: string;
}

interface Standing {
  readonly expected: Case;
  readonly where: 'usual' | 'odd';
  readonly server: LabServer;
}

const LETS_IN = new Set(['open', 'partial', 'passwordless', 'default-password', 'unclaimed']);

export async function lab(only: readonly string[]): Promise<Result> {
  const states = new Map(labProducts().map((product) => [product.id, product.states]));
  const wanted = EXPECTED.filter(({ id }) => only.length === 0 || only.includes(id));
  const skipped = [...new Set(wanted.map(({ id }) => id))].flatMap((id) => {
    const reason = missing(id);
    return reason === undefined ? [] : [`${id}: ${reason}`];
  });
  const here = wanted.filter(
    ({ id, state }) => missing(id) === undefined && states.get(id)?.includes(state),
  );
  const standing: Standing[] = [];
  try {
    for (const expected of here) {
      for (const where of ['usual', 'odd'] as const) {
        say(`  starting ${expected.id}, ${expected.state}, ${where} port`);
        const server = await startServer(expected.id, expected.state, { port: where });
        standing.push({ expected, where, server });
      }
    }
    return await judge(standing, skipped);
  } finally {
    await Promise.all(standing.map(({ server }) => server.stop()));
  }
}

async function judge(standing: readonly Standing[], skipped: readonly string[]): Promise<Result> {
  // Many servers share 127.0.0.1 and the like with the machine's own: each is asked where it stands, and nothing else.
  const targets = standing.map(({ server: { address, port } }) => `${address}:${port}`);
  const place = onLoopback;
  const ran = await runAudit(place, [...targets, '--accounts', 'empty'], {
    look: (file) => JSON.parse(readFileSync(file, 'utf8')) as { observations: Seen[] },
  });
  const seen = new Map(
    (ran.seen?.observations ?? []).map((each) => [
      `${each.endpoint.address}:${each.endpoint.port}`,
      each,
    ]),
  );
  const rows = standing.map((each) => rowOf(each, seen));
  const wrong = rows.filter(({ right }) => !right);
  const falsePositives = rows.filter(({ falsePositive }) => falsePositive).length;
  return {
    figures: {
      endpoints: rows.length,
      right: rows.length - wrong.length,
      falsePositives,
      seconds: round(ran.seconds),
      connections: ran.coverage.connections,
      wrong: wrong.map(({ what, said, expected }) => ({ what, said, expected })),
    },
    must: [
      atLeast('right', rows.length - wrong.length, rows.length),
      atMost('false positives', falsePositives, 0),
      atMost('seconds', ran.seconds, MOST_SECONDS),
    ],
    skipped,
  };
}

function rowOf({ expected, where, server }: Standing, all: ReadonlyMap<string, Seen>) {
  const seen = all.get(`${server.address}:${server.port}`);
  const right =
    seen !== undefined &&
    expected.products.includes(seen.product ?? '') &&
    expected.access.includes(seen.access);
  const secured = !expected.access.some((word) => LETS_IN.has(word));
  return {
    what: `${expected.id}, ${expected.state}, ${where} port`,
    said: seen ? `${seen.product}, ${seen.access}` : 'nothing',
    expected: `${expected.products.join(' or ')}, ${expected.access.join(' or ')}`,
    right,
    falsePositive: secured && LETS_IN.has(seen?.access ?? ''),
  };
}

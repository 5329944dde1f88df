/** The lab's core tier, each product open and secured, on its usual and on an odd port, in one run of the program. */
import { readFileSync } from 'node:fs';
import { labProducts, type LabServer, missing, startServer } from '../lab/index.ts';
import { atLeast, atMost, type Result, round, say } from './figure.ts';
import { runAudit } from './nightlatch.ts';
import { onLoopback } from './place.ts';

interface Case {
  readonly id: string;
  readonly state: string;
  readonly products: readonly string[];
  readonly access: readonly string[];
}

/**
 * What must be said of whom: lab's id, state, ids that are right (what cannot be told from the original carries the
 * original's), access. With leave for empty passwords, since MySQL's kin and FTP always ask for an account.
 */
const TABLE = `
redis open redis open
redis password redis protected
clickhouse open clickhouse open
clickhouse password clickhouse protected
postgresql open postgresql open
postgresql password postgresql protected
pgbouncer open pgbouncer open
pgbouncer password pgbouncer,postgresql protected
mariadb open mariadb passwordless
mariadb password mariadb protected
memcached open memcached open
memcached password memcached protected
etcd open etcd open
etcd password etcd protected
nginx open http identified
nginx listing http partial
nginx password http protected
ferretdb open mongodb,ferretdb open
ferretdb password mongodb,ferretdb protected
elasticsearch open elasticsearch open
elasticsearch password elasticsearch protected
opensearch open opensearch open
nats-server open nats open
nats-server password nats protected
mosquitto open mqtt open
mosquitto password mqtt protected
kafka open kafka open
zookeeper open zookeeper open
zookeeper login zookeeper protected
rabbitmq password rabbitmq protected
influxdb open influxdb open
influxdb password influxdb protected
influxdb unclaimed influxdb unclaimed
prometheus open prometheus open
prometheus password prometheus,http protected
alertmanager open alertmanager open
node-exporter open node-exporter open
pushgateway open pushgateway open
victoriametrics open victoriametrics open
docker-registry open docker-registry open
docker-registry password docker-registry protected
slapd open ldap open
slapd password ldap protected
rsync open rsync open
rsync password rsync protected
vsftpd open ftp passwordless
vsftpd password ftp protected
samba open smb open
samba password smb partial
samba restricted smb protected
caddy open caddy open
traefik open traefik open
envoy open envoy open
rclone open rclone open
seaweedfs open seaweedfs open
questdb open questdb open
questdb password questdb protected
pouchdb open pouchdb open
neo4j open neo4j open
neo4j password neo4j protected
cassandra open cassandra open
cassandra password cassandra protected
chroma open chroma open
jupyter open jupyter open
jupyter password jupyter protected
node-red open node-red open
gradio open gradio open
mcp open mcp open
mcp bearer mcp protected
`;

const EXPECTED: readonly Case[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [id = '', state = '', products = '', access = ''] = line.split(' ');
    return { id, state, products: products.split(','), access: access.split(',') };
  });

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

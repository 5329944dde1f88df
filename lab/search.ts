import { cached } from './cache.ts';
import type { HttpAnswer, HttpQuestion } from './dial.ts';
import { type Site, LabError } from './product.ts';

export const JAVA_FLAGS: readonly string[] = [
  '-Xms64m',
  '-Xmx256m',
  '-XX:+UseSerialGC',
  // The lab wants the first answer soon, not the thousandth.
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
];

const DOCUMENTS = 100;

function bulk(): string {
  const lines = Array.from({ length: DOCUMENTS }, (_, index) => [
    JSON.stringify({ index: { _id: String(index) } }),
    JSON.stringify({ name: `Customer ${index}`, email: `customer${index}@mail.example` }),
  ]);
  return `${lines.flat().join('\n')}\n`;
}

/** Puts a hundred documents into an index, given as its path: Elasticsearch 6 wants a type in it. */
export async function fillIndex(
  http: (question: HttpQuestion) => Promise<HttpAnswer>,
  index: string,
  account: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { status, body } = await http({
    method: 'POST',
    path: `/${index}/_bulk?refresh=true`,
    headers: { 'Content-Type': 'application/x-ndjson', ...account },
    body: bulk(),
    patience: 60_000,
  });
  if (status !== 200 || body.includes('"errors":true')) throw new LabError(`seeding got ${body}`);
}

/** What listens where no plugin brings listeners of its own. */
export const PLAIN_LISTENERS = { 'transport.type': 'netty4', 'http.type': 'netty4' };

export async function writeSettings(
  site: Site,
  own: Readonly<Record<string, string>>,
): Promise<void> {
  await site.makeFolder('config');
  const settings: Readonly<Record<string, string>> = {
    'cluster.name': 'nightlatch-lab',
    'node.name': 'lab-1',
    'network.host': site.address,
    'http.port': String(site.port('http')),
    'transport.port': String(site.port('transport')),
    'discovery.type': 'single-node',
    'node.processors': '1',
    'cluster.routing.allocation.disk.threshold_enabled': 'false',
    ...own,
    ...site.settings,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}: ${value}\n`);
  await site.write('config/lab.yml', lines.join(''));
}

/** Starts what lab/install.sh has put together from jars under this name. */
export function startJars(site: Site, home: string, ...plugins: readonly string[]): string[] {
  const classes = `${cached(home, 'classes')}:${cached(home, 'lib')}/*`;
  return ['java', ...JAVA_FLAGS, '-cp', classes, 'LabNode', site.folder, ...plugins];
}

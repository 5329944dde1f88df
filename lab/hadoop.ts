import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { type Launch, type Product, type Site } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const BUILD = 'hadoop-3.4.1';

/** Libraries of Hadoop reach into the runtime, as its own scripts allow. */
export const REACHING = '--add-opens=java.base/java.lang=ALL-UNNAMED';

const LOGGING = `log4j.rootLogger=WARN, out
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.SimpleLayout
`;

/** What Hadoop and HBase call a site file. */
export function siteFile(settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(
    ([name, value]) => `<property><name>${name}</name><value>${value}</value></property>\n`,
  );
  return `<configuration>\n${lines.join('')}</configuration>\n`;
}

export async function writeLogging(site: Site): Promise<void> {
  await site.write('config/log4j.properties', LOGGING);
}

/** A folder with these files on the class path, and one of Hadoop's programs that finds them there. */
async function program(
  site: Site,
  files: Readonly<Record<string, Readonly<Record<string, string>>>>,
  main: string,
): Promise<readonly string[]> {
  const folder = await site.makeFolder('config');
  for (const [name, settings] of Object.entries(files))
    await site.write(`config/${name}.xml`, siteFile(settings));
  await writeLogging(site);
  const classPath = `${folder}:${cached(BUILD)}/*`;
  return ['java', ...JAVA_FLAGS, REACHING, '-cp', classPath, main];
}

async function answers(site: Site, path: string, word: string): Promise<boolean> {
  const { status, body } = await askHttp(site.dial('http'), { path });
  return status === 200 && body.includes(word);
}

const shared = {
  states: ['open'],
  needs: ['java'],
  heavy: BUILD,
  patience: 120_000,
  missing: () => missingFromCache(BUILD),
} as const;

/** It answers before it knows this of itself. */
const STATUS = '/jmx?qry=Hadoop:service=NameNode,name=NameNodeStatus';

/** A NameNode, whose pages come with the archive and not with its jars: in their place is an empty one. */
export const hdfs: Product = {
  ...shared,
  id: 'hdfs',
  ports: { http: 9870, rpc: 8020 },
  async launch(site): Promise<Launch> {
    const rpc = `${site.address}:${site.port('rpc')}`;
    const settings = {
      'dfs.namenode.name.dir': `${site.folder}/names`,
      'dfs.namenode.rpc-address': rpc,
      'dfs.namenode.http-address': `${site.address}:${site.port('http')}`,
    };
    const files = { 'core-site': { 'fs.defaultFS': `hdfs://${rpc}` }, 'hdfs-site': settings };
    const argv = await program(site, files, 'org.apache.hadoop.hdfs.server.namenode.NameNode');
    await site.makeFolder('config/webapps');
    await site.makeFolder('config/webapps/hdfs');
    await site.write('config/webapps/hdfs/index.html', '<html></html>\n');
    await site.run([...argv, '-format', '-nonInteractive']);
    return { argv, ready: () => answers(site, STATUS, 'NameNodeStatus') };
  },
};

/** A ResourceManager that no node has joined. */
export const yarn: Product = {
  ...shared,
  id: 'yarn',
  ports: { http: 8088, client: 8032, scheduler: 8030, tracker: 8031, admin: 8033 },
  async launch(site): Promise<Launch> {
    const at = (port: string): string => `${site.address}:${site.port(port)}`;
    const files = {
      'yarn-site': {
        'yarn.resourcemanager.webapp.address': at('http'),
        'yarn.resourcemanager.address': at('client'),
        'yarn.resourcemanager.scheduler.address': at('scheduler'),
        'yarn.resourcemanager.resource-tracker.address': at('tracker'),
        'yarn.resourcemanager.admin.address': at('admin'),
      },
      'capacity-scheduler': {
        'yarn.scheduler.capacity.root.queues': 'default',
        'yarn.scheduler.capacity.root.default.capacity': '100',
      },
    };
    const main = 'org.apache.hadoop.yarn.server.resourcemanager.ResourceManager';
    const argv = await program(site, files, main);
    return { argv, ready: () => answers(site, '/ws/v1/cluster/info', 'STARTED') };
  },
};

import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { REACHING, siteFile, writeLogging } from './hadoop.ts';
import type { Product, Site } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const BUILD = 'hbase-2.6.1';
const BEAN = '/jmx?qry=Hadoop:service=HBase,name=Master,sub=Server';

const ALSO_REACHING = [
  '--add-opens=java.base/java.nio=ALL-UNNAMED',
  '--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED',
];

function settings(site: Site): Readonly<Record<string, string>> {
  const port = (name: string): string => String(site.port(name));
  return {
    'hbase.rootdir': `file://${site.folder}/data`,
    'hbase.tmp.dir': `${site.folder}/tmp`,
    'hbase.unsafe.stream.capability.enforce': 'false',
    // Its own ZooKeeper binds this address, whatever it is told.
    'hbase.zookeeper.quorum': '127.0.0.1',
    'hbase.zookeeper.property.clientPort': port('zookeeper'),
    'hbase.master.hostname': site.address,
    'hbase.master.port': port('master'),
    'hbase.master.info.bindAddress': site.address,
    'hbase.master.info.port': port('http'),
    'hbase.regionserver.hostname': site.address,
    'hbase.regionserver.port': port('region'),
    'hbase.regionserver.info.port': '-1',
  };
}

/** A master with its region server and its ZooKeeper in one process. */
export const hbase: Product = {
  id: 'hbase',
  ports: { http: 16_010, master: 16_000, region: 16_020, zookeeper: 0 },
  states: ['open'],
  needs: ['java'],
  heavy: BUILD,
  patience: 180_000,
  missing: () => missingFromCache(BUILD),
  async launch(site) {
    const folder = await site.makeFolder('config');
    await site.write('config/hbase-site.xml', siteFile(settings(site)));
    await writeLogging(site);
    const classPath = `${folder}:${cached(BUILD)}/*`;
    const main = 'org.apache.hadoop.hbase.master.HMaster';
    return {
      argv: ['java', ...JAVA_FLAGS, REACHING, ...ALSO_REACHING, '-cp', classPath, main, 'start'],
      async ready() {
        const { body } = await askHttp(site.dial('http'), { path: BEAN });
        return body.includes('"numRegionServers": 1');
      },
    };
  },
};

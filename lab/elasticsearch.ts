import { join } from 'node:path';
import { cached, missingFromCache } from './cache.ts';
import { type HttpAnswer, type HttpQuestion, askHttp, basicAuthorization, secure } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD } from './product.ts';
import { JAVA_FLAGS, fillIndex } from './search.ts';

const HOME = 'elasticsearch-6.8.23';

async function securitySettings(site: Site): Promise<readonly string[]> {
  const enabled = 'xpack.security.enabled: true';
  const anonymous = [
    'xpack.security.authc.anonymous.username: anon',
    'xpack.security.authc.anonymous.roles: monitoring_user',
    'xpack.security.authc.anonymous.authz_exception: true',
  ];
  switch (site.state) {
    case 'password':
    case 'default-password':
      return [enabled];
    case 'anonymous':
      return [enabled, ...anonymous];
    case 'tls':
      return [enabled, ...(await tlsSettings(site))];
    default:
      return [];
  }
}

/** Files have to lie in the folder of the configuration, or the server may not read them. */
async function tlsSettings(site: Site): Promise<readonly string[]> {
  const { cert, key } = await site.certificate('good');
  await site.run(['cp', cert, 'config/http.crt']);
  await site.run(['cp', key, 'config/http.key']);
  return [
    'xpack.security.http.ssl.enabled: true',
    'xpack.security.http.ssl.certificate: http.crt',
    'xpack.security.http.ssl.key: http.key',
  ];
}

async function http(site: Site, question: HttpQuestion): Promise<HttpAnswer> {
  const plain = site.dial('http');
  return await askHttp(site.state === 'tls' ? secure(plain) : plain, question);
}

async function writeConfiguration(site: Site): Promise<void> {
  await site.run(['cp', '-r', cached(HOME, 'config'), 'config']);
  const settings = Object.entries(site.settings).map(([name, value]) => `${name}: ${value}`);
  const lines = [
    'cluster.name: nightlatch-lab',
    `network.host: ${site.address}`,
    `http.port: ${site.port('http')}`,
    `transport.port: ${site.port('transport')}`,
    'discovery.type: single-node',
    'xpack.ml.enabled: false',
    'cluster.routing.allocation.disk.threshold_enabled: false',
    `path.data: ${join(site.folder, 'data')}`,
    `path.logs: ${join(site.folder, 'logs')}`,
    ...(await securitySettings(site)),
    ...settings,
  ];
  await site.write('config/elasticsearch.yml', `${lines.join('\n')}\n`);
}

/** The password that 5.x shipped, and that many kept. */
const PUBLISHED = 'changeme';

/** 6.8 with X-Pack, from the Maven registry by lab/install.sh. Settings go into its YAML file. */
export const elasticsearch: Product = {
  id: 'elasticsearch',
  ports: { http: 9200, transport: 9300 },
  states: ['open', 'password', 'default-password', 'tls', 'anonymous'],
  needs: ['java'],
  missing: () => missingFromCache(`${HOME}/bin/elasticsearch`),
  patience: 180_000,
  async launch(site) {
    const isOpen = site.state === 'open';
    await writeConfiguration(site);
    const env = {
      ES_PATH_CONF: join(site.folder, 'config'),
      ES_JAVA_OPTS: JAVA_FLAGS.join(' '),
      ES_TMPDIR: site.folder,
    };
    const password = site.state === 'default-password' ? PUBLISHED : LAB_PASSWORD;
    const headers = isOpen ? {} : basicAuthorization('elastic', password);
    if (!isOpen) {
      const keystore = cached(HOME, 'bin/elasticsearch-keystore');
      const add = ['add', '--stdin', 'bootstrap.password'];
      const environment = Object.entries(env).map(([name, value]) => `${name}=${value}`);
      await site.run(['env', ...environment, keystore, 'create']);
      await site.run(['env', ...environment, keystore, ...add], password);
    }
    return {
      argv: [cached(HOME, 'bin/elasticsearch')],
      env,
      async ready() {
        const { status } = await http(site, { path: '/_cluster/health', headers });
        return status === 200;
      },
      async seed() {
        const tell = async (question: HttpQuestion): Promise<HttpAnswer> =>
          await http(site, question);
        await fillIndex(tell, 'customers/_doc', headers);
      },
    };
  },
};

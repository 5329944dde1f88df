import { readFile } from 'node:fs/promises';
import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const BUILD = 'trino-368';

/** What wants a token is taken inside TLS only. */
async function secured(site: Site): Promise<Readonly<Record<string, string | number>>> {
  const { cert, key } = await site.certificate('good');
  const texts = await Promise.all([key, cert].map(async (path) => await readFile(path, 'utf8')));
  const store = await site.write('both.pem', texts.join(''));
  const secret = await site.write(
    'key.txt',
    Buffer.from(LAB_PASSWORD.repeat(8)).toString('base64'),
  );
  return {
    'http-server.https.enabled': 'true',
    'http-server.https.port': site.port('https'),
    'http-server.https.keystore.path': store,
    'http-server.authentication.type': 'JWT',
    'http-server.authentication.jwt.key-file': secret,
    'internal-communication.shared-secret': LAB_PASSWORD,
  };
}

/** From its jars, without a connector. `token` asks for a signed one. Settings go into its settings file. */
export const trino: Product = {
  id: 'trino',
  ports: { http: 8080, https: 8443 },
  states: ['open', 'token'],
  needs: ['java'],
  heavy: BUILD,
  patience: 180_000,
  missing: () => missingFromCache(BUILD),
  async launch(site) {
    const settings = {
      coordinator: 'true',
      'node-scheduler.include-coordinator': 'true',
      'http-server.http.port': site.port('http'),
      'node.internal-address': site.address,
      'discovery.uri': `http://${site.address}:${site.port('http')}`,
      ...(site.state === 'token' ? await secured(site) : {}),
      ...site.settings,
    };
    const file = await site.write('config.properties', joinedFlags(settings).join('\n'));
    const node = {
      'node.environment': 'lab',
      'node.id': 'lab-1',
      'node.bind-ip': site.address,
      'node.data-dir': await site.makeFolder('data'),
      'plugin.dir': await site.makeFolder('plugin'),
      'jdk.attach.allowAttachSelf': 'true',
      config: file,
    };
    await site.makeFolder('etc');
    return {
      argv: [
        'java',
        ...JAVA_FLAGS,
        ...joinedFlags(prefixed('-D', node)),
        '-cp',
        `${cached(BUILD)}/*`,
        'io.trino.server.TrinoServer',
      ],
      async ready() {
        const { body } = await askHttp(site.dial('http'), { path: '/v1/info' });
        return body.includes('"starting":false');
      },
    };
  },
};

import { readFileSync } from 'node:fs';
import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import type { Product, Site } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const HOME = 'activemq-5.18.3';

/** Its own set-up, but for where it listens and whether the console asks. */
async function writeConfiguration(site: Site): Promise<void> {
  await site.run(['cp', '-r', cached(HOME, 'conf'), 'conf']);
  const read = (name: string): string => readFileSync(cached(HOME, 'conf', name), 'utf8');
  const broker = read('activemq.xml')
    // The other protocols are at home in other products of the lab.
    .replaceAll(/^ *<transportConnector name="(?!openwire|amqp)[^>]*\/>\n/gm, '')
    .replace('tcp://0.0.0.0:61616', `tcp://${site.address}:${site.port('openwire')}`)
    .replace('amqp://0.0.0.0:5672', `amqp://${site.address}:${site.port('amqp')}`);
  const console = read('jetty.xml')
    .replaceAll('"authenticate" value="true"', `"authenticate" value="${site.state !== 'open'}"`)
    .replace('name="host" value="127.0.0.1"', `name="host" value="${site.address}"`)
    .replace('name="port" value="8161"', `name="port" value="${site.port('console')}"`);
  await site.write('conf/activemq.xml', broker);
  await site.write('conf/jetty.xml', console);
}

/** `shipped` has the console's account that it ships with, and `open` a console that does not ask. */
export const activemq: Product = {
  id: 'activemq',
  ports: { console: 8161, openwire: 61_616, amqp: 5672 },
  states: ['open', 'shipped'],
  needs: ['java'],
  missing: () => missingFromCache(`${HOME}/bin/activemq`),
  patience: 120_000,
  async launch(site) {
    await writeConfiguration(site);
    const folders = {
      home: cached(HOME),
      base: site.folder,
      conf: `${site.folder}/conf`,
      data: `${site.folder}/data`,
    };
    return {
      argv: [
        'java',
        ...JAVA_FLAGS,
        ...Object.entries(folders).map(([name, path]) => `-Dactivemq.${name}=${path}`),
        `-Djava.io.tmpdir=${site.folder}`,
        `-Djava.security.auth.login.config=${folders.conf}/login.config`,
        '-jar',
        cached(HOME, 'bin/activemq.jar'),
        'start',
      ],
      async ready() {
        const path = '/admin/xml/topics.jsp';
        const { status } = await askHttp(site.dial('console'), { path, patience: 20_000 });
        return status === (site.state === 'open' ? 200 : 401);
      },
    };
  },
};

import { existsSync } from 'node:fs';
import { cached } from './cache.ts';
import { askHttp } from './dial.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const JAR = 'questdb-9.3.4/questdb-9.3.4.jar';

/** Its PostgreSQL wire keeps the account that it ships with, in both states. */
export const questdb: Product = {
  id: 'questdb',
  ports: { http: 9000, pgwire: 8812, lines: 9009, health: 9003 },
  states: ['open', 'password'],
  needs: ['java'],
  missing: () => (existsSync(cached(JAR)) ? undefined : `${JAR} is not in the cache`),
  patience: 90_000,
  async launch(site) {
    const isOpen = site.state === 'open';
    const listen = (name: string, port: string): string =>
      `${name}.bind.to=${site.address}:${site.port(port)}`;
    const account = [`http.user=${LAB_USER}`, `http.password=${LAB_PASSWORD}`];
    const lines = [
      listen('http', 'http'),
      listen('pg.net', 'pgwire'),
      listen('line.tcp.net', 'lines'),
      listen('http.min.net', 'health'),
      'shared.worker.count=1',
      'telemetry.enabled=false',
      ...(isOpen ? [] : account),
    ];
    await site.makeFolder('conf');
    await site.write('conf/server.conf', `${lines.join('\n')}\n`);
    return {
      argv: ['java', ...JAVA_FLAGS, '-cp', cached(JAR), 'io.questdb.ServerMain', '-d', site.folder],
      async ready() {
        const path = '/exec?query=SHOW%20TABLES';
        const { status } = await askHttp(site.dial('http'), { path });
        return status === (isOpen ? 200 : 401);
      },
    };
  },
};

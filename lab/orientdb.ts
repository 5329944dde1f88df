import { readFileSync } from 'node:fs';
import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { type Product, LAB_PASSWORD } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const HOME = 'orientdb-3.2.25';
const SETTINGS = 'config/orientdb-server-config.xml';

/** As it is installed: the list of its databases is for everybody, the rest asks for an account. */
export const orientdb: Product = {
  id: 'orientdb',
  ports: { http: 2480, binary: 2424 },
  states: ['open'],
  needs: ['java'],
  missing: () => missingFromCache(`${HOME}/bin/server.sh`),
  patience: 120_000,
  async launch(site) {
    await site.run(['cp', '-r', cached(HOME, 'config'), cached(HOME, 'databases'), '.']);
    const settings = readFileSync(cached(HOME, SETTINGS), 'utf8')
      .replaceAll('0.0.0.0', site.address)
      .replace('2424-2430', String(site.port('binary')))
      .replace('2480-2490', String(site.port('http')));
    return {
      argv: [
        'java',
        ...JAVA_FLAGS,
        `-Dorientdb.config.file=${await site.write(SETTINGS, settings)}`,
        `-Dorientdb.www.path=${cached(HOME, 'www')}`,
        '-cp',
        `${cached(HOME, 'lib')}/*`,
        'com.orientechnologies.orient.server.OServerMain',
      ],
      env: { ORIENTDB_HOME: site.folder, ORIENTDB_ROOT_PASSWORD: LAB_PASSWORD },
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/server' });
        return status === 401;
      },
    };
  },
};

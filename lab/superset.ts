import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from './cache.ts';
import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import type { Product } from './product.ts';
import { missingWheels } from './python.ts';
import { giveToServer } from './run.ts';

const BUILD = 'superset-6.1.0';

const config = (folder: string, role: string): string => `
SECRET_KEY = 's3cret-of-the-lab-s3cret-of-the-lab-s3cret'
SQLALCHEMY_DATABASE_URI = 'sqlite:///${folder}/superset.db'
${role}`;

/**
 * With the database that lab/install.sh has set up, in which `admin` has the password `admin`. `open`: a stranger has
 * the rights of an administrator.
 */
export const superset: Product = {
  id: 'superset',
  ports: { http: 8088 },
  states: ['open', 'password'],
  needs: [],
  heavy: BUILD,
  patience: 240_000,
  missing: () => missingWheels(BUILD),
  async launch(site) {
    const role = site.state === 'open' ? "AUTH_ROLE_PUBLIC = 'Admin'\n" : '';
    const settings = await site.write('superset_config.py', config(site.folder, role));
    const database = join(site.folder, 'superset.db');
    await copyFile(cached(BUILD, 'seed', 'superset.db'), database);
    await giveToServer(database);
    return {
      argv: [
        cached(BUILD, 'bin', 'superset'),
        'run',
        ...flags({ '-h': site.address, '-p': site.port('http') }),
      ],
      env: { FLASK_APP: 'superset', SUPERSET_CONFIG_PATH: settings, SUPERSET_HOME: site.folder },
      async ready() {
        const { body } = await askHttp(site.dial('http'), { path: '/health' });
        return body === 'OK';
      },
    };
  },
};

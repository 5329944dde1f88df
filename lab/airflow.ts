import { askHttp } from './dial.ts';
import { flags } from './flags.ts';
import { type Product, type Site } from './product.ts';
import { cached } from './cache.ts';
import { missingWheels, python } from './python.ts';

const BUILD_3 = 'airflow-3.3.2';
const BUILD_2 = 'airflow-2.10.5';

/** Airflow makes its whole database before the first start, which takes longer than the start. */
const PATIENCE = 180_000;

/** Its settings are variables named by section and key. */
function environment(site: Site, own: Readonly<Record<string, string>>): Record<string, string> {
  return {
    AIRFLOW_HOME: site.folder,
    AIRFLOW__CORE__LOAD_EXAMPLES: 'False',
    AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `sqlite:///${site.folder}/airflow.db`,
    ...own,
    ...site.settings,
  };
}

/** Runs `airflow` with words, in the environment of the server. */
function command(wheels: string, env: Readonly<Record<string, string>>, ...words: string[]) {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  return ['env', ...variables, python(wheels), cached(wheels, 'bin', 'airflow'), ...words];
}

/** With the simple authentication manager: `open` makes everybody an administrator. Settings are variables. */
export const airflow: Product = {
  id: 'airflow',
  ports: { http: 8080 },
  states: ['open', 'password'],
  needs: [],
  heavy: BUILD_3,
  patience: PATIENCE,
  missing: () => missingWheels(BUILD_3),
  async launch(site) {
    const isOpen = site.state === 'open';
    const env = environment(site, {
      AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_ALL_ADMINS: isOpen ? 'True' : 'False',
    });
    await site.run(command(BUILD_3, env, 'db', 'migrate'));
    const place = flags({ '--host': site.address, '-p': site.port('http'), '--workers': 1 });
    return {
      argv: command(BUILD_3, env, 'api-server', ...place),
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/api/v2/version' });
        return status === 200;
      },
    };
  },
};

/** `open`: the role that nobody has to log in for may do everything. Settings are variables. */
export const airflow2: Product = {
  id: 'airflow-2',
  ports: { http: 8080 },
  states: ['open', 'password'],
  needs: [],
  heavy: BUILD_2,
  patience: PATIENCE,
  missing: () => missingWheels(BUILD_2),
  async launch(site) {
    const isOpen = site.state === 'open';
    const backends = isOpen ? 'default' : 'session';
    const env = environment(site, {
      AIRFLOW__API__AUTH_BACKENDS: `airflow.api.auth.backend.${backends}`,
    });
    await site.write('webserver_config.py', isOpen ? 'AUTH_ROLE_PUBLIC = "Admin"\n' : '');
    await site.run(command(BUILD_2, env, 'db', 'migrate'));
    const place = flags({ '-H': site.address, '-p': site.port('http'), '-w': 1 });
    return {
      argv: command(BUILD_2, env, 'webserver', ...place),
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/api/v1/version' });
        return status === 200;
      },
    };
  },
};

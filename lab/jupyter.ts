import { askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { type Product, LAB_PASSWORD } from './product.ts';
import { AI_WHEELS, missingWheels, python } from './python.ts';

/** `s3cret` by argon2 at a low cost. */
const HASH =
  'argon2:$argon2id$v=19$m=1024,t=1,p=1$qsdBsCPl78Cz1B9pOa7KKQ$H7Vw54wt4I97wWwhUe0ITBh/mpnnArKT5p3IWUPD10A';

const MODULES: Readonly<Record<string, string>> = {
  notebook: 'notebook',
  server: 'jupyter_server',
};

function account(state: string): Readonly<Record<string, string>> {
  if (state === 'password')
    return { '--IdentityProvider.token': '', '--PasswordIdentityProvider.hashed_password': HASH };
  return {
    '--IdentityProvider.token': state === 'token' || state === 'server' ? LAB_PASSWORD : '',
  };
}

/** Settings are passed as `--name=value`. */
export const jupyter: Product = {
  id: 'jupyter',
  ports: { http: 8888 },
  states: ['open', 'notebook', 'token', 'password', 'server'],
  needs: [],
  missing: () => missingWheels(AI_WHEELS),
  launch: async (site) => ({
    argv: [
      python(AI_WHEELS),
      '-m',
      MODULES[site.state] ?? 'jupyterlab',
      '--no-browser',
      ...joinedFlags({ '--ServerApp.ip': site.address, '--ServerApp.port': site.port('http') }),
      ...joinedFlags({ '--ServerApp.port_retries': 0, ...account(site.state) }),
      ...joinedFlags(prefixed('--', site.settings)),
    ],
    async ready() {
      const { status, body } = await askHttp(site.dial('http'), { path: '/api' });
      return status === 200 && body.includes('version');
    },
  }),
};

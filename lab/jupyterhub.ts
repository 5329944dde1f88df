import { cached } from './cache.ts';
import { askHttp } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD } from './product.ts';
import { missingWheels, python } from './python.ts';

const BUILD = 'jupyterhub-6.1.1';
const PROXY = 'proxy/node_modules/configurable-http-proxy/bin/configurable-http-proxy';

function settings(site: Site): string {
  const url = (port: string): string => `http://${site.address}:${site.port(port)}`;
  const values: Readonly<Record<string, unknown>> = {
    'JupyterHub.bind_url': url('http'),
    'JupyterHub.hub_bind_url': url('hub'),
    'ConfigurableHTTPProxy.api_url': url('api'),
    'ConfigurableHTTPProxy.command': [process.execPath, cached(BUILD, PROXY)],
    'JupyterHub.authenticator_class': 'dummy',
    'DummyAuthenticator.password': LAB_PASSWORD,
    'JupyterHub.db_url': `sqlite:///${site.folder}/hub.sqlite`,
    ...site.settings,
  };
  // What is said here in JSON means the same in Python.
  return Object.entries(values)
    .map(([name, value]) => `c.${name} = ${JSON.stringify(value)}\n`)
    .join('');
}

/** The hub behind its proxy; nobody is let in without an account. Settings go into its settings file. */
export const jupyterhub: Product = {
  id: 'jupyterhub',
  ports: { http: 8000, hub: 8081, api: 8001 },
  states: ['password'],
  needs: [],
  heavy: BUILD,
  patience: 120_000,
  missing: () => missingWheels(BUILD),
  async launch(site) {
    const file = await site.write('jupyterhub_config.py', settings(site));
    return {
      argv: [python(BUILD), '-m', 'jupyterhub', '-f', file],
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/hub/api' });
        return status === 200;
      },
    };
  },
};

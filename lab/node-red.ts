import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD_HASH, LAB_USER } from './product.ts';

const HOME = 'node-red-4.1.15';
const PROGRAM = 'node_modules/node-red/red.js';

function settings(site: Site): string {
  const users = [{ username: LAB_USER, password: LAB_PASSWORD_HASH, permissions: '*' }];
  return `module.exports = ${JSON.stringify({
    uiHost: site.address,
    uiPort: site.port('http'),
    telemetry: { enabled: false, updateNotification: false },
    ...(site.state === 'password' && { adminAuth: { type: 'credentials', users } }),
    ...site.settings,
  })};\n`;
}

/** Settings go into its settings file. */
export const nodeRed: Product = {
  id: 'node-red',
  ports: { http: 1880 },
  states: ['open', 'password'],
  needs: [],
  missing: () => missingFromCache(`${HOME}/${PROGRAM}`),
  async launch(site) {
    const file = await site.write('settings.js', settings(site));
    return {
      argv: [process.execPath, cached(HOME, PROGRAM), '-u', site.folder, '-s', file],
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/settings' });
        return status === (site.state === 'open' ? 200 : 401);
      },
    };
  },
};

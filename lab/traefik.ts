import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { joinedFlags } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD_HASH, LAB_USER } from './product.ts';

const PROGRAM = 'traefik-3.7.15/bin/traefik';

/** Its API and dashboard behind a password: a router of our own, on the same port. */
async function guarded(site: Site): Promise<Record<string, string>> {
  const rules = await site.write(
    'rules.yml',
    `http:
  routers: {api: {rule: 'PathPrefix(\`/\`)', entryPoints: [api], service: api@internal, middlewares: [lab]}}
  middlewares: {lab: {basicAuth: {users: ['${LAB_USER}:${LAB_PASSWORD_HASH}']}}}
`,
  );
  return { '--providers.file.filename': rules, '--api': 'true' };
}

/** A reverse proxy; only its own API and dashboard are of interest here. */
export const traefik: Product = {
  id: 'traefik',
  ports: { api: 8080 },
  states: ['open', 'password'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    const isOpen = site.state === 'open';
    const entry = isOpen ? 'traefik' : 'api';
    const state = isOpen ? { '--api.insecure': 'true' } : await guarded(site);
    return {
      argv: [
        cached(PROGRAM),
        ...joinedFlags({
          [`--entrypoints.${entry}.address`]: `${site.address}:${site.port('api')}`,
          '--global.checknewversion': 'false',
          '--global.sendanonymoususage': 'false',
          ...state,
        }),
      ],
      async ready() {
        const { status } = await askHttp(site.dial('api'), { path: '/api/version' });
        return status === (isOpen ? 200 : 401);
      },
    };
  },
};

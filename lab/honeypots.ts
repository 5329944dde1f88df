import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { missingFromCache, cached } from './cache.ts';
import type { Product, Site } from './product.ts';

const HOME = 'honeypots-0.66';

/** The names of its services; each is a process of its own. */
const PORTS = {
  memcache: 11_211,
  redis: 6379,
  mysql: 3306,
  postgres: 5432,
  elastic: 9200,
  http: 8080,
  ftp: 2121,
  ldap: 1389,
  mssql: 1433,
} as const;

async function accepts(site: Site, name: string): Promise<boolean> {
  const line = site.dial(name);
  try {
    const [event] = await Promise.race([
      once(line, 'connect').then(() => ['connect']),
      once(line, 'close').then(() => ['close']),
    ]);
    return event === 'connect';
  } catch {
    return false;
  } finally {
    line.destroy();
  }
}

async function allAccept(site: Site): Promise<boolean> {
  for (const name of Object.keys(PORTS)) if (!(await accepts(site, name))) return false;
  return true;
}

/** Decoys that people set up to see who knocks: https://github.com/qeeqbox/honeypots */
export const honeypots: Product = {
  id: 'honeypots',
  ports: PORTS,
  states: ['decoy'],
  needs: [],
  missing: () => missingFromCache(`${HOME}/bin/honeypots`),
  patience: 120_000,
  heavy: HOME,
  launch: async (site) => {
    const wanted = Object.keys(PORTS).map((name) => `${name}:${site.port(name)}`);
    return {
      argv: [
        cached(HOME, 'bin', 'python'),
        '-m',
        'honeypots',
        '--setup',
        wanted.join(),
        '--ip',
        site.address,
      ],
      env: { HOME: site.folder },
      // The starter takes each port once to see whether it is free; then its process does.
      ready: async () =>
        (await allAccept(site)) && (await setTimeout(1000, true)) && allAccept(site),
    };
  },
};

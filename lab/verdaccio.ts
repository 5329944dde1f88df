import { cached, missingFromCache } from './cache.ts';
import { askHttp } from './dial.ts';
import { type Product, type Site, LabError } from './product.ts';

const PROGRAM = 'verdaccio-6.1.6/node_modules/verdaccio/bin/verdaccio';
const PACKAGE = 'lab-package';
const ARCHIVE = 'lab-package-1.0.0.tgz';

const READERS: Readonly<Record<string, string>> = {
  open: '$all',
  empty: '$all',
  password: '$authenticated',
};

function settings(site: Site): string {
  return JSON.stringify({
    storage: `${site.folder}/storage`,
    auth: { htpasswd: { file: `${site.folder}/htpasswd`, max_users: -1 } },
    packages: { '**': { access: READERS[site.state], publish: '$anonymous' } },
    log: { type: 'stdout', format: 'pretty', level: 'warn' },
    ...site.settings,
  });
}

function publication(host: string): string {
  const archive = Buffer.from('an archive of the lab');
  const tarball = `http://${host}/${PACKAGE}/-/${ARCHIVE}`;
  const version = { name: PACKAGE, version: '1.0.0', dist: { tarball } };
  return JSON.stringify({
    _id: PACKAGE,
    name: PACKAGE,
    'dist-tags': { latest: version.version },
    versions: { [version.version]: version },
    _attachments: {
      [ARCHIVE]: {
        content_type: 'application/gzip',
        data: archive.toString('base64'),
        length: archive.length,
      },
    },
  });
}

/** `open` holds a package, `empty` none; in `password` nobody reads without an account, and none is handed out. */
export const verdaccio: Product = {
  id: 'verdaccio',
  ports: { http: 4873 },
  states: ['open', 'empty', 'password'],
  needs: [],
  missing: () => missingFromCache(PROGRAM),
  async launch(site) {
    const file = await site.write('config.yaml', settings(site));
    const listen = `${site.address}:${site.port('http')}`;
    return {
      argv: [process.execPath, cached(PROGRAM), '-c', file, '-l', listen],
      async ready() {
        const { status } = await askHttp(site.dial('http'), { path: '/-/ping' });
        return status === 200;
      },
      async seed() {
        if (site.state !== 'open') return;
        const { status, body } = await askHttp(site.dial('http'), {
          method: 'PUT',
          path: `/${PACKAGE}`,
          headers: { 'Content-Type': 'application/json' },
          body: publication(listen),
        });
        if (status >= 300) throw new LabError(`publishing got ${status} ${body}`);
      },
    };
  },
};

import type { CertificateKind } from './certificates.ts';
import { askHttp, secure } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER } from './product.ts';

const CERTIFICATES: Readonly<Record<string, CertificateKind>> = {
  tls: 'good',
  'tls-expired': 'expired',
  'tls-not-yet-valid': 'not-yet-valid',
  'tls-wrong-name': 'wrong-name',
  'tls-self-signed': 'self-signed',
  mtls: 'good',
};

/** States that answer a stranger with something else than 200. */
const STATUS: Readonly<Record<string, number>> = { password: 401, mtls: 400 };

const PAGE = '<!doctype html><title>Lab</title><h1>An ordinary page</h1>\n';
const LOGIN_PAGE =
  '<!doctype html><title>Sign in</title><form method=post action=/login>' +
  '<input name=user><input name=password type=password><button>Sign in</button></form>';

/** Names and contents of the files in a listing that should not be public. */
const FILES: Readonly<Record<string, string>> = {
  'backup-2025-01-06.sql': 'CREATE TABLE customers (id int, email text);\n',
  'customers.csv': 'id,email\n1,customer1@mail.example\n',
  '.env': 'DATABASE_PASSWORD=made-up-by-the-lab\n',
  'notes.txt': 'nothing of interest\n',
};

async function location(site: Site): Promise<string> {
  switch (site.state) {
    case 'password': {
      const file = await site.write('accounts', `${LAB_USER}:{PLAIN}${LAB_PASSWORD}\n`);
      return `auth_basic "lab"; auth_basic_user_file ${file};`;
    }
    case 'listing':
      return 'autoindex on;';
    case 'single-page':
      return 'try_files $uri /index.html;';
    case 'login-page':
      return `default_type text/html; return 200 '${LOGIN_PAGE}';`;
    default:
      return '';
  }
}

async function tls(site: Site): Promise<string> {
  const kind = CERTIFICATES[site.state];
  if (kind === undefined) return '';
  const { cert, key, ca } = await site.certificate(kind);
  const client = site.state === 'mtls' ? `ssl_client_certificate ${ca}; ssl_verify_client on;` : '';
  return `ssl_certificate ${cert}; ssl_certificate_key ${key}; ${client}`;
}

function portName(state: string): 'http' | 'https' {
  return state in CERTIFICATES ? 'https' : 'http';
}

async function configuration(site: Site): Promise<string> {
  const name = portName(site.state);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `daemon off; worker_processes 1; pid ${site.folder}/pid; error_log ${site.folder}/error.log;
events { worker_connections 1024; }
http {
  access_log ${site.folder}/access.log;
  ${temporary.map((kind) => `${kind}_temp_path ${site.folder}/tmp;`).join(' ')}
  types { text/html html; text/plain txt; }
  server {
    listen ${site.address}:${site.port(name)} ${name === 'https' ? 'ssl' : ''};
    root ${site.folder}/www;
    ${await tls(site)}
    location / { ${await location(site)} }
  }
}
`;
}

/** What a checkout leaves in the folder that is served. */
const CHECKOUT: Readonly<Record<string, string>> = {
  'index.html': PAGE,
  '.env': '# settings\nDATABASE_URL=postgres://made-up-by-the-lab\nAPI_KEY=made-up-by-the-lab\n',
  '.git/HEAD': 'ref: refs/heads/main\n',
};

async function writePages(site: Site): Promise<void> {
  await site.makeFolder('www');
  if (site.state === 'checkout') await site.makeFolder('www/.git');
  const files = FOLDERS[site.state] ?? { 'index.html': PAGE };
  await Promise.all(
    Object.entries(files).map(async ([name, text]) => await site.write(`www/${name}`, text)),
  );
}

const FOLDERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  listing: FILES,
  checkout: CHECKOUT,
};

const SECURE_PORTS = Object.keys(CERTIFICATES).map((state) => [state, { https: 443 }] as const);

/** An ordinary web server: what must not be mistaken for a database. */
export const nginx: Product = {
  id: 'nginx',
  ports: { http: 80 },
  portsIn: Object.fromEntries(SECURE_PORTS),
  states: [
    'open',
    'password',
    'listing',
    'login-page',
    'checkout',
    'single-page',
    ...Object.keys(CERTIFICATES),
  ],
  needs: ['nginx'],
  async launch(site) {
    await writePages(site);
    const path = await site.write('nginx.conf', await configuration(site));
    const name = portName(site.state);
    return {
      argv: ['nginx', '-p', site.folder, '-e', `${site.folder}/error.log`, '-c', path],
      async ready() {
        const plain = site.dial(name);
        const { status } = await askHttp(name === 'https' ? secure(plain) : plain);
        return status === (STATUS[site.state] ?? 200);
      },
    };
  },
};

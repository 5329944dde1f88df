import { askHttp } from './dial.ts';
import { type Launch, type Product, type Site, LAB_USER } from './product.ts';

const MODULES = '/usr/lib/apache2/modules';
const LOADED = [
  'mpm_event',
  'authn_core',
  'authn_file',
  'authz_core',
  'authz_host',
  'authz_user',
  'auth_basic',
  'dir',
  'mime',
  'autoindex',
  'status',
];

const PAGE = '<!doctype html><title>Lab</title><h1>An ordinary page</h1>\n';
const FILES = ['backup-2025-01-06.sql', 'customers.csv', 'notes.txt'];

/** The lab's password, as `htpasswd -s` writes it. */
const ACCOUNT = `${LAB_USER}:{SHA}/vNB+F2HQ559kaLUZbmHHvZrXpg=\n`;

async function writePages(site: Site): Promise<string> {
  const folder = await site.makeFolder('www');
  const names = site.state === 'listing' ? FILES : ['index.html'];
  for (const name of names) await site.write(`www/${name}`, PAGE);
  return folder;
}

/** Ready when the root is given in the way of this state. */
function serving(site: Site, argv: readonly string[]): Launch {
  return {
    argv,
    async ready() {
      const { status } = await askHttp(site.dial('http'));
      return status === (site.state === 'password' ? 401 : 200);
    },
  };
}

async function access(site: Site): Promise<string> {
  if (site.state !== 'password') return 'Require all granted';
  const file = await site.write('accounts', ACCOUNT);
  return `AuthType Basic\nAuthName lab\nAuthUserFile ${file}\nRequire valid-user`;
}

/** `status`: a page of the server tells everybody what it is doing. */
export const apache: Product = {
  id: 'apache',
  ports: { http: 80 },
  states: ['open', 'password', 'listing', 'status'],
  needs: ['apache2'],
  async launch(site) {
    const folder = await writePages(site);
    const modules = LOADED.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`);
    const status = '<Location /server-status>\nSetHandler server-status\n</Location>';
    const file = await site.write(
      'apache.conf',
      `${modules.join('\n')}
ServerRoot ${site.folder}
ServerName lab.example
Listen ${site.address}:${site.port('http')}
Mutex file:${site.folder}
PidFile ${site.folder}/pid
ErrorLog ${site.folder}/error.log
TypesConfig /dev/null
DocumentRoot ${folder}
DirectoryIndex index.html
<Directory ${folder}>
Options +Indexes
${await access(site)}
</Directory>
${site.state === 'status' ? status : ''}
`,
    );
    return serving(site, ['apache2', '-X', '-f', file]);
  },
};

export const lighttpd: Product = {
  id: 'lighttpd',
  ports: { http: 80 },
  states: ['open', 'listing'],
  needs: ['lighttpd'],
  async launch(site) {
    const folder = await writePages(site);
    const file = await site.write(
      'lighttpd.conf',
      `server.document-root = "${folder}"
server.bind = "${site.address}"
server.port = ${site.port('http')}
index-file.names = ( "index.html" )
dir-listing.activate = "enable"
mimetype.assign = ( ".html" => "text/html" )
`,
    );
    return serving(site, ['lighttpd', '-D', '-f', file]);
  },
};

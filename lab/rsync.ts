import { ask } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER } from './product.ts';

const FILE = 'backup-2025-01-06.sql';

interface Module {
  readonly guard: string;
  /** How the daemon answers a stranger who names it. */
  readonly answer: string;
}

async function moduleIn(site: Site, kind: 'open' | 'password' | 'denied'): Promise<Module> {
  if (kind === 'denied') return { guard: 'hosts allow = 192.0.2.1', answer: 'access denied' };
  if (kind === 'open') return { guard: '', answer: '@RSYNCD: OK' };
  const accounts = await site.write('accounts', `${LAB_USER}:${LAB_PASSWORD}\n`);
  return {
    guard: `auth users = ${LAB_USER}\nsecrets file = ${accounts}`,
    answer: '@RSYNCD: AUTHREQD',
  };
}

/** `mixed` has one module of each kind, the open one last, and a message of the day. */
const KINDS: Readonly<Record<string, readonly ('open' | 'password' | 'denied')[]>> = {
  open: ['open'],
  password: ['password'],
  denied: ['denied'],
  mixed: ['password', 'denied', 'open'],
};

export const rsync: Product = {
  id: 'rsync',
  ports: { rsync: 873 },
  states: Object.keys(KINDS),
  needs: ['rsync'],
  async launch(site) {
    await site.makeFolder('files');
    await site.write(`files/${FILE}`, 'CREATE TABLE customers (id int);\n');
    const kinds = KINDS[site.state] ?? [];
    const modules = await Promise.all(kinds.map(async (kind) => await moduleIn(site, kind)));
    const motd = await site.write('motd', 'Be kind.\n\nnot a module\tby any means\n');
    const sections = modules.map(
      ({ guard }, index) => `[backup${index + 1}]
path = ${site.folder}/files
comment = made up by the lab
${guard}
`,
    );
    const configuration = `use chroot = no
address = ${site.address}
port = ${site.port('rsync')}
log file = ${site.folder}/rsync.log
${site.state === 'mixed' ? `motd file = ${motd}` : ''}
${sections.join('')}`;
    const path = await site.write('rsyncd.conf', configuration);
    const expected = modules[0]?.answer ?? '';
    return {
      argv: ['rsync', '--daemon', '--no-detach', `--config=${path}`],
      async ready() {
        const answer = await ask(site.dial('rsync'), '@RSYNCD: 31.0\nbackup1\n', (sofar) =>
          sofar.includes(expected),
        );
        return answer.includes(expected);
      },
    };
  },
};

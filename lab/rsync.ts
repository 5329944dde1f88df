import { ask } from './dial.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';

export const rsync: Product = {
  id: 'rsync',
  ports: { rsync: 873 },
  states: ['open', 'password'],
  needs: ['rsync'],
  async launch(site) {
    const isOpen = site.state === 'open';
    await site.makeFolder('files');
    await site.write('files/backup-2025-01-06.sql', 'CREATE TABLE customers (id int);\n');
    const accounts = await site.write('accounts', `${LAB_USER}:${LAB_PASSWORD}\n`);
    const guard = isOpen ? '' : `auth users = ${LAB_USER}\nsecrets file = ${accounts}\n`;
    const configuration = `use chroot = no
address = ${site.address}
port = ${site.port('rsync')}
log file = ${site.folder}/rsync.log
[backup]
path = ${site.folder}/files
comment = made up by the lab
${guard}`;
    const path = await site.write('rsyncd.conf', configuration);
    const expected = isOpen ? '@RSYNCD: OK' : '@RSYNCD: AUTHREQD';
    return {
      argv: ['rsync', '--daemon', '--no-detach', `--config=${path}`],
      async ready() {
        const answer = await ask(site.dial('rsync'), '@RSYNCD: 31.0\nbackup\n', (sofar) =>
          sofar.includes(expected),
        );
        return answer.includes(expected);
      },
    };
  },
};

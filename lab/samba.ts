import { existsSync } from 'node:fs';
import { ask } from './dial.ts';
import type { Product } from './product.ts';

/** A NEGOTIATE for the dialect 2.1. */
const NEGOTIATE = Buffer.from(
  `00000066fe534d4240000000000000000000010000000000${'00'.repeat(44)}24000100010000000000000000000000${'00'.repeat(20)}1002`,
  'hex',
);
const LIBEXEC = '/usr/libexec/samba';
const HELPER = `${LIBEXEC}/samba-dcerpcd -F --no-process-group -s "$0"`;
const RPCD = '--libexec-rpcds';
const FOLDERS = ['private', 'state', 'cache', 'lock', 'pid', 'ncalrpc', 'public', 'closed'];

/** What a state lets somebody without a name do, beyond the shares that it has. */
const SHARES: Readonly<Record<string, string>> = {
  open: 'guest ok = yes\nread only = yes',
  writable: 'guest ok = yes\nread only = no',
  password: 'guest ok = no',
  restricted: 'guest ok = no',
};

/** In `password` the list of shares still answers; `restricted` refuses a session without a name. */
export const samba: Product = {
  id: 'samba',
  ports: { smb: 445 },
  states: Object.keys(SHARES),
  needs: ['smbd'],
  async launch(site) {
    await Promise.all(FOLDERS.map(async (name) => await site.makeFolder(name)));
    await site.write('public/backup.sql', 'CREATE TABLE customers (id int);\n');
    const configuration = `[global]
workgroup = LAB
server role = standalone server
bind interfaces only = yes
interfaces = ${site.address}/8
smb ports = ${site.port('smb')}
private dir = ${site.folder}/private
state directory = ${site.folder}/state
cache directory = ${site.folder}/cache
lock directory = ${site.folder}/lock
pid directory = ${site.folder}/pid
ncalrpc dir = ${site.folder}/ncalrpc
log file = ${site.folder}/samba.log
passdb backend = smbpasswd:${site.folder}/private/smbpasswd
map to guest = Bad User
guest account = nobody
restrict anonymous = ${site.state === 'restricted' ? 2 : 0}
load printers = no
disable spoolss = yes
rpc start on demand helpers = no
[public]
path = ${site.folder}/public
${SHARES[site.state] ?? ''}
[closed]
path = ${site.folder}/closed
guest ok = no
`;
    const path = await site.write('smb.conf', configuration);
    const options = ['-F', '--no-process-group', '-l', site.folder, '-s', path];
    return {
      // smbd would leave its helper for pipes behind, in a session of its own: here both are of one group.
      argv: ['sh', '-c', `${HELPER} ${RPCD} & exec "$@"`, path, 'smbd', ...options],
      async ready() {
        // The pipe over which shares are listed.
        if (!existsSync(`${site.folder}/ncalrpc/np/srvsvc`)) return false;
        const answer = await ask(site.dial('smb'), NEGOTIATE, (sofar) => sofar.length > 8);
        return answer.toString('latin1', 4, 8) === '\u00feSMB';
      },
    };
  },
};

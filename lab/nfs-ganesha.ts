import { ask } from './dial.ts';
import type { Product } from './product.ts';

/** PUTROOTFH and READDIR as nobody (AUTH_NONE): an answer of any status says that it serves. */
const READ_ROOT = Buffer.from(
  '8000005c000000010000000000000002000186a3000000040000000100000000000000000000000000000000' +
    '000000000000000000000002000000180000001a000000000000000000000000000000000000040000002000' +
    '0000000100000000',
  'hex',
);
/** An error of the grace period that follows a start. */
const GRACE = 10_013;

const CLIENTS: Readonly<Record<string, string>> = {
  open: 'Access_Type=RO; SecType=sys;',
  kerberos: 'Access_Type=RO; SecType=krb5;',
  denied: 'Access_Type=None; SecType=sys; CLIENT { Clients=192.0.2.1; Access_Type=RO; }',
};

/** Has to be root; needs neither rpcbind nor the kernel's server. */
export const nfsGanesha: Product = {
  id: 'nfs-ganesha',
  ports: { nfs: 2049, mount: 0 },
  states: Object.keys(CLIENTS),
  needs: ['ganesha.nfsd'],
  missing: () => (process.getuid?.() === 0 ? undefined : 'nfs-ganesha has to be started by root'),
  patience: 60_000,
  async launch(site) {
    await Promise.all(['files', 'recovery'].map(async (name) => await site.makeFolder(name)));
    await site.write('files/backup.sql', 'CREATE TABLE customers (id int);\n');
    const path = await site.write(
      'ganesha.conf',
      `NFS_CORE_PARAM { Protocols=4; NFS_Port=${site.port('nfs')}; Bind_addr=${site.address}; Enable_NLM=false; Enable_RQUOTA=false; mount_path_pseudo=true; }
NFSv4 { RecoveryBackend=fs; RecoveryRoot=${site.folder}/recovery; Grace_Period=5; Lease_Lifetime=5; }
NFS_KRB5 { Active_krb5=false; }
EXPORT { Export_Id=1; Path=${site.folder}/files; Pseudo=/srv/files; Squash=Root_Squash; Protocols=4; Transports=TCP; ${CLIENTS[site.state] ?? ''} FSAL { Name=VFS; } }
`,
    );
    const files = ['-L', `${site.folder}/ganesha.log`, '-p', `${site.folder}/ganesha.pid`];
    return {
      asRoot: true,
      argv: ['ganesha.nfsd', '-F', '-f', path, ...files],
      async ready() {
        const answer = await ask(site.dial('nfs'), READ_ROOT, (sofar) => sofar.length >= 32);
        return answer.length >= 32 && answer.readUInt32BE(28) !== GRACE;
      },
    };
  },
};

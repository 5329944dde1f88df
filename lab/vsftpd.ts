import { chown } from 'node:fs/promises';
import { ask, secure } from './dial.ts';
import { type Product, type Site } from './product.ts';

/** `tls` offers it and does not demand it; in `ftps` it is there from the first byte. */
async function encryption(site: Site): Promise<string[]> {
  if (site.state !== 'tls' && site.state !== 'ftps') return [];
  const { cert, key } = await site.certificate('good');
  return [
    'ssl_enable=YES',
    'allow_anon_ssl=YES',
    'force_local_logins_ssl=NO',
    'force_local_data_ssl=NO',
    `implicit_ssl=${site.state === 'ftps' ? 'YES' : 'NO'}`,
    `rsa_cert_file=${cert}`,
    `rsa_private_key_file=${key}`,
  ];
}

/** Has to be root; it becomes Debian's account `ftp` for anonymous visitors. */
export const vsftpd: Product = {
  id: 'vsftpd',
  ports: { ftp: 21 },
  portsIn: { ftps: { ftps: 990 } },
  states: ['open', 'password', 'empty', 'tls', 'ftps'],
  needs: ['vsftpd'],
  missing: () => (process.getuid?.() === 0 ? undefined : 'vsftpd has to be started by root'),
  async launch(site) {
    const isOpen = site.state !== 'password';
    const protocol = site.state === 'ftps' ? 'ftps' : 'ftp';
    await Promise.all(['files', 'empty'].map(async (name) => await site.makeFolder(name)));
    if (site.state !== 'empty') {
      const file = await site.write('files/backup.sql', 'CREATE TABLE customers (id int);\n');
      await site.run(['chmod', '644', file]);
    }
    // It wants a folder in which nobody but root may write.
    await Promise.all([chown(`${site.folder}/files`, 0, 0), chown(`${site.folder}/empty`, 0, 0)]);
    const lines = [
      'listen=YES',
      'listen_ipv6=NO',
      'background=NO',
      'seccomp_sandbox=NO',
      `listen_address=${site.address}`,
      `listen_port=${site.port(protocol)}`,
      `anonymous_enable=${isOpen ? 'YES' : 'NO'}`,
      'local_enable=YES',
      'ftp_username=ftp',
      `anon_root=${site.folder}/files`,
      `secure_chroot_dir=${site.folder}/empty`,
      `vsftpd_log_file=${site.folder}/vsftpd.log`,
      `xferlog_file=${site.folder}/xferlog`,
      ...(await encryption(site)),
    ];
    const path = await site.write('vsftpd.conf', `${lines.join('\n')}\n`);
    // It reads no configuration that belongs to somebody else.
    await chown(path, 0, 0);
    const code = isOpen ? '230' : '530';
    return {
      asRoot: true,
      argv: ['vsftpd', path],
      async ready() {
        const request = isOpen ? 'USER anonymous\r\nPASS lab@mail.example\r\n' : 'LIST\r\n';
        const plain = site.dial(protocol);
        const connection = protocol === 'ftps' ? secure(plain) : plain;
        const answer = await ask(connection, request, (sofar) => sofar.includes(code));
        return answer.includes(code);
      },
    };
  },
};

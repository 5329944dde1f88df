import { ask } from './dial.ts';
import { authenticationCode, startupPacket } from './postgresql.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';

const SASL = 10;

/** Stands before an open PostgreSQL of its own. Settings go into its [pgbouncer] section. */
export const pgbouncer: Product = {
  id: 'pgbouncer',
  ports: { pgwire: 6432 },
  states: ['open', 'password'],
  needs: ['pgbouncer', 'postgres', 'setpriv'],
  // Without waiting for clients to leave.
  stopSignal: 'SIGTERM',
  async launch(site) {
    const isOpen = site.state === 'open';
    const behind = await site.startOther('postgresql', 'open');
    const users = [LAB_USER, 'postgres'].map((user) => `"${user}" "${LAB_PASSWORD}"\n`);
    const list = await site.write('users.txt', users.join(''));
    const settings = Object.entries(site.settings).map(([name, value]) => `${name} = ${value}\n`);
    const configuration = `[databases]
* = host=${behind.address} port=${behind.port} user=postgres
[pgbouncer]
listen_addr = ${site.address}
listen_port = ${site.port('pgwire')}
auth_type = ${isOpen ? 'any' : 'scram-sha-256'}
auth_file = ${list}
unix_socket_dir =
admin_users = postgres
${settings.join('')}`;
    return {
      argv: ['pgbouncer', await site.write('pgbouncer.ini', configuration)],
      async ready() {
        const packet = startupPacket({ user: 'postgres', database: 'pgbouncer' });
        const answer = await ask(site.dial('pgwire'), packet, (sofar) => sofar.length >= 9);
        return authenticationCode(answer) === (isOpen ? 0 : SASL);
      },
    };
  },
};

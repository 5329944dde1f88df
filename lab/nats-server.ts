import { ask } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER } from './product.ts';

/** An account for whoever comes without one; where it is limited, it may hear one subject and no other. */
function guestAccount(permissions: string): string {
  return `no_auth_user: guest
authorization: { users: [
  { user: ${LAB_USER}, password: ${LAB_PASSWORD} }
  { user: guest, password: ${LAB_PASSWORD}${permissions} }
] }
`;
}

async function ownFlags(site: Site): Promise<readonly string[]> {
  const { cert, key, ca } = await site.certificate('good');
  const tls = ['--tls', ...flags({ '--tlscert': cert, '--tlskey': key })];
  const configuration = async (text: string): Promise<readonly string[]> => [
    '-c',
    await site.write('nats.conf', text),
  ];
  switch (site.state) {
    case 'password':
      return flags({ '--user': LAB_USER, '--pass': LAB_PASSWORD });
    case 'guest':
      return await configuration(guestAccount(''));
    case 'limited':
      return await configuration(
        guestAccount(', permissions: { subscribe: news, publish: { deny: ">" } }'),
      );
    case 'tls':
      return tls;
    case 'mutual':
      return [...tls, '--tlsverify', ...flags({ '--tlscacert': ca })];
    default:
      return [];
  }
}

/** Settings are passed as `--name value`. */
export const natsServer: Product = {
  id: 'nats-server',
  ports: { nats: 4222, monitor: 8222 },
  states: ['open', 'password', 'guest', 'limited', 'tls', 'mutual'],
  needs: ['nats-server'],
  async launch(site) {
    const { state } = site;
    const last = state === 'password' ? 'Authorization Violation' : 'PONG';
    return {
      argv: [
        'nats-server',
        ...flags({ '-a': site.address, '-p': site.port('nats'), '-m': site.port('monitor') }),
        ...(await ownFlags(site)),
        ...flags(prefixed('--', site.settings)),
      ],
      async ready() {
        const plain = site.dial('nats');
        if (state === 'tls' || state === 'mutual') {
          // The greeting comes before TLS does.
          return (await ask(plain, '')).includes('"tls_required":true');
        }
        const answer = await ask(plain, 'CONNECT {}\r\nPING\r\n', (sofar) => sofar.includes(last));
        return answer.includes(last);
      },
    };
  },
};

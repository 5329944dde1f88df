import { ask } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import { type Product, LAB_PASSWORD, LAB_USER } from './product.ts';

/** Settings are passed as `--name value`. */
export const natsServer: Product = {
  id: 'nats-server',
  ports: { nats: 4222, monitor: 8222 },
  states: ['open', 'password'],
  needs: ['nats-server'],
  async launch(site) {
    const isOpen = site.state === 'open';
    return {
      argv: [
        'nats-server',
        ...flags({ '-a': site.address, '-p': site.port('nats'), '-m': site.port('monitor') }),
        ...(isOpen ? [] : flags({ '--user': LAB_USER, '--pass': LAB_PASSWORD })),
        ...flags(prefixed('--', site.settings)),
      ],
      async ready() {
        const last = isOpen ? 'PONG' : 'Authorization Violation';
        const answer = await ask(site.dial('nats'), 'CONNECT {}\r\nPING\r\n', (sofar) =>
          sofar.includes(last),
        );
        return answer.includes(last);
      },
    };
  },
};

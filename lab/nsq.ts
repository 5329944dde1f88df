import { cached, missingFromCache } from './cache.ts';
import { type HttpQuestion, askHttp } from './dial.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { type Product, type Site, LabError } from './product.ts';

const HOME = 'nsq-1.3.0';

const missing = (program: string) => (): string | undefined =>
  missingFromCache(`${HOME}/${program}`);

const at = (site: Site, port: string): string => `${site.address}:${site.port(port)}`;

async function answers(site: Site, question: HttpQuestion): Promise<boolean> {
  const { status } = await askHttp(site.dial('http'), question);
  return status === 200;
}

async function secureFlags(site: Site): Promise<readonly string[]> {
  const { cert, key, ca } = await site.certificate('good');
  return joinedFlags({
    '-tls-cert': cert,
    '-tls-key': key,
    '-tls-root-ca-file': ca,
    '-tls-client-auth-policy': 'require-verify',
    '-https-address': at(site, 'https'),
  });
}

/** `mtls` wants the certificate of a client for every command, over HTTP too. Settings are passed as `-name=value`. */
export const nsqd: Product = {
  id: 'nsqd',
  ports: { http: 4151, tcp: 4150, https: 4152 },
  states: ['open', 'mtls'],
  needs: [],
  heavy: HOME,
  missing: missing('nsqd'),
  async launch(site) {
    const isOpen = site.state === 'open';
    return {
      argv: [
        cached(HOME, 'nsqd'),
        ...joinedFlags({
          '-http-address': at(site, 'http'),
          '-tcp-address': at(site, 'tcp'),
          '-broadcast-address': site.address,
          '-data-path': await site.makeFolder('data'),
          ...prefixed('-', site.settings),
        }),
        ...(isOpen ? [] : await secureFlags(site)),
      ],
      async ready() {
        if (isOpen) return await answers(site, { path: '/ping' });
        const { status } = await askHttp(site.dial('http'), { path: '/ping' });
        return status === 403;
      },
      async seed() {
        if (!isOpen) return;
        const made = await answers(site, { method: 'POST', path: '/topic/create?topic=orders' });
        if (!made) throw new LabError('no topic could be made');
      },
    };
  },
};

interface Simple {
  readonly id: string;
  readonly port: number;
  readonly own: (site: Site) => Promise<Readonly<Record<string, string>>>;
}

/** Programs beside nsqd, which know neither accounts nor TLS. */
function simple({ id, port, own }: Simple): Product {
  return {
    id,
    ports: { http: port, tcp: 0 },
    states: ['open'],
    needs: [],
    heavy: HOME,
    missing: missing(id),
    launch: async (site) => ({
      argv: [
        cached(HOME, id),
        ...joinedFlags({ '-http-address': at(site, 'http'), ...(await own(site)) }),
        ...joinedFlags(prefixed('-', site.settings)),
      ],
      ready: async () => await answers(site, { path: '/ping' }),
    }),
  };
}

export const nsqlookupd = simple({
  id: 'nsqlookupd',
  port: 4161,
  own: async (site) => ({ '-tcp-address': at(site, 'tcp'), '-broadcast-address': site.address }),
});

export const nsqadmin = simple({
  id: 'nsqadmin',
  port: 4171,
  async own(site) {
    const { address, port } = await site.startOther('nsqd', 'open');
    return { '-nsqd-http-address': `${address}:${port}` };
  },
});

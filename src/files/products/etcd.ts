/**
 * etcd: flags, `ETCD_…` variables, or a file that replaces both. Accounts are made at run time, so files can only ask
 * for client certificates. https://etcd.io/docs/latest/op-guide/configuration/ https://etcd.io/docs/latest/op-guide/security/
 */
import { readFlat } from '../text/flat.ts';
import type { Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  named,
  fact,
  flag,
  isLoopback,
  listener,
  type Listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  secret,
  type Setup,
  TLS_CLIENT_CERTIFICATE,
  TLS_REQUIRED,
  unreadable,
  variable,
} from './setup.ts';

const PORT = 2379;

export const etcd: ProductFiles = {
  id: 'etcd',
  images: /(?:^|[/_-])etcd(?:$|[_-])/,
  programs: /^etcd$/,
  owns: (source, name) =>
    /^etcd[\w.-]*\.(?:ya?ml|conf)$/.test(name) &&
    /^\s*(?:listen-client-urls|client-transport-security|advertise-client-urls)\s*:/m.test(
      source.text,
    ),
  read(setup) {
    const path = flag(setup, '--config-file') ?? variable(setup, 'ETCD_CONFIG_FILE');
    const source = setup.main ?? (path ? named(setup, path.text) : undefined);
    if (typeof source === 'string') return [unreadable(PORT, 'http', source)];
    const file = source ? readFlat(source) : undefined;
    const option = (name: string, inFile = name): Setting | undefined =>
      file
        ? file.get(inFile)
        : (flag(setup, `--${name}`) ??
          variable(setup, `ETCD_${name.toUpperCase().replaceAll('-', '_')}`));
    return listeners(setup, option);
  },
};

type Option = (name: string, inFile?: string) => Setting | undefined;

function listeners(setup: Setup, option: Option): Listener[] {
  const urls = option('listen-client-urls');
  // Bitnami's image listens on all addresses by itself.
  const usual = /bitnami/.test(setup.image ?? '') ? 'http://0.0.0.0:2379' : 'http://localhost:2379';
  const byPort = new Map<number, { binds: string[]; isTls: boolean }>();
  for (const url of (urls?.text ?? usual).split(',')) {
    const [, scheme, host = '', port] =
      /^\s*(https?):\/\/(\[[^\]]*\]|[^:/]*)(?::(\d+))?/.exec(url) ?? [];
    if (scheme === undefined) continue;
    const number = portOf(port, PORT);
    const known = byPort.get(number) ?? { binds: [], isTls: scheme === 'https' };
    known.binds.push(host.replace(/^\[|\]$/g, '').replace(/^(?:::)?$/, '0.0.0.0'));
    byPort.set(number, known);
  }
  return [...byPort].map(([port, { binds, isTls }]) =>
    judge(setup, option, urls, { port, binds, isTls }),
  );
}

function judge(
  setup: Setup,
  option: Option,
  urls: Setting | undefined,
  { port, binds, isTls }: { port: number; binds: readonly string[]; isTls: boolean },
): Listener {
  const certificates = option('client-cert-auth', 'client-transport-security.client-cert-auth');
  const asks =
    isTls &&
    certificates !== undefined &&
    truth(certificates.text === '' ? 'true' : certificates.text) === true;
  const isWide = !binds.every((address) => isLoopback(address));
  const network =
    urls && isWide
      ? [
          fact('network', urls, 'Clients are served beyond loopback.', {
            write: `https://127.0.0.1:${port}`,
          }),
        ]
      : [];
  const common = { port, protocol: 'http', binds };
  const root = secret(setup, 'ETCD_ROOT_PASSWORD');
  if (asks)
    return listener({
      ...common,
      tls: TLS_CLIENT_CERTIFICATE,
      access: 'tls-only',
      auth: ['client-certificate'],
      facts: network,
      reason: 'It asks each client for a certificate.',
    });
  const tls = isTls ? TLS_REQUIRED : NO_TLS;
  if (root)
    return listener({
      ...common,
      tls,
      access: 'protected',
      auth: ['password'],
      facts: [fact('account', root, 'The administrator has a password.'), ...network],
      reason: 'Its accounts are switched on by the image.',
    });
  const none = variable(setup, 'ALLOW_NONE_AUTHENTICATION');
  const why = none
    ? fact('access', none, 'Nobody has to log in.', { write: '"no"' })
    : certificates
      ? fact('access', certificates, 'Clients need no certificate.', { write: 'true' })
      : fact('access', urls ?? setup.at, 'Clients need no certificate.', {
          add: setup.main
            ? 'client-transport-security:\n  client-cert-auth: true'
            : '--client-cert-auth=true',
        });
  return listener({
    ...common,
    tls,
    access: 'open',
    grants: 'admin',
    auth: ['none'],
    facts: [why, ...network],
    reason: 'Clients need no certificate, and accounts are not switched on by any file.',
  });
}

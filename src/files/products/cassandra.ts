/** Cassandra and ScyllaDB: `cassandra.yaml` or `scylla.yaml`. https://cassandra.apache.org/doc/latest/cassandra/managing/operating/security.html */
import type { Tls } from '../../model/observation.ts';
import { type Flat, readFlat } from '../text/flat.ts';
import { truth } from '../text/value.ts';
import {
  mounted,
  fact,
  flag,
  isLoopback,
  listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  secret,
  type Setup,
  TLS_CLIENT_CERTIFICATE,
  TLS_OFFERED,
  TLS_REQUIRED,
  unreadable,
  variable,
} from './setup.ts';

const PORT = 9042;
const PATHS = [
  '/etc/cassandra/cassandra.yaml',
  '/opt/cassandra/conf/cassandra.yaml',
  '/etc/scylla/scylla.yaml',
];

export const cassandra: ProductFiles = {
  id: 'cassandra',
  images: /(?:^|[/_-])(?:cassandra|scylla|scylladb|dse-server)(?:$|[_-])/,
  programs: /^(?:cassandra|scylla)$/,
  owns: (_source, name) => /^(?:cassandra|scylla)[\w.-]*\.ya?ml$/.test(name),
  idOf: ({ image, main, words }) =>
    /scylla/.test(`${image ?? ''} ${main?.file ?? ''} ${words[0]?.text ?? ''}`)
      ? 'scylladb'
      : 'cassandra',
  read(setup) {
    const source = mounted(setup, PATHS);
    if (typeof source === 'string') return [unreadable(PORT, 'cql', source)];
    const settings: Flat = source ? readFlat(source) : new Map();
    const address = settings.get('rpc_address');
    // The image sets it to all addresses itself.
    const bind = setup.image === null ? (address?.text ?? '127.0.0.1') : '0.0.0.0';
    const network =
      address && setup.image === null && !isLoopback(bind)
        ? [fact('network', address, 'Clients are served beyond loopback.', { write: '127.0.0.1' })]
        : [];
    const common = {
      port: portOf(settings.get('native_transport_port')?.text, PORT),
      protocol: 'cql',
      binds: [bind],
      tls: tlsOf(settings),
    };
    return [listener({ ...common, ...access(setup, settings, network) })];
  },
};

function access(setup: Setup, settings: Flat, network: ReturnType<typeof fact>[]) {
  // The official image takes no such variable; Bitnami's asks unless told otherwise.
  const isOfficial = /^cassandra$/.test(setup.image ?? '');
  const authenticator =
    flag(setup, '--authenticator') ??
    (isOfficial ? undefined : variable(setup, 'CASSANDRA_AUTHENTICATOR')) ??
    settings.get('authenticator') ??
    settings.get('authenticator.class_name');
  const password = secret(setup, 'CASSANDRA_PASSWORD');
  const isBitnami = /bitnami/.test(setup.image ?? '');
  const isOpen =
    authenticator === undefined ? !isBitnami : /AllowAllAuthenticator/.test(authenticator.text);
  if (isOpen) {
    const why = authenticator
      ? fact('access', authenticator, 'Nobody has to log in.', { write: 'PasswordAuthenticator' })
      : fact('access', setup.at, 'Nobody has to log in unless cassandra.yaml says so.', {
          add: 'authenticator: PasswordAuthenticator',
        });
    return {
      access: 'open',
      grants: 'admin',
      auth: ['none'],
      byAbsence: !authenticator,
      facts: [why, ...network],
      reason: 'AllowAllAuthenticator lets every client in as administrator.',
    } as const;
  }
  if (isBitnami && !password) {
    const says = 'Without a password of your own the first account has the published one.';
    const add = 'CASSANDRA_PASSWORD: ${CASSANDRA_PASSWORD:?}';
    const facts = [fact('account', setup.at, says, { add }), ...network];
    const common = { grants: 'admin', auth: ['password'], byAbsence: true } as const;
    return { access: 'default-password', ...common, facts, reason: says } as const;
  }
  const account = password
    ? [fact('account', password, 'The first account has a password of your own.')]
    : [];
  return {
    access: 'protected',
    auth: ['password'],
    facts: [...account, ...network],
    reason: 'Clients have to log in.',
  } as const;
}

function tlsOf(settings: Flat): Tls {
  if (truth(settings.get('client_encryption_options.enabled')?.text) !== true) return NO_TLS;
  if (truth(settings.get('client_encryption_options.optional')?.text) === true) return TLS_OFFERED;
  return truth(settings.get('client_encryption_options.require_client_auth')?.text) === true
    ? TLS_CLIENT_CERTIFICATE
    : TLS_REQUIRED;
}

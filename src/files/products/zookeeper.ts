/** ZooKeeper: `zoo.cfg`, and the official image's variables. https://zookeeper.apache.org/doc/current/zookeeperAdmin.html */
import { EQUALS, last, readSettings, type Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  mounted,
  ANYWHERE,
  fact,
  isLoopback,
  listener,
  type Listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  type Setup,
  TLS_CLIENT_CERTIFICATE,
  TLS_REQUIRED,
  unreadable,
  variable,
} from './setup.ts';

const PORT = 2181;
const PATHS = [
  '/conf/zoo.cfg',
  '/apache-zookeeper/conf/zoo.cfg',
  '/opt/bitnami/zookeeper/conf/zoo.cfg',
];

export const zookeeper: ProductFiles = {
  id: 'zookeeper',
  images: /(?:^|[/_-])(?:cp-)?zookeeper(?:$|[_-])/,
  programs: /^(?:zkServer\.sh|zookeeper-server-start(?:\.sh)?)$/,
  owns: (source, name) =>
    /^zoo[\w.-]*\.cfg$|^zookeeper[\w.-]*\.properties$/.test(name) &&
    /^\s*(?:clientPort|secureClientPort|tickTime|dataDir)\s*=/m.test(source.text),
  read(setup) {
    const source = mounted(setup, PATHS);
    if (typeof source === 'string') return [unreadable(PORT, 'zookeeper', source)];
    const settings = [...(source ? readSettings(source, EQUALS) : []), ...fromEnvironment(setup)];
    return listeners(setup, settings);
  },
};

const NAMES: Readonly<Record<string, string>> = {
  ZOOKEEPER_CLIENT_PORT: 'clientPort',
  ZOO_PORT_NUMBER: 'clientPort',
  ZOOKEEPER_SECURE_CLIENT_PORT: 'secureClientPort',
};

function fromEnvironment(setup: Setup): Setting[] {
  const extra = variable(setup, 'ZOO_CFG_EXTRA');
  const pairs = (extra?.text ?? '').split(/\s+/).flatMap((pair) => {
    const [name = '', text] = pair.split('=');
    return extra && text !== undefined ? [{ ...extra, name, text }] : [];
  });
  const named = Object.entries(NAMES).flatMap(([from, name]) => {
    const found = variable(setup, from);
    return found ? [{ ...found, name }] : [];
  });
  const login = variable(setup, 'ZOO_ENABLE_AUTH');
  const byImage =
    login && truth(login.text) === true
      ? [{ ...login, name: 'sessionRequireClientSASLAuth', text: 'true' }]
      : [];
  return [...pairs, ...named, ...byImage];
}

function listeners(setup: Setup, settings: readonly Setting[]): Listener[] {
  const address = last(settings, 'clientPortAddress');
  const binds = address ? [address.text] : ANYWHERE;
  const plain = last(settings, 'clientPort');
  const secure = last(settings, 'secureClientPort');
  const found: Listener[] = [];
  if (plain || !secure) found.push(judge(setup, settings, plain, binds));
  if (secure) {
    const asks = (last(settings, 'ssl.clientAuth')?.text ?? 'need') === 'need';
    const own = last(settings, 'secureClientPortAddress');
    const inTls = own ? [own.text] : ANYWHERE;
    const common = { port: portOf(secure.text, 0), protocol: 'zookeeper', binds: inTls };
    found.push(
      asks
        ? listener({
            ...common,
            access: 'tls-only',
            tls: TLS_CLIENT_CERTIFICATE,
            auth: ['client-certificate'],
            reason: 'It asks each client for a certificate.',
          })
        : { ...judge(setup, settings, secure, inTls), tls: TLS_REQUIRED },
    );
  }
  return found.filter(({ port }) => port > 0);
}

const LOGS_IN = ['sessionRequireClientSASLAuth', 'enforce.auth.enabled'];

function judge(
  setup: Setup,
  settings: readonly Setting[],
  port: Setting | undefined,
  binds: readonly string[],
): Listener {
  const common = { port: portOf(port?.text, PORT), protocol: 'zookeeper', binds, tls: NO_TLS };
  const login = LOGS_IN.map((name) => last(settings, name, `zookeeper.${name}`)).find(
    (each) => truth(each?.text) === true,
  );
  if (login)
    return listener({
      ...common,
      access: 'protected',
      auth: ['other'],
      facts: [fact('account', login, 'Clients have to log in.')],
      reason: 'Clients have to log in (SASL).',
    });
  const isWide = !binds.every((each) => isLoopback(each));
  const network =
    port && isWide
      ? [
          fact(
            'network',
            port,
            'Clients are served on all addresses.',
            setup.main ? { add: 'clientPortAddress=127.0.0.1' } : {},
          ),
        ]
      : [];
  const why = fact('access', port ?? setup.at, 'Clients need not log in.', {
    add: 'enforce.auth.enabled=true\nenforce.auth.schemes=sasl',
  });
  return listener({
    ...common,
    access: 'open',
    grants: 'read-write',
    auth: ['none'],
    byAbsence: true,
    facts: [why, ...network],
    reason:
      'Clients need not log in, so whoever reaches it reads and writes nodes that have no list of their own.',
  });
}

/**
 * Kafka: each listener has a name, an address and a protocol. `server.properties`, or the images' variables of the same
 * names. https://kafka.apache.org/documentation/#brokerconfigs https://kafka.apache.org/documentation/#security
 */
import { EQUALS, last, readSettings, type Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  BY_CERTIFICATE,
  type Listener,
  type ProductFiles,
  type Setup,
  fact,
  listener,
  mounted,
  portOf,
  tlsOf,
  unreadable,
  wideFacts,
} from './setup.ts';

const PORT = 9092;
const PATHS = [
  '/mnt/shared/config/server.properties',
  '/etc/kafka/server.properties',
  '/opt/kafka/config/server.properties',
  '/opt/bitnami/kafka/config/server.properties',
  '/opt/kafka/config/kraft/server.properties',
  '/etc/kafka/docker/server.properties',
];

export const kafka: ProductFiles = {
  id: 'kafka',
  images:
    /(?:^|[/_-])(?:kafka|cp-kafka|cp-server|kafka-native)(?:$|[_-](?:native|server))|redpanda$/,
  programs: /^kafka-server-start(?:\.sh)?$/,
  owns: (source, name) =>
    name.endsWith('.properties') &&
    /^\s*(?:listeners|advertised\.listeners|broker\.id|process\.roles|node\.id|log\.dirs)\s*=/m.test(
      source.text,
    ),
  read(setup) {
    const source = mounted(setup, PATHS);
    if (typeof source === 'string') return [unreadable(PORT, 'kafka', source)];
    const settings = [...(source ? readSettings(source, EQUALS) : []), ...fromEnvironment(setup)];
    return listeners(setup, settings);
  },
};

function fromEnvironment({ env }: Setup): Setting[] {
  return [...env.values()].flatMap((setting) => {
    const name = /^KAFKA_(?:CFG_)?(.+)$/.exec(setting.name)?.[1];
    return name === undefined
      ? []
      : [
          {
            ...setting,
            name: name
              .toLowerCase()
              .replaceAll('___', '-')
              .replaceAll('__', '\0')
              .replaceAll('_', '.')
              .replaceAll('\0', '_'),
          },
        ];
  });
}

const ONE = /^\s*(?:([\w.-]+):\/\/)?(\[[^\]]*\]|[^:/]*):(\d+)\s*$/;

function listeners(setup: Setup, settings: readonly Setting[]): Listener[] {
  const written = last(settings, 'listeners');
  const where = written ?? last(settings, 'advertised.listeners');
  // Images that are only told what to advertise listen on the same ports, on all addresses.
  const words =
    written?.text ?? where?.text.replaceAll(/:\/\/[^:,]*:/g, '://:') ?? `PLAINTEXT://:${PORT}`;
  const map = new Map(
    (last(settings, 'listener.security.protocol.map')?.text ?? '').split(',').map((pair) => {
      const [name = '', protocol = ''] = pair.split(':');
      return [name.trim(), protocol.trim()] as const;
    }),
  );
  const controllers = (last(settings, 'controller.listener.names')?.text ?? '')
    .split(',')
    .map((word) => word.trim());
  return words.split(',').flatMap((word) => {
    const [, name = 'PLAINTEXT', host = '', port] = ONE.exec(word) ?? [];
    if (port === undefined) return [];
    const protocol = map.get(name) ?? (name === 'CONTROLLER' ? 'PLAINTEXT' : name);
    const isController = controllers.includes(name) || name === 'CONTROLLER';
    return [
      judge(setup, settings, {
        name,
        protocol,
        host,
        port: portOf(port, PORT),
        where,
        isController,
      }),
    ];
  });
}

interface Spoken {
  readonly name: string;
  readonly protocol: string;
  readonly host: string;
  readonly port: number;
  readonly where: Setting | undefined;
  readonly isController: boolean;
}

function judge(setup: Setup, settings: readonly Setting[], spoken: Spoken): Listener {
  const { protocol, host, port, where } = spoken;
  const bind = host === '' || host === '[::]' ? '0.0.0.0' : host.replace(/^\[|\]$/g, '');
  const facts = wideFacts(where, [bind], {}, 'This listener serves addresses beyond loopback.');
  const common = { port, protocol: 'kafka', binds: [bind], tls: tlsOf(protocol.endsWith('SSL')) };
  if (protocol.startsWith('SASL_')) {
    const account = fact('account', where ?? setup.at, 'Clients have to log in.');
    return listener({
      ...common,
      access: 'protected',
      auth: ['other'],
      facts: [account, ...facts],
      reason: 'Clients have to log in (SASL).',
    });
  }
  // A listener's own setting wins over that of all.
  const own = last(settings, `listener.name.${spoken.name.toLowerCase()}.ssl.client.auth`);
  const certificates = own ?? last(settings, 'ssl.client.auth');
  if (protocol === 'SSL' && certificates?.text === 'required') {
    return listener({ ...common, facts, ...BY_CERTIFICATE });
  }
  if (protocol !== 'PLAINTEXT' && protocol !== 'SSL') {
    const reason = 'The protocol of this listener is not among these files.';
    return listener({ ...common, access: 'unknown', tls: null, facts, reason });
  }
  return withoutLogin(setup, settings, spoken, { ...common, facts });
}

function withoutLogin(
  setup: Setup,
  settings: readonly Setting[],
  { where, isController }: Spoken,
  common: Pick<Listener, 'port' | 'protocol' | 'binds' | 'tls' | 'facts'>,
): Listener {
  const authorizer = last(settings, 'authorizer.class.name')?.text ?? '';
  const everybody = truth(last(settings, 'allow.everyone.if.no.acl.found')?.text) === true;
  if (authorizer !== '' && !everybody) {
    const reason =
      'Nobody has to log in, and what anonymous clients may do stands in lists of the cluster.';
    return listener({ ...common, access: 'unknown', reason });
  }
  const mend = where ? {} : { add: 'KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: PLAINTEXT:SASL_SSL' };
  const why = fact('access', where ?? setup.at, 'Clients need not log in on this listener.', mend);
  return listener({
    ...common,
    access: 'open',
    grants: isController ? 'admin' : 'read-write',
    auth: ['none'],
    byAbsence: !where,
    facts: [why, ...common.facts],
    reason: 'Clients need not log in, so whoever reaches it reads and writes every topic.',
  });
}

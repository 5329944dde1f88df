/**
 * RabbitMQ: `rabbitmq.conf` and the official image's variables. The image lets `guest` in from everywhere, the server
 * alone from loopback. https://www.rabbitmq.com/docs/access-control https://www.rabbitmq.com/docs/configure
 */
import { last, readSettings, type LineForm, type Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  type Listener,
  NO_TLS,
  type ProductFiles,
  type Setup,
  TLS_REQUIRED,
  fact,
  listener,
  mounted,
  portOf,
  secret,
  unreadable,
  variable,
} from './setup.ts';

const PORT = 5672;
const MANAGEMENT = 15_672;
const FORM: LineForm = { between: /\s*=\s*/, comment: /^#/ };
const PATH = '/etc/rabbitmq/rabbitmq.conf';
const FOLDER = '/etc/rabbitmq/conf.d';

export const rabbitmq: ProductFiles = {
  id: 'rabbitmq',
  images: /(?:^|[/_-])rabbitmq(?:$|[_-])/,
  programs: /^rabbitmq-server$/,
  owns: (_source, name) => /^rabbitmq[\w.-]*\.conf$/.test(name) && !/env/.test(name),
  read(setup) {
    const source = mounted(setup, [PATH]);
    if (typeof source === 'string') return [unreadable(PORT, 'amqp', source)];
    const folder = setup.main ? [] : setup.files.list(FOLDER);
    const settings = [...(source ? [source] : []), ...folder].flatMap((each) =>
      readSettings(each, FORM),
    );
    return listeners(setup, settings);
  },
};

function listeners(setup: Setup, settings: readonly Setting[]): Listener[] {
  const who = access(setup, settings);
  const tcp = settings.filter(({ name }) => /^listeners\.tcp(?:\.|$)/.test(name));
  const ssl = settings.filter(({ name }) => name.startsWith('listeners.ssl.'));
  const isOff = tcp.some(({ text }) => text === 'none');
  const plain = tcp.length === 0 ? [undefined] : tcp;
  const amqp = { ...who, protocol: 'amqp' };
  const found = isOff
    ? []
    : plain.map((each) => listener({ ...amqp, ...placeOf(each, PORT), tls: NO_TLS }));
  const port = last(settings, 'management.tcp.port', 'management.listener.port');
  const ip = last(settings, 'management.tcp.ip', 'management.listener.ip');
  const isManaged = (variable(setup, 'NIGHTLATCH_TAG')?.text ?? '').includes('management');
  if (isManaged || port || ip) {
    const where = { port: portOf(port?.text, MANAGEMENT), binds: [ip?.text ?? '0.0.0.0'] };
    found.push(listener({ ...who, ...where, protocol: 'http', auth: ['basic'], tls: NO_TLS }));
  }
  return [
    ...found,
    ...ssl.map((each) => listener({ ...amqp, ...placeOf(each, PORT), tls: TLS_REQUIRED })),
  ];
}

function placeOf(setting: Setting | undefined, usual: number): Pick<Listener, 'port' | 'binds'> {
  const [, host, port] = /^(?:(\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(setting?.text ?? '') ?? [];
  const bind = host?.replace(/^\[|\]$/g, '');
  return {
    port: portOf(port, usual),
    binds: [bind === undefined || bind === '::' ? '0.0.0.0' : bind],
  };
}

type Who = Pick<Listener, 'access' | 'grants' | 'reason' | 'facts' | 'auth' | 'byAbsence'>;

function access(setup: Setup, settings: readonly Setting[]): Who {
  const anonymous = last(settings, 'anonymous_login_user');
  const mechanism = settings.find(
    ({ name, text }) => name.startsWith('auth_mechanisms') && text === 'ANONYMOUS',
  );
  if (mechanism && anonymous?.text !== 'none') {
    const facts = [
      fact('access', mechanism, 'Clients may come in without credentials.', { write: '' }),
    ];
    const reason = 'The mechanism ANONYMOUS lets clients in without credentials.';
    return {
      access: 'open',
      grants: 'read-write',
      auth: ['none'],
      byAbsence: false,
      facts,
      reason,
    };
  }
  const user =
    variable(setup, 'RABBITMQ_DEFAULT_USER', 'RABBITMQ_USERNAME') ?? last(settings, 'default_user');
  const password =
    secret(setup, 'RABBITMQ_DEFAULT_PASS', 'RABBITMQ_PASSWORD') ?? last(settings, 'default_pass');
  const isGuest = [user, password].every((each) => !each || each.text === 'guest');
  const gate = guestGate(setup, settings);
  if (isGuest && gate.isOpen) return guest(setup, gate.by, password ?? user);
  const account = password ?? user;
  const facts = account
    ? [fact('account', account, 'The first account is one of your own.')]
    : [fact('account', gate.by ?? setup.at, 'The account guest may come from loopback alone.')];
  return {
    access: 'protected',
    grants: null,
    auth: ['password'],
    byAbsence: false,
    facts,
    reason: 'Clients have to log in.',
  };
}

interface Gate {
  readonly isOpen: boolean;
  readonly by: Setting | undefined;
}

/** Whether the account guest may come from other machines, and which line says so. */
function guestGate({ image }: Setup, settings: readonly Setting[]): Gate {
  const by = settings.findLast(
    ({ name, text }) =>
      name === 'loopback_users.guest' || (name === 'loopback_users' && text === 'none'),
  );
  if (by) return { isOpen: by.name === 'loopback_users' || truth(by.text) === false, by };
  return { isOpen: image !== null && !image.includes('bitnami'), by };
}

function guest(setup: Setup, opened: Setting | undefined, account: Setting | undefined): Who {
  const says = 'It keeps the account guest with its published password.';
  const missing = {
    add: 'RABBITMQ_DEFAULT_USER: app\nRABBITMQ_DEFAULT_PASS_FILE: /run/secrets/rabbitmq',
  };
  const why = opened
    ? fact('account', opened, 'The account guest may come from every address.', {
        write: 'loopback_users.guest = true',
      })
    : fact('account', account ?? setup.at, says, account ? {} : missing);
  return {
    access: 'default-password',
    grants: 'admin',
    auth: ['password'],
    byAbsence: !opened && !account,
    facts: [why],
    reason: 'The account guest has its published password, and may come from every address.',
  };
}

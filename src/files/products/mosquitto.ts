/**
 * Mosquitto: listeners in their order, each with its own settings. Since 2.0 it serves loopback alone where no
 * listener is defined, and a listener lets nobody in without credentials unless told to.
 * https://mosquitto.org/man/mosquitto-conf-5.html https://mosquitto.org/documentation/migrating-to-2-0/
 */
import { last, readSettings, type Setting, SPACED } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  named,
  ANYWHERE,
  BY_CERTIFICATE,
  type Listener,
  type ProductFiles,
  type Setup,
  configPath,
  fact,
  isAtLeast,
  listener,
  portOf,
  tlsOf,
  unreadable,
  wideFacts,
} from './setup.ts';

const PORT = 1883;
const PATH = '/mosquitto/config/mosquitto.conf';
/** Shipped with the image for trying it out. https://hub.docker.com/_/eclipse-mosquitto */
const NO_AUTH = /mosquitto-no-auth\.conf$/;

export const mosquitto: ProductFiles = {
  id: 'mqtt',
  images: /(?:^|[/_-])mosquitto(?:$|[_-])/,
  programs: /^mosquitto$/,
  owns: (source, name) =>
    /^mosquitto[\w.-]*\.conf$/.test(name) ||
    (name.endsWith('.conf') && /^\s*allow_anonymous\s/m.test(source.text)),
  read(setup) {
    const path = configPath(setup, /\.conf$/, '-c', '--config-file');
    if (path && NO_AUTH.test(path.text)) {
      const why = fact('access', path, 'This configuration lets anybody in.', {
        write: '/mosquitto/config/mosquitto.conf',
      });
      return [listener({ ...OPEN, port: PORT, facts: [why], binds: ANYWHERE })];
    }
    const source = setup.main ?? (path ? named(setup, path.text) : setup.files.read(PATH));
    if (typeof source === 'string') return [unreadable(PORT, 'mqtt', source)];
    const settings = source ? readSettings(source, SPACED) : [];
    return listeners(setup, settings);
  },
};

const OPEN = {
  protocol: 'mqtt',
  access: 'open',
  grants: 'read-write',
  auth: ['none'],
  reason: 'It lets clients subscribe and publish without credentials.',
} as const;

interface Block {
  readonly start: Setting | undefined;
  readonly settings: Setting[];
}

function listeners(setup: Setup, settings: readonly Setting[]): Listener[] {
  const blocks: Block[] = [{ start: undefined, settings: [] }];
  for (const setting of settings) {
    if (setting.name === 'listener') blocks.push({ start: setting, settings: [] });
    else blocks.at(-1)?.settings.push(setting);
  }
  const apart = truth(last(settings, 'per_listener_settings')?.text) === true;
  const [global, ...own] = blocks;
  const port = last(settings, 'port');
  if (own.length === 0 || port) own.unshift({ start: port, settings: global?.settings ?? [] });
  return own
    .map((block) =>
      judge(setup, block, apart ? block.settings : settings, blocks.length === 1 && !port),
    )
    .filter((each) => each !== undefined);
}

function judge(
  setup: Setup,
  { start, settings }: Block,
  effective: readonly Setting[],
  isAlone: boolean,
): Listener | undefined {
  const [portText, address] = (start?.text ?? `${PORT}`).split(/\s+/);
  const port = portOf(portText, PORT);
  const protocol = last(settings, 'protocol')?.text;
  if (port === 0 || protocol === 'http_api') return undefined;
  const binds = bindsOf(setup, address ?? last(settings, 'bind_address')?.text, isAlone);
  const asks = truth(last(settings, 'require_certificate')?.text) === true;
  const isTls = last(settings, 'certfile') !== undefined;
  const facts = wideFacts(start, binds, { write: `listener ${port} 127.0.0.1` });
  const common = {
    port,
    protocol: protocol === 'websockets' ? 'http' : 'mqtt',
    binds,
    tls: tlsOf(isTls, asks),
  };
  if (isTls && asks) return listener({ ...common, facts, ...BY_CERTIFICATE });
  const who = access(setup, effective, start, isAlone);
  return listener({ ...common, ...who, facts: [...who.facts, ...facts] });
}

function bindsOf(setup: Setup, bind: string | undefined, isAlone: boolean): readonly string[] {
  if (isAlone && isAtLeast(setup, 2)) return ['127.0.0.1'];
  return bind === undefined || bind === '::' ? ANYWHERE : [bind];
}

function access(
  setup: Setup,
  effective: readonly Setting[],
  start: Setting | undefined,
  isAlone: boolean,
): Pick<Listener, 'access' | 'grants' | 'auth' | 'reason' | 'facts'> {
  const anonymous = last(effective, 'allow_anonymous');
  const says = 'Clients need no credentials.';
  if (truth(anonymous?.text) ?? (!isAtLeast(setup, 2) || isAlone)) {
    const why = anonymous
      ? fact('access', anonymous, says, { write: 'allow_anonymous false' })
      : fact('access', start ?? setup.at, says, { add: 'allow_anonymous false' });
    return { ...OPEN, facts: [why] };
  }
  const account = last(effective, 'password_file', 'plugin', 'auth_plugin') ?? anonymous;
  const reason = 'Clients have to log in.';
  const facts = account ? [fact('account', account, reason)] : [];
  return { facts, access: 'protected', grants: null, auth: ['password'], reason };
}

/**
 * Elasticsearch: `elasticsearch.yml`, nested or dotted, and the image's variables of the same names. Security is on
 * unless switched off since 8.0, and off unless switched on before.
 * https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/security-settings
 */
import type { Place, Tls } from '../../model/observation.ts';
import { type Flat, readFlat } from '../text/flat.ts';
import type { Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  ANYWHERE,
  type Listener,
  type ProductFiles,
  type Setup,
  fact,
  isAtLeast,
  listener,
  portOf,
  tlsOf,
  unreadable,
  wideFacts,
} from './setup.ts';

const PORT = 9200;
const PATH = '/usr/share/elasticsearch/config/elasticsearch.yml';

export const elasticsearch: ProductFiles = {
  id: 'elasticsearch',
  images: /(?:^|[/_-])elasticsearch(?:-oss)?(?:$|[_-])/,
  programs: /^elasticsearch$/,
  owns: (_source, name) => /^elasticsearch[\w.-]*\.ya?ml$/.test(name),
  read(setup) {
    const source = setup.main ?? setup.files.read(PATH);
    if (typeof source === 'string') return [unreadable(PORT, 'http', source)];
    return [listenerOf(setup, settingsOf(setup, source ? readFlat(source) : new Map()))];
  },
};

/** Variables of the image win over the file: `xpack.security.enabled`, or `ES_SETTING_XPACK_SECURITY_ENABLED`. */
export function settingsOf(setup: Setup, file: Flat): Flat {
  const all = new Map(file);
  for (const [name, setting] of setup.env) {
    const spelled = /^ES_SETTING_(\w+)$/.exec(name)?.[1];
    const dotted = spelled
      ?.replaceAll('__', '\0')
      .replaceAll('_', '.')
      .replaceAll('\0', '_')
      .toLowerCase();
    all.set(dotted ?? name, setting);
  }
  for (const [at, word] of setup.words.entries()) {
    const pair =
      /^-E(.*)$/s.exec(word.text)?.[1] ||
      (setup.words[at - 1]?.text === '-E' ? word.text : undefined);
    const [name = '', value] = (pair ?? '').split(/=(.*)/s);
    if (value !== undefined) all.set(name, { ...word, text: value });
  }
  return all;
}

export function bindsOf(
  setup: Setup,
  settings: Flat,
): { binds: readonly string[]; bind: Setting | undefined } {
  const bind =
    settings.get('http.host') ??
    settings.get('http.bind_host') ??
    settings.get('network.bind_host') ??
    settings.get('network.host');
  if (!bind) return { binds: setup.image === null ? ['127.0.0.1'] : ANYWHERE, bind };
  const words = bind.text.split(',').map((word) => word.trim());
  return {
    bind,
    binds: words.map((word) =>
      word === '_local_' ? '127.0.0.1' : /^(?:_\w+(?::\w+)?_|::|0)$/.test(word) ? '0.0.0.0' : word,
    ),
  };
}

function listenerOf(setup: Setup, settings: Flat): Listener {
  const security = settings.get('xpack.security.enabled');
  const { binds, bind } = bindsOf(setup, settings);
  const network = wideFacts(bind, binds, { write: '_local_' });
  const port = portOf(settings.get('http.port')?.text, PORT);
  const common = { port, protocol: 'http', binds, facts: network };
  if (security && !security.known) {
    const reason = 'Whether its security is on only exists once it runs.';
    return listener({ ...common, access: 'unknown', tls: null, reason });
  }
  const isOss = /-oss$|oss\//.test(setup.image ?? '');
  const isOn = !isOss && (truth(security?.text) ?? isAtLeast(setup, 8));
  if (!isOn) {
    const why = security
      ? fact('access', security, 'Its security is off.', { write: 'true' })
      : fact('access', setup.at, 'Its security is not switched on.', {
          add: 'xpack.security.enabled=true',
        });
    return listener({
      ...common,
      ...OPEN,
      byAbsence: !security,
      facts: [why, ...network],
      reason: 'Its security is off, so whoever reaches it reads and writes every index.',
    });
  }
  return secured(
    settings,
    { ...common, tls: certificates(setup, settings, security) },
    security ?? setup.at,
  );
}

const OPEN = { access: 'open', grants: 'admin', auth: ['none'] } as const;

function secured(
  settings: Flat,
  common: Pick<Listener, 'port' | 'protocol' | 'binds' | 'facts' | 'tls'>,
  where: Setting | Place,
): Listener {
  const [, anonymous] =
    [...settings].find(([name]) => name.startsWith('xpack.security.authc.anonymous.roles')) ?? [];
  if (anonymous && anonymous.text !== '') {
    const why = fact('access', anonymous, 'Callers without credentials get roles.', { write: '' });
    const who = anonymous.text.includes('superuser')
      ? OPEN
      : ({ access: 'partial', grants: 'read', auth: ['none'] } as const);
    const reason = 'Callers without credentials get the roles of the anonymous user.';
    return listener({ ...common, ...who, facts: [why, ...common.facts], reason });
  }
  const account = fact('account', settings.get('ELASTIC_PASSWORD') ?? where, 'Its security is on.');
  const reason = 'Its security is on, so each request needs credentials.';
  return listener({
    ...common,
    access: 'protected',
    auth: ['basic'],
    facts: [account, ...common.facts],
    reason,
  });
}

/** Since 8.0 it makes its own certificate on the first start, unless its security was set by hand. */
function certificates(setup: Setup, settings: Flat, security: Setting | undefined): Tls {
  const written = truth(settings.get('xpack.security.http.ssl.enabled')?.text);
  const byItself = isAtLeast(setup, 8) && !security && setup.image !== null;
  return tlsOf(written ?? byItself);
}

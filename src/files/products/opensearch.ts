/**
 * OpenSearch: the security plugin is there, with demonstration certificates and accounts, unless switched off.
 * https://docs.opensearch.org/latest/security/configuration/disable-enable-security/
 * https://docs.opensearch.org/latest/security/configuration/demo-configuration/
 */
import { type Flat, readFlat } from '../text/flat.ts';
import { truth } from '../text/value.ts';
import { bindsOf, settingsOf } from './elasticsearch.ts';
import {
  type Listener,
  type ProductFiles,
  type Setup,
  fact,
  isAtLeast,
  listener,
  portOf,
  tlsOf,
  unreadable,
  variable,
  wideFacts,
} from './setup.ts';

const PORT = 9200;
const PATH = '/usr/share/opensearch/config/opensearch.yml';

export const opensearch: ProductFiles = {
  id: 'opensearch',
  images: /(?:^|[/_-])opensearch$/,
  programs: /^opensearch(?:-docker-entrypoint\.sh)?$/,
  owns: (_source, name) => /^opensearch[\w.-]*\.ya?ml$/.test(name) && !/dashboards/.test(name),
  read(setup) {
    const source = setup.main ?? setup.files.read(PATH);
    if (typeof source === 'string') return [unreadable(PORT, 'http', source)];
    const settings = settingsOf(setup, source ? readFlat(source) : new Map());
    const { bind, binds } = bindsOf(setup, settings);
    const facts = wideFacts(bind, binds, { write: '_local_' });
    const port = portOf(settings.get('http.port')?.text, PORT);
    return [listenerOf(setup, settings, { port, protocol: 'http', binds, facts })];
  },
};

function listenerOf(
  setup: Setup,
  settings: Flat,
  common: Pick<Listener, 'port' | 'protocol' | 'binds' | 'facts'>,
): Listener {
  const off = settings.get('plugins.security.disabled') ?? settings.get('DISABLE_SECURITY_PLUGIN');
  if (off && truth(off.text) === true) {
    const why = fact('access', off, 'Its security plugin is off.', { write: '"false"' });
    const reason =
      'Its security plugin is off, so whoever reaches it reads and writes every index.';
    return listener({
      ...common,
      access: 'open',
      grants: 'admin',
      auth: ['none'],
      facts: [why, ...common.facts],
      reason,
    });
  }
  const tls = tlsOf(truth(settings.get('plugins.security.ssl.http.enabled')?.text) !== false);
  const password = variable(setup, 'OPENSEARCH_INITIAL_ADMIN_PASSWORD');
  if (!password && hasDemoAccounts(setup)) {
    const add = 'DISABLE_INSTALL_DEMO_CONFIG=true';
    const why = fact('account', setup.at, 'It starts with the demonstration’s accounts.', { add });
    const reason = 'Before 2.12 the demonstration’s administrator has the published password.';
    return listener({
      ...common,
      tls,
      access: 'default-password',
      grants: 'admin',
      auth: ['basic'],
      facts: [why, ...common.facts],
      reason,
    });
  }
  const account = password?.known
    ? [fact('account', password, 'The administrator’s first password is set.')]
    : [];
  const reason = 'Its security plugin is on, so each request needs credentials.';
  return listener({
    ...common,
    tls,
    access: 'protected',
    auth: ['basic'],
    facts: [...account, ...common.facts],
    reason,
  });
}

function hasDemoAccounts(setup: Setup): boolean {
  const isSkipped = truth(variable(setup, 'DISABLE_INSTALL_DEMO_CONFIG')?.text) === true;
  return setup.image !== null && !isSkipped && !isAtLeast(setup, 2, 12);
}

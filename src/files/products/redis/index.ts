/**
 * Redis and what starts as Redis does. `redis.conf`: the last of `requirepass`, `bind` and `port` wins, `include`
 * stands in place, words of the command line come last.
 * https://redis.io/docs/latest/operate/oss_and_stack/management/security/
 * https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/
 */
import { last, type Setting } from '../../text/settings.ts';
import {
  listener,
  type Listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  type Setup,
  TLS_CLIENT_CERTIFICATE,
  TLS_REQUIRED,
  unreadable,
} from '../setup.ts';
import { access, bindsOf } from './access.ts';
import { settingsOf } from './settings.ts';

const PORT = 6379;

export const redis: ProductFiles = {
  id: 'redis',
  images:
    /(?:^|[/_-])(?:redis(?:-stack(?:-server)?)?|valkey|keydb|dragonfly|kvrocks)(?:$|[_-](?:server|alpine|cluster|master|standalone|bundle))/,
  programs: /^(?:redis|valkey|keydb)-server$|^dragonfly$|^kvrocks$/,
  owns: (source, name) =>
    /(?:redis|valkey|keydb)[\w.-]*\.conf$/.test(name) &&
    !/sentinel/.test(name) &&
    /^\s*(?:bind|port|requirepass|protected-mode|appendonly|save|user|dir|tls-port|maxmemory)\s/m.test(
      source.text,
    ),
  idOf: ({ image, words, main }) =>
    /valkey|keydb|dragonfly|kvrocks/.exec(
      image ?? words[0]?.text ?? main?.file.split('/').at(-1) ?? '',
    )?.[0] ?? 'redis',
  read(setup) {
    const settings = settingsOf(setup);
    if (typeof settings === 'string') return [unreadable(PORT, 'resp', settings)];
    return listenersOf(setup, settings);
  },
};

function listenersOf(setup: Setup, settings: readonly Setting[]): Listener[] {
  const binds = bindsOf(settings);
  const plain = portOf(last(settings, 'port')?.text, PORT);
  const secure = portOf(last(settings, 'tls-port', 'tls_port')?.text, 0);
  const certificates = last(settings, 'tls-auth-clients')?.text ?? 'yes';
  const withCertificate = /^yes$/i.test(certificates);
  const who = access(setup, settings);
  const listeners: Listener[] = [];
  if (plain > 0)
    listeners.push(listener({ ...who, port: plain, protocol: 'resp', binds, tls: NO_TLS }));
  if (secure > 0) {
    const shut = withCertificate && who.access !== 'protected';
    const tls = withCertificate ? TLS_CLIENT_CERTIFICATE : TLS_REQUIRED;
    const only = {
      ...who,
      access: 'tls-only',
      grants: null,
      auth: ['client-certificate'],
      reason: 'It asks each client for a certificate.',
    } as const;
    listeners.push(
      listener({ ...(shut ? only : who), port: secure, protocol: 'resp', binds, tls }),
    );
  }
  return listeners;
}

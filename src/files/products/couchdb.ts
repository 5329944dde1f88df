/** CouchDB: `local.ini` over `default.ini`, and the image's variables. Since 3.0 it does not start without an administrator. https://docs.couchdb.org/en/stable/config/auth.html */
import { INI, readSettings, type Setting } from '../text/settings.ts';
import type { Source } from '../text/source.ts';
import {
  fact,
  isAtLeast,
  isLoopback,
  listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  secret,
  type Setup,
} from './setup.ts';

const PORT = 5984;
const FOLDERS = ['/opt/couchdb/etc/local.d', '/opt/couchdb/etc/default.d'];

export const couchdb: ProductFiles = {
  id: 'couchdb',
  images: /(?:^|[/_-])couchdb(?:$|[_-])/,
  programs: /^couchdb$/,
  owns: (source, name) =>
    name.endsWith('.ini') &&
    /^\s*\[(?:chttpd|couchdb|couch_httpd_auth|chttpd_auth)\]/m.test(source.text),
  read(setup) {
    const settings = sourcesOf(setup).flatMap((source) => readSettings(source, INI));
    const inSection = (section: RegExp, name: string): Setting | undefined =>
      settings.findLast((each) => each.name === name && section.test(each.section ?? ''));
    const bind = inSection(/^(?:chttpd|httpd)$/, 'bind_address');
    const address = bind?.text ?? (setup.image === null ? '127.0.0.1' : '0.0.0.0');
    const network =
      bind && !isLoopback(address)
        ? [
            fact('network', bind, 'It listens beyond loopback.', {
              write: 'bind_address = 127.0.0.1',
            }),
          ]
        : [];
    const port = portOf(inSection(/^chttpd$/, 'port')?.text, PORT);
    const common = {
      port,
      protocol: 'http',
      binds: [address === '::' || address === 'any' ? '0.0.0.0' : address],
      tls: NO_TLS,
    };
    const admin =
      settings.find(({ section }) => section === 'admins') ?? secret(setup, 'COUCHDB_PASSWORD');
    if (admin)
      return [
        listener({
          ...common,
          access: 'protected',
          auth: ['basic'],
          facts: [fact('account', admin, 'An administrator is named.'), ...network],
          reason: 'An administrator is named, so data needs credentials.',
        }),
      ];
    if (setup.image !== null && isAtLeast(setup, 3)) return [];
    if (setup.image === null)
      return [
        listener({
          ...common,
          access: 'unknown',
          facts: network,
          reason:
            'No administrator stands in these files; since 3.0 it does not start without one.',
        }),
      ];
    const why = fact('access', setup.at, 'No administrator is named.', {
      add: 'COUCHDB_USER: admin\nCOUCHDB_PASSWORD_FILE: /run/secrets/couchdb',
    });
    return [
      listener({
        ...common,
        access: 'open',
        grants: 'admin',
        auth: ['none'],
        byAbsence: true,
        facts: [why, ...network],
        reason: 'Before 3.0, without an administrator every caller is one.',
      }),
    ];
  },
};

function sourcesOf(setup: Setup): Source[] {
  const named = setup.main
    ? [setup.main]
    : [
        setup.files.read('/opt/couchdb/etc/local.ini'),
        ...FOLDERS.flatMap((folder) => [...setup.files.list(folder)]),
      ];
  return named.filter((each) => typeof each === 'object');
}

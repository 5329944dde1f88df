/**
 * MySQL and MariaDB: option files (dash and underscore are equal, later wins, `!include`), the command line over them,
 * and the official images' variables. https://dev.mysql.com/doc/refman/8.4/en/option-files.html
 * https://mariadb.com/docs/server/server-management/install-and-upgrade-mariadb/configuring-mariadb/configuring-mariadb-with-option-files
 */
import type { FileFact, Tls } from '../../model/observation.ts';
import type { Source } from '../text/source.ts';
import { INI, last, linesOf, readSettings, type Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  ANYWHERE,
  fact,
  flag,
  isAtLeast,
  isLoopback,
  listener,
  type Listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  secret,
  type Setup,
  TLS_OFFERED,
  TLS_REQUIRED,
  variable,
} from './setup.ts';

const PORT = 3306;
const X_PORT = 33_060;
const MOST_INCLUDES = 20;
const SERVER =
  /^(?:mysqld|mariadbd?|server|mysqld-[\d.]+|mariadb-[\d.]+|mariadbd-[\d.]+|embedded|mysqld_safe)$/;

export const mysql: ProductFiles = {
  id: 'mysql',
  images:
    /(?:^|[/_-])(?:mysql|mariadb|mysql-server|mysql\/enterprise-server|percona(?:-server)?)(?:$|[_-](?:galera|server|router))/,
  programs: /^(?:mysqld|mariadbd)(?:_safe)?$/,
  owns: (source, name) =>
    name.endsWith('.cnf') && /^\s*\[(?:mysqld|mariadbd?|server)\b/m.test(source.text),
  idOf: ({ image, words, main }) =>
    /mariadb/.test(`${image ?? ''} ${words[0]?.text ?? ''}`) ||
    /^\s*\[mariadbd?\b/m.test(main?.text ?? '') ||
    /mariadb/.test(main?.file ?? '')
      ? 'mariadb'
      : 'mysql',
  read(setup) {
    const settings = settingsOf(setup);
    const skip = last(settings, 'skip-networking');
    if (skip && truth(skip.text === '' ? 'on' : skip.text) !== false) return [];
    const isMaria = mysql.idOf?.(setup) === 'mariadb';
    const main = mainListener(setup, settings, isMaria);
    return [main, ...xListener(setup, settings, isMaria, main)].filter(
      (each) => each !== undefined,
    );
  },
};

function settingsOf(setup: Setup): Setting[] {
  const all: Setting[] = [];
  const path = flag(setup, '--defaults-file', '--defaults-extra-file');
  const named = path ? [setup.files.read(path.text)] : [];
  const folders = [
    '/etc/mysql/conf.d',
    '/etc/mysql/mariadb.conf.d',
    '/etc/my.cnf.d',
    '/etc/mysql/mysql.conf.d',
  ];
  const mounted = ['/etc/my.cnf', '/etc/mysql/my.cnf'].map((each) => setup.files.read(each));
  const usual = [...mounted, ...folders.flatMap((folder) => [...setup.files.list(folder)])];
  const sources = setup.main ? [setup.main] : [...named, ...usual];
  for (const source of sources) if (typeof source === 'object') include(setup, source, all, 0);
  for (const word of setup.words) {
    const option = /^--(?:loose-)?([a-z][\w-]*)(?:=(.*))?$/s.exec(word.text);
    if (option) all.push({ ...word, name: plain(option[1] ?? ''), text: option[2] ?? '' });
  }
  return all;
}

function include(setup: Setup, source: Source, into: Setting[], depth: number): void {
  if (depth > MOST_INCLUDES) return;
  for (const { words } of linesOf(source)) {
    const [, kind, path = ''] = /^!include(dir)?\s+(.+)$/.exec(words) ?? [];
    if (path === '') continue;
    const found = kind ? setup.files.list(path) : [setup.files.read(path)];
    for (const each of found) if (typeof each === 'object') include(setup, each, into, depth + 1);
  }
  for (const setting of readSettings(source, INI)) {
    if (!SERVER.test(setting.section ?? '')) continue;
    into.push({ ...setting, name: plain(setting.name) });
  }
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^loose-/, '');
}

function bindsOf(
  setup: Setup,
  settings: readonly Setting[],
  name: string,
): { binds: readonly string[]; facts: FileFact[] } {
  const bind = last(settings, name);
  if (!bind) return { binds: ANYWHERE, facts: [] };
  const binds = bind.text.split(',').map((word) => word.trim().replace(/^(?:\*|::)$/, '0.0.0.0'));
  const isWide = !binds.every((address) => isLoopback(address));
  const mend = bind.section === undefined ? {} : { write: `${name}=127.0.0.1` };
  return {
    binds,
    facts: isWide ? [fact('network', bind, 'It listens beyond loopback.', mend)] : [],
  };
}

function tlsOf(setup: Setup, settings: readonly Setting[], isMaria: boolean): Tls {
  const required = last(settings, 'require-secure-transport');
  if (required && truth(required.text === '' ? 'on' : required.text) === true) return TLS_REQUIRED;
  const off = last(settings, 'ssl', 'skip-ssl', 'tls-version');
  if (
    off &&
    (off.name === 'skip-ssl' ||
      truth(off.text) === false ||
      (off.name === 'tls-version' && off.text === ''))
  )
    return NO_TLS;
  if (last(settings, 'ssl-cert', 'ssl-key')) return TLS_OFFERED;
  // MySQL has made its own certificate since 5.7, MariaDB since 11.4.
  return isMaria
    ? isAtLeast(setup, 11, 4) && setup.version !== null
      ? TLS_OFFERED
      : NO_TLS
    : isAtLeast(setup, 5, 7)
      ? TLS_OFFERED
      : NO_TLS;
}

function mainListener(
  setup: Setup,
  settings: readonly Setting[],
  isMaria: boolean,
): Listener | undefined {
  const port = portOf(last(settings, 'port')?.text, PORT);
  const { binds, facts } = bindsOf(setup, settings, 'bind-address');
  const common = { port, protocol: 'mysql', binds, tls: tlsOf(setup, settings, isMaria) };
  const skip = last(settings, 'skip-grant-tables');
  if (skip && truth(skip.text === '' ? 'on' : skip.text) !== false) {
    // MySQL 8 then listens to nobody but its own machine.
    if (!isMaria && isAtLeast(setup, 8)) return undefined;
    const why = fact('access', skip, 'Accounts are not asked for at all.', { write: '' });
    return listener({
      ...common,
      access: 'open',
      grants: 'admin',
      auth: ['none'],
      facts: [why, ...facts],
      reason: 'skip-grant-tables lets every client in as administrator.',
    });
  }
  return listener({ ...common, ...accounts(setup, isMaria, facts) });
}

const EMPTY = [
  'MYSQL_ALLOW_EMPTY_PASSWORD',
  'MARIADB_ALLOW_EMPTY_ROOT_PASSWORD',
  'MARIADB_ALLOW_EMPTY_PASSWORD',
  'ALLOW_EMPTY_PASSWORD',
];
const PASSWORDS = [
  'MYSQL_ROOT_PASSWORD',
  'MARIADB_ROOT_PASSWORD',
  'MARIADB_ROOT_PASSWORD_HASH',
  'MYSQL_RANDOM_ROOT_PASSWORD',
  'MARIADB_RANDOM_ROOT_PASSWORD',
];

function accounts(
  setup: Setup,
  isMaria: boolean,
  network: readonly FileFact[],
): Pick<Listener, 'access' | 'grants' | 'auth' | 'reason' | 'facts'> {
  const password = secret(setup, ...PASSWORDS);
  const empty = EMPTY.map((name) => variable(setup, name)).find(
    (each) => each && each.text !== '' && !/^(?:0|no|false)$/i.test(each.text),
  );
  const auth = isMaria ? (['sha1-challenge'] as const) : (['sha2-challenge'] as const);
  if (empty && !password) {
    const host = variable(setup, 'MYSQL_ROOT_HOST', 'MARIADB_ROOT_HOST');
    if (host && isLoopback(host.text)) {
      return {
        access: 'denied',
        grants: null,
        auth: [],
        facts: network,
        reason: 'The administrator has no password, and may come from loopback alone.',
      };
    }
    const why = fact('account', empty, 'The administrator has no password.', { write: '"no"' });
    return {
      access: 'passwordless',
      grants: 'admin',
      auth: [...auth],
      facts: [why, ...network],
      reason: 'The administrator (root) has an empty password, and may come from every address.',
    };
  }
  const facts = password
    ? [fact('account', password, 'The administrator has a password.'), ...network]
    : network;
  return {
    access: 'protected',
    grants: null,
    auth: [...auth],
    facts,
    reason: 'It asks each client to log in.',
  };
}

/** MySQL 8 opens the X protocol beside it, on all addresses. */
function xListener(
  setup: Setup,
  settings: readonly Setting[],
  isMaria: boolean,
  main: Listener | undefined,
): Listener[] {
  const off = last(settings, 'mysqlx', 'skip-mysqlx');
  const isOff = off && (off.name === 'skip-mysqlx' || truth(off.text) === false);
  if (isMaria || isOff || !isAtLeast(setup, 8) || !main) return [];
  const { binds, facts } = bindsOf(setup, settings, 'mysqlx-bind-address');
  const port = portOf(last(settings, 'mysqlx-port')?.text, X_PORT);
  const account = main.facts.filter(({ about }) => about === 'account');
  // The administrator of MySQL 8 cannot log in here by the old challenge, and with an empty password can.
  return [{ ...main, port, protocol: 'mysqlx', binds, facts: [...account, ...facts] }];
}

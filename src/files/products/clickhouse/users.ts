/**
 * Users of `users.xml` and `users.d`, with what the official image's entry point adds.
 * https://clickhouse.com/docs/operations/settings/settings-users https://hub.docker.com/r/clickhouse/clickhouse-server
 */
import type { FileFact } from '../../../model/observation.ts';
import type { Element } from '../../text/xml.ts';
import { holds, type Range, rangeOf, STRANGERS } from '../cidr.ts';
import { fact, isAtLeast, type Listener, secret, type Setup, variable } from '../setup.ts';
import { child, settingOf } from './merge.ts';

export type Who = Pick<Listener, 'access' | 'grants' | 'auth' | 'reason' | 'facts' | 'byAbsence'>;

const SECRETS =
  /^(?:password_(?:sha256|double_sha1|scram_sha256)(?:_hex)?|password_sha256_hex|ldap|kerberos|ssl_certificates|ssh_keys|http_authentication|jwt|auth_methods|password_bcrypt)$/;
/** From this release on the image keeps `default` to loopback unless it is told of a user. https://github.com/ClickHouse/ClickHouse/pull/75259 */
const SHUT_SINCE = [25, 2] as const;

function element(
  name: string,
  at: Element['at'],
  children: readonly Element[],
  text = '',
): Element {
  return { name, attributes: new Map(), children, text, at };
}

/** The file `users.d/default-user.xml` as the image writes it; none where it leaves `default` as it ships. */
export function byEntryPoint(setup: Setup): Element | undefined {
  const skip = variable(setup, 'CLICKHOUSE_SKIP_USER_SETUP');
  if (setup.image === null || skip?.text === '1') return undefined;
  const made = toldUser(setup);
  if (made) return file(setup, [gone(setup), made]);
  if (!isAtLeast(setup, ...SHUT_SINCE)) return undefined;
  const local = ['::1', '127.0.0.1'].map((address) => element('ip', setup.at, [], address));
  const networks = element('networks', setup.at, local);
  const replaced = { ...networks, attributes: new Map([['replace', '1']]) };
  return file(setup, [element('default', setup.at, [replaced])]);
}

/** The user that the variables name; none of them leaves the user `default`. */
function toldUser(setup: Setup): Element | undefined {
  const name = variable(setup, 'CLICKHOUSE_USER', 'CLICKHOUSE_ADMIN_USER');
  const password = secret(setup, 'CLICKHOUSE_PASSWORD', 'CLICKHOUSE_ADMIN_PASSWORD');
  const managed = variable(setup, 'CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT');
  const own = name?.text === 'default' ? undefined : name;
  const told = password ?? own ?? (managed?.text === '0' ? undefined : managed);
  if (!told) return undefined;
  const text = password?.known === false ? UNKNOWN : (password?.text ?? '');
  const children = [element('password', told.at, [], text), anywhere(setup.at)];
  return element(name?.text ?? 'default', told.at, children);
}

function gone({ at }: Setup): Element {
  return { ...element('default', at, []), attributes: new Map([['remove', '1']]) };
}

function file({ at }: Setup, users: readonly Element[]): Element {
  return element('clickhouse', at, [element('users', at, users)]);
}

/** Stands for a password that only exists where it runs. */
const UNKNOWN = '\0unknown';

function anywhere(at: Element['at']): Element {
  return element('networks', at, [element('ip', at, [], '::/0')]);
}

/** `users.xml` as it ships: the user `default` without a password, from everywhere. */
export function shipped(setup: Setup): Element {
  const user = element('default', setup.at, [
    element('password', setup.at, []),
    anywhere(setup.at),
  ]);
  return element('clickhouse', setup.at, [element('users', setup.at, [user])]);
}

type Password = 'none' | 'set' | 'unknown';

function passwordOf(user: Element, setup: Setup): Password {
  if (user.children.some(({ name }) => SECRETS.test(name))) return 'set';
  const password = child(user, 'password');
  const from = password?.attributes.get('from_env');
  if (from !== undefined) {
    const found = variable(setup, from);
    return found?.known && found.text !== '' ? 'set' : 'unknown';
  }
  if (
    password?.text === UNKNOWN ||
    password?.attributes.has('from_zk') ||
    password?.attributes.has('incl')
  )
    return 'unknown';
  return password && password.text !== '' ? 'set' : 'none';
}

/** Whether a stranger may come as this user. */
function letsStrangers(user: Element): boolean {
  const networks = child(user, 'networks');
  if (!networks || networks.children.length === 0) return networks === undefined;
  const ranges = networks.children
    .filter(({ name }) => name === 'ip')
    .map(({ text }) => rangeOf(text))
    .filter((range): range is Range => range !== undefined);
  const byName = networks.children.some(
    ({ name, text }) => name === 'host_regexp' && /^\.\*$|^\^?\.\*\$?$/.test(text),
  );
  return byName || STRANGERS.some((address) => holds(ranges, address));
}

export function judgeUsers(root: Element, setup: Setup): Who {
  const users = (child(root, 'users')?.children ?? []).filter(
    ({ children }) => children.length > 0,
  );
  const open = users.filter((user) => passwordOf(user, setup) === 'none');
  const found =
    open.find((user) => user.name === 'default' && letsStrangers(user)) ?? open.find(letsStrangers);
  if (found) return withoutPassword(found, setup);
  if (users.some((user) => passwordOf(user, setup) === 'unknown')) {
    return {
      access: 'unknown',
      grants: null,
      auth: [],
      byAbsence: false,
      facts: [],
      reason: 'A password only exists once it runs, and may be empty.',
    };
  }
  if (open.some(({ name }) => name === 'default')) {
    return {
      access: 'denied',
      grants: null,
      auth: [],
      byAbsence: false,
      facts: [],
      reason: 'The standard user has no password, and may come from a few addresses alone.',
    };
  }
  const [first] = users;
  const facts = first
    ? [fact('account', child(first, 'password')?.at ?? first.at, 'Each user has a password.')]
    : [];
  return {
    access: 'protected',
    grants: null,
    auth: ['password'],
    byAbsence: false,
    facts,
    reason: 'Each user has a password.',
  };
}

function withoutPassword(user: Element, setup: Setup): Who {
  const password = child(user, 'password') ?? child(user, 'no_password');
  const isWritten = password !== undefined && password.at !== setup.at;
  const isStandard = user.name === 'default';
  const about = isStandard ? 'access' : 'account';
  const skip = variable(setup, 'CLICKHOUSE_SKIP_USER_SETUP');
  const facts = isWritten
    ? [writtenFact(about, password)]
    : skip
      ? [fact(about, skip, 'The image leaves the standard user as it ships.', { write: '"0"' })]
      : [fact(about, setup.at, 'The user default has no password.', { add: PASSWORD })];
  const isReadOnly = child(user, 'profile')?.text === 'readonly';
  return {
    access: isStandard ? 'open' : 'passwordless',
    grants: isReadOnly ? 'read' : 'admin',
    auth: ['none'],
    byAbsence: !isWritten,
    facts,
    reason: isStandard
      ? 'The standard user has no password, and may come from every address.'
      : 'A user has no password, and may come from every address.',
  };
}

const PASSWORD = 'CLICKHOUSE_PASSWORD_FILE: /run/secrets/clickhouse';

function writtenFact(about: 'access' | 'account', password: Element): FileFact {
  const isFile = password.at.file.endsWith('.xml');
  const write = '<password_sha256_hex>…</password_sha256_hex>';
  return fact(about, settingOf(password), 'This user has no password.', isFile ? { write } : {});
}

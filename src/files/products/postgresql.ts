/**
 * PostgreSQL: `postgresql.conf` (the last line wins, `include` in place) with `pg_hba.conf`, and the official image's
 * variables. https://www.postgresql.org/docs/current/runtime-config-connection.html
 */
import type { AuthMethod, FileFact, Tls } from '../../model/observation.ts';
import type { Source } from '../text/source.ts';
import { last, readSettings, type LineForm, type Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import { judgeHba, readHba, type HbaLine } from './hba.ts';
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
  unreadable,
  variable,
} from './setup.ts';

const PORT = 5432;
const MOST_INCLUDES = 20;
const FORM: LineForm = { between: /\s*=\s*|\s+/, comment: /^#/, trailing: /\s+#[^']*$/ };

export const postgresql: ProductFiles = {
  id: 'postgresql',
  images:
    /(?:^|[/_-])(?:postgres(?:ql)?|postgis|timescaledb(?:-ha)?|pgvector|supabase\/postgres|citus|cloudnative-pg\/postgresql)(?:$|[_-](?:repmgr|ha|server|alpine))/,
  programs: /^(?:postgres|postmaster)$/,
  owns: (source, name) =>
    (/^postgresql[\w.-]*\.conf$/.test(name) &&
      /^\s*#?\s*(?:listen_addresses|port|ssl|max_connections|shared_buffers|password_encryption)\b/m.test(
        source.text,
      )) ||
    (/^pg_hba[\w.-]*\.conf$/.test(name) && /^\s*(?:host|local)/m.test(source.text)),
  read(setup) {
    const settings = settingsOf(setup);
    if (typeof settings === 'string') return [unreadable(PORT, 'pgwire', settings)];
    const hba = hbaOf(setup, settings);
    return typeof hba === 'string'
      ? [unreadable(PORT, 'pgwire', hba)]
      : [listenerOf(setup, settings, hba)];
  },
};

function isHba({ file }: Source): boolean {
  return /pg_hba[^/]*$/.test(file);
}

function settingsOf(setup: Setup): Setting[] | string {
  const words = setup.words.flatMap(({ text, ...rest }, at) => {
    const pair = setup.words[at - 1]?.text === '-c' ? text : /^(?:-c|--)(\w.*)/s.exec(text)?.[1];
    const [name = '', value] = (pair ?? '').split(/=(.*)/s);
    return value === undefined ? [] : [{ ...rest, name: name.replaceAll('-', '_'), text: value }];
  });
  const path = last(words, 'config_file')?.text;
  const beside = setup.main && isHba(setup.main) ? setup.files.read('postgresql.conf') : setup.main;
  const source = beside ?? (path ? setup.files.read(path) : undefined);
  if (typeof source === 'string') return source;
  const all: Setting[] = [];
  if (source) include(setup, source, all, 0);
  return [...all, ...words];
}

function include(setup: Setup, source: Source, into: Setting[], depth: number): void {
  if (depth > MOST_INCLUDES) return;
  for (const setting of readSettings(source, FORM)) {
    into.push({ ...setting, name: setting.name.toLowerCase() });
    const isFolder = setting.name === 'include_dir';
    if (!isFolder && !/^include(?:_if_exists)?$/.test(setting.name)) continue;
    const found = isFolder ? setup.files.list(setting.text) : [setup.files.read(setting.text)];
    for (const each of found) if (typeof each === 'object') include(setup, each, into, depth + 1);
  }
}

/** The lines of pg_hba.conf; none where the image writes it; a text where it cannot be read. */
function hbaOf(
  setup: Setup,
  settings: readonly Setting[],
): readonly HbaLine[] | string | undefined {
  if (setup.main && isHba(setup.main)) return readHba(setup.main, setup.files);
  const path = last(settings, 'hba_file');
  const usual = setup.main ? 'pg_hba.conf' : '/var/lib/postgresql/data/pg_hba.conf';
  const source = setup.files.read(path?.text ?? usual);
  if (source === undefined)
    return path ? 'The file of its rules (hba_file) is not among these.' : undefined;
  return typeof source === 'string' ? source : readHba(source, setup.files);
}

function listenerOf(
  setup: Setup,
  settings: readonly Setting[],
  hba: readonly HbaLine[] | undefined,
): Listener {
  const { binds, facts } = bindsOf(setup, settings);
  const port = portOf((flag(setup, '-p') ?? last(settings, 'port'))?.text, PORT);
  const ssl = last(settings, 'ssl');
  const tls = truth(ssl?.text) === true ? TLS_OFFERED : NO_TLS;
  const common = { port, protocol: 'pgwire', binds };
  if (hba) return byLines(setup, settings, hba, { ...common, tls, facts });
  const isWide = !binds.every((address) => isLoopback(address));
  const transport =
    ssl && tls === NO_TLS && isWide
      ? [fact('transport', ssl, 'TLS is off.', { write: 'ssl = on' })]
      : [];
  return byImage(setup, settings, { ...common, tls, facts: [...facts, ...transport] });
}

function bindsOf(
  setup: Setup,
  settings: readonly Setting[],
): { binds: readonly string[]; facts: FileFact[] } {
  const listen = last(settings, 'listen_addresses');
  if (!listen)
    return {
      binds: setup.image === null && !(setup.main && isHba(setup.main)) ? ['127.0.0.1'] : ANYWHERE,
      facts: [],
    };
  const binds = listen.text.split(',').map((word) => word.trim().replace(/^(?:\*|::)$/, '0.0.0.0'));
  const isWide = !binds.every((address) => isLoopback(address) || address === '');
  const inFile = setup.words.every(({ at }) => at !== listen.at);
  const mend = inFile ? { write: "listen_addresses = 'localhost'" } : {};
  return {
    binds: binds.filter((word) => word !== ''),
    facts: isWide ? [fact('network', listen, 'It listens beyond loopback.', mend)] : [],
  };
}

type Common = Pick<Listener, 'port' | 'protocol' | 'binds' | 'tls' | 'facts'>;

/** The official image ends pg_hba.conf with a line for everybody. https://hub.docker.com/_/postgres */
function byImage(setup: Setup, settings: readonly Setting[], common: Common): Listener {
  const method = variable(setup, 'POSTGRES_HOST_AUTH_METHOD');
  if (method?.text === 'trust' || variable(setup, 'ALLOW_EMPTY_PASSWORD')?.text === 'yes') {
    const setting = method ?? variable(setup, 'ALLOW_EMPTY_PASSWORD');
    const why = fact('access', setting ?? setup.at, 'It trusts every address.', {
      write: method ? 'scram-sha-256' : 'no',
    });
    return listener({
      ...common,
      access: 'open',
      grants: 'admin',
      auth: ['none'],
      facts: [why, ...common.facts],
      reason: 'pg_hba.conf will end with `trust` for every address, so anybody is the superuser.',
    });
  }
  if (method?.text === 'reject')
    return listener({
      ...common,
      access: 'denied',
      reason: 'It refuses every address but its own.',
    });
  const password = secret(
    setup,
    'POSTGRES_PASSWORD',
    'POSTGRESQL_PASSWORD',
    'POSTGRESQL_POSTGRES_PASSWORD',
    'PATRONI_SUPERUSER_PASSWORD',
  );
  const facts = password
    ? [fact('account', password, 'A password is set.'), ...common.facts]
    : common.facts;
  const reason =
    setup.image === null
      ? 'pg_hba.conf is not among these files; the one that PostgreSQL ships asks for a password.'
      : 'It asks every address but its own for a password.';
  if (setup.image === null)
    return listener({
      ...common,
      access: 'unknown',
      reason: 'pg_hba.conf, which says who may log in, is not among these files.',
    });
  return listener({
    ...common,
    facts,
    access: 'protected',
    auth: [methodOf(method?.text ?? 'scram-sha-256', setup, settings)],
    reason,
  });
}

function byLines(
  setup: Setup,
  settings: readonly Setting[],
  hba: readonly HbaLine[],
  common: Common,
): Listener {
  const { met, unclear, asksStrangers } = judgeHba(hba);
  const trusted = met.find(({ method }) => method === 'trust');
  if (trusted) {
    const write = trusted.text.replace(/\btrust\b/, 'scram-sha-256');
    const why = fact(
      'access',
      { ...trusted, name: '', known: true },
      'It trusts callers of other machines.',
      { write },
    );
    return listener({
      ...common,
      access: 'open',
      grants: 'admin',
      auth: ['none'],
      facts: [why, ...common.facts],
      reason:
        'A line of pg_hba.conf says `trust` for addresses of other machines, and no line before it decides.',
    });
  }
  const asking = met.filter(({ method }) => method !== 'reject');
  if (!asksStrangers) {
    return unclear
      ? listener({
          ...common,
          access: 'unknown',
          reason:
            'pg_hba.conf speaks of names or of its own networks, which only exist where it runs.',
        })
      : listener({
          ...common,
          access: 'denied',
          reason: 'pg_hba.conf refuses whoever comes from an address that it does not name.',
        });
  }
  const isTlsOnly = asking.every(({ type }) => type === 'hostssl');
  const tls: Tls | null = isTlsOnly ? TLS_REQUIRED : common.tls;
  const plain = asking.find(({ type }) => type !== 'hostssl');
  const transport = plain
    ? [
        fact(
          'transport',
          { ...plain, name: '', known: true },
          'This line takes clients without TLS.',
          { write: plain.text.replace(/^host(?:nossl)?\b/, 'hostssl') },
        ),
      ]
    : [];
  const auth = [...new Set(asking.map(({ method }) => methodOf(method, setup, settings)))];
  const account = asking
    .slice(0, 1)
    .map((line) =>
      fact('account', { ...line, name: '', known: true }, 'This line asks for credentials.'),
    );
  return listener({
    ...common,
    tls,
    auth,
    access: 'protected',
    facts: [...account, ...common.facts, ...transport],
    reason: 'pg_hba.conf asks every other machine that it lets near for credentials.',
  });
}

function methodOf(method: string, setup: Setup, settings: readonly Setting[]): AuthMethod {
  if (method === 'scram-sha-256') return 'scram';
  if (method === 'cert') return 'client-certificate';
  if (method === 'password' || method === 'ldap' || method === 'pam' || method === 'radius')
    return 'cleartext';
  if (method !== 'md5') return 'other';
  // With passwords stored for SCRAM, `md5` means SCRAM.
  const stored =
    last(settings, 'password_encryption')?.text ?? (isAtLeast(setup, 14) ? 'scram-sha-256' : 'md5');
  return stored === 'scram-sha-256' ? 'scram' : 'md5';
}

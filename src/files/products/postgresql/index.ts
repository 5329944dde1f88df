/**
 * PostgreSQL: `postgresql.conf` (the last line wins, `include` in place) with `pg_hba.conf`, and the official image's
 * variables. https://www.postgresql.org/docs/current/runtime-config-connection.html
 */
import type { FileFact } from '../../../model/observation.ts';
import type { Source } from '../../text/source.ts';
import { last, type LineForm, readSettings, type Setting } from '../../text/settings.ts';
import { truth } from '../../text/value.ts';
import {
  ANYWHERE,
  fact,
  flag,
  isLoopback,
  type Listener,
  NO_TLS,
  portOf,
  type ProductFiles,
  type Setup,
  TLS_OFFERED,
  unreadable,
} from '../setup.ts';
import { byImage, byLines } from './access.ts';
import { type HbaLine, readHba } from './hba.ts';

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

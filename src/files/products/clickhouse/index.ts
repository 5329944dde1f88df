/** ClickHouse: ports and addresses of `config.xml` with `config.d`, users beside them. https://clickhouse.com/docs/guides/sre/network-ports */
import { posix } from 'node:path';
import type { Source } from '../../text/source.ts';
import type { Element } from '../../text/xml.ts';
import {
  ANYWHERE,
  fact,
  listener,
  type Listener,
  portOf,
  type ProductFiles,
  type Setup,
  tlsOf,
  unreadable,
  wideFacts,
} from '../setup.ts';
import { child, mergeElements, readElement, settingOf } from './merge.ts';
import { byEntryPoint, judgeUsers, shipped, type Who } from './users.ts';

const FOLDER = '/etc/clickhouse-server';
const HTTP = 8123;
const ROOT = /<(?:clickhouse|yandex)[\s>]/;
const LOCAL = ['127.0.0.1', '::1'];

export const clickhouse: ProductFiles = {
  id: 'clickhouse',
  images: /(?:^|[/_-])clickhouse(?:-server)?$/,
  programs: /^clickhouse(?:-server)?$/,
  owns: (source, name) =>
    (name.endsWith('.xml') && ROOT.test(source.text)) ||
    (/\.ya?ml$/.test(name) &&
      /(?:^|\/)(?:config|users)\.d\/[^/]*$/.test(source.file) &&
      /^(?:users|profiles|listen_host|tcp_port|http_port)\s*:/m.test(source.text)),
  read(setup) {
    const server = layers(setup, 'config');
    const users = layers(setup, 'users');
    if (typeof server === 'string') return [unreadable(HTTP, 'http', server)];
    if (typeof users === 'string') return [unreadable(HTTP, 'http', users)];
    const base = users.main ?? shipped(setup);
    const all = [...users.above, ...entryPoint(setup)].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const who = judgeUsers(
      all.reduce((below, [, above]) => mergeElements(below, above), base),
      setup,
    );
    const isAlone = !server.main && server.above.length === 0;
    const config = server.above.reduce(
      (below, [, above]) => mergeElements(below, above),
      server.main ?? shippedConfig(setup),
    );
    return listeners(setup, config, who, isAlone);
  },
};

function entryPoint(setup: Setup): [string, Element][] {
  const made = byEntryPoint(setup);
  return made ? [['default-user.xml', made]] : [];
}

interface Layers {
  readonly main: Element | undefined;
  readonly above: readonly (readonly [name: string, element: Element])[];
}

/** The main file and those of its folder, in the order of their names. */
function layers(setup: Setup, kind: 'config' | 'users'): Layers | string {
  const folder = setup.main
    ? /(?:^|\/)(?:config|users|conf)\.d\/[^/]*$/.test(setup.main.file)
      ? '..'
      : '.'
    : FOLDER;
  const paths = ['xml', 'yaml', 'yml'].map((ending) => `${folder}/${kind}.${ending}`);
  const main = paths.map((path) => setup.files.read(path)).find((each) => each !== undefined);
  if (typeof main === 'string') return main;
  const beside = [
    ...setup.files.list(`${folder}/${kind}.d`),
    ...(kind === 'config' ? setup.files.list(`${folder}/conf.d`) : []),
  ];
  const isBeside = beside.some(({ file }) => file === setup.main?.file);
  const own = main ?? (setup.main && !isBeside && isOf(setup.main, kind) ? setup.main : undefined);
  const above = beside
    .filter(({ file }) => /\.(?:xml|ya?ml)$/.test(file))
    .map((each) => [posix.basename(each.file), readElement(each)] as const);
  return { main: own && readElement(own), above };
}

function isOf({ text, file }: Source, kind: 'config' | 'users'): boolean {
  const hasUsers =
    /<(?:users|profiles|quotas)>|^users\s*:/m.test(text) || /users/.test(posix.basename(file));
  return hasUsers === (kind === 'users');
}

const PORTS = [
  ['http_port', 'http', false, HTTP],
  ['https_port', 'http', true, undefined],
  ['tcp_port', 'clickhouse-native', false, 9000],
  ['tcp_port_secure', 'clickhouse-native', true, undefined],
  ['mysql_port', 'mysql', false, 9004],
  ['postgresql_port', 'pgwire', false, 9005],
] as const;

/** `config.xml` as it ships: the plain ports, and no listen_host, which means loopback. */
function shippedConfig({ at }: Setup): Element {
  const none = { attributes: new Map<string, string>(), children: [], at };
  const children = PORTS.flatMap(([name, , , port]) =>
    port === undefined ? [] : [{ ...none, name, text: `${port}` }],
  );
  return { ...none, name: 'clickhouse', text: '', children };
}

function listeners(setup: Setup, config: Element, who: Who, isAlone: boolean): Listener[] {
  const hosts = config.children.filter(({ name }) => name === 'listen_host');
  const told = hosts.map(({ text }) => (text === '::' ? '0.0.0.0' : text));
  const binds = hosts.length === 0 ? usualBinds(setup, isAlone) : told;
  const wide = hosts.find(({ text }) => text === '::' || text === '0.0.0.0');
  const mend = wide?.at.file.endsWith('.xml')
    ? { write: '<listen_host>127.0.0.1</listen_host>' }
    : {};
  const network = wideFacts(wide && settingOf(wide), binds, mend);
  return PORTS.flatMap(([name, protocol, isTls]) => {
    const written = child(config, name);
    const port = portOf(written?.text, 0);
    if (!written || port === 0) return [];
    const plain =
      isTls || written.at === setup.at
        ? []
        : [fact('transport', settingOf(written), 'This port speaks without TLS.')];
    // The MySQL protocol always asks; who answers with an empty password has logged in.
    const isLogIn = protocol === 'mysql' && who.access === 'open';
    const own = isLogIn
      ? who.facts.map((each) => ({ ...each, about: 'account' as const }))
      : who.facts;
    const access = isLogIn ? { access: 'passwordless' as const } : {};
    const facts = [...own, ...network, ...plain];
    return [listener({ ...who, ...access, port, protocol, binds, tls: tlsOf(isTls), facts })];
  });
}

/** The image ships a file in `config.d` that binds to all; a folder mounted over it takes that away. */
function usualBinds(setup: Setup, isAlone: boolean): readonly string[] {
  if (setup.image === null) return isAlone ? ANYWHERE : LOCAL;
  return setup.files.isReplaced(`${FOLDER}/config.d/docker_related_config.xml`) ? LOCAL : ANYWHERE;
}

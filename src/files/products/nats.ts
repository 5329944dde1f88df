/**
 * NATS: its own form of configuration, and flags over it.
 * https://docs.nats.io/running-a-nats-service/configuration https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro
 */
import type { FileFact } from '../../model/observation.ts';
import { type Block, find, readBlocks } from '../text/blocks.ts';
import type { Setting } from '../text/settings.ts';
import { truth } from '../text/value.ts';
import {
  BY_CERTIFICATE,
  configPath,
  fact,
  flag,
  listener,
  type Listener,
  named,
  NO_TLS,
  portOf,
  type ProductFiles,
  type Setup,
  tlsOf,
  unreadable,
  wideFacts,
} from './setup.ts';

const PORT = 4222;
const MONITORING = 8222;
const FORM = { semicolons: false, alsoBetween: /[:=]/, lists: true } as const;
const SHIPPED = /^\/?(?:etc\/nats\/)?nats-server\.conf$/;

export const nats: ProductFiles = {
  id: 'nats',
  images: /(?:^|[/_-])nats(?:-server|-streaming)?$/,
  programs: /^nats-server$/,
  owns: (source, name) =>
    /^nats[\w.-]*\.conf$/.test(name) ||
    (name.endsWith('.conf') &&
      /^\s*(?:jetstream|authorization|leafnodes|http_port|monitor_port)\s*[:={ ]/m.test(
        source.text,
      ) &&
      /^\s*(?:port|listen|authorization|jetstream|accounts)\s*[:={]/m.test(source.text)),
  read(setup) {
    const path = configPath(setup, /\.conf$/, '-c', '--config');
    const isShipped = path === undefined || SHIPPED.test(path.text);
    const source =
      setup.main ??
      (path && !isShipped
        ? named(setup, path.text)
        : setup.files.read(path?.text ?? '/nats-server.conf'));
    if (typeof source === 'string') return [unreadable(PORT, 'nats', source)];
    const blocks = source ? withIncluded(readBlocks(source, FORM), setup, { files: 0 }) : [];
    return typeof blocks === 'string'
      ? [unreadable(PORT, 'nats', blocks)]
      : listeners(setup, blocks);
  },
};

const MOST_INCLUDES = 50;

/** `include` stands in place, within a block too; a text where the file is not among these. */
function withIncluded(
  blocks: readonly Block[],
  setup: Setup,
  seen: { files: number },
): Block[] | string {
  const all: Block[] = [];
  for (const block of blocks) {
    const { words, children } = block;
    const inner = words[0] === 'include' ? included(words[1] ?? '', setup, seen) : children;
    const found = typeof inner === 'string' ? inner : withIncluded(inner, setup, seen);
    if (typeof found === 'string') return found;
    all.push(...(words[0] === 'include' ? found : [{ ...block, children: found }]));
  }
  return all;
}

function included(path: string, setup: Setup, seen: { files: number }): Block[] | string {
  seen.files += 1;
  if (seen.files > MOST_INCLUDES) return 'Its files include one another without end.';
  const source = setup.files.read(path);
  if (source === undefined) return 'A file that it includes is not among these.';
  return typeof source === 'string' ? source : readBlocks(source, FORM);
}

function settingOf(block: Block | undefined): Setting | undefined {
  if (!block) return undefined;
  const { words, at, until } = block;
  return {
    name: words[0] ?? '',
    text: words.slice(1).join(':'),
    at,
    known: true,
    ...(until !== undefined && { until }),
  };
}

/** `host:port`, a host, or a port. */
function split(text: string): { host: string | undefined; port: string | undefined } {
  const [, host, port] = /^(?:(.*):)?(\d+)$/.exec(text) ?? [];
  return port === undefined
    ? { host: text, port: undefined }
    : { host: host === '' ? undefined : host, port };
}

function listeners(setup: Setup, blocks: readonly Block[]): Listener[] {
  const { bind, port, where, inFile } = placeOf(setup, blocks);
  const binds = [bind === '::' ? '0.0.0.0' : bind];
  const network = wideFacts(where, binds, inFile ? { write: 'host: "127.0.0.1"' } : {});
  const { isTls, asks } = transport(setup, blocks);
  const common = { port, protocol: 'nats', binds, tls: tlsOf(isTls, asks) };
  const who =
    isTls && asks ? { ...BY_CERTIFICATE, facts: network } : access(setup, blocks, network);
  return [listener({ ...common, ...who }), ...monitoring(setup, blocks)];
}

/** Flags win over the file, `host` and `port` over `listen`. */
function placeOf(setup: Setup, blocks: readonly Block[]) {
  const listen = settingOf(find(blocks, 'listen'));
  const host = settingOf(find(blocks, 'host', 'net', 'addr', 'address'));
  const given = split(listen?.text ?? '');
  const byFlag = flag(setup, '-a', '--addr', '--net');
  const bind = [byFlag?.text, host?.text, given.host].find((each) => each) ?? '0.0.0.0';
  const ports = [flag(setup, '-p', '--port'), settingOf(find(blocks, 'port'))];
  const port = portOf(ports.find((each) => each)?.text ?? given.port, PORT);
  return { bind, port, where: byFlag ?? host ?? listen, inFile: !byFlag && host !== undefined };
}

function transport(setup: Setup, blocks: readonly Block[]): { isTls: boolean; asks: boolean } {
  const tls = find(blocks, 'tls');
  const verify = settingOf(find(tls?.children ?? [], 'verify', 'verify_and_map'));
  const isTls = tls !== undefined || flag(setup, '--tls', '--tlscert') !== undefined;
  const asks = truth(verify?.text) === true || flag(setup, '--tlsverify') !== undefined;
  return { isTls, asks };
}

function access(
  setup: Setup,
  blocks: readonly Block[],
  network: readonly FileFact[],
): Pick<Listener, 'access' | 'grants' | 'auth' | 'byAbsence' | 'facts' | 'reason'> {
  const anonymous = settingOf(find(blocks, 'no_auth_user'));
  const byFlag = flag(setup, '--user', '--pass', '--auth');
  const shut = [
    find(blocks, 'operator', 'resolver', 'trusted_keys'),
    find(blocks, 'authorization'),
    find(blocks, 'accounts'),
  ].find((block) => block && asksFor(block));
  if (!anonymous && (shut ?? byFlag)) {
    const where = settingOf(shut) ?? byFlag ?? setup.at;
    return {
      access: 'protected',
      grants: null,
      auth: ['other'],
      byAbsence: false,
      facts: [fact('account', where, 'Clients have to log in.'), ...network],
      reason: 'Clients have to log in.',
    };
  }
  const why = anonymous
    ? fact('access', anonymous, 'Clients without credentials become this user.', { write: '' })
    : fact('access', setup.at, 'No authorization is set.', {
        add: setup.main
          ? 'authorization { user: app, password: "$2a$11$…" }'
          : 'command: --user app --pass ${NATS_PASSWORD:?}',
      });
  return {
    access: 'open',
    grants: 'read-write',
    auth: ['none'],
    byAbsence: !anonymous,
    facts: [why, ...network],
    reason: 'Clients need no credentials to subscribe and publish.',
  };
}

/** Accounts without users, or an authorization that only sets a timeout, let everybody in. */
function asksFor({ words, children }: Block): boolean {
  const name = words[0]?.toLowerCase();
  if (name !== 'authorization' && name !== 'accounts') return true;
  const asks = (block: Block): boolean =>
    /^(?:users?|password|pass|token|nkey|auth_callout)$/.test(
      block.words[0]?.toLowerCase() ?? '',
    ) || block.children.some(asks);
  return children.some(asks);
}

/** Its page for operators asks for nothing. */
function monitoring(setup: Setup, blocks: readonly Block[]): Listener[] {
  const written =
    settingOf(find(blocks, 'http_port', 'monitor_port', 'http')) ??
    flag(setup, '-m', '--http_port');
  const isShipped = setup.image !== null && setup.words.length === 0 && blocks.length === 0;
  if (!written && !isShipped) return [];
  const { host = '0.0.0.0', port } = split(written?.text ?? '');
  const binds = [host === '' ? '0.0.0.0' : host];
  const facts = written
    ? [
        fact('access', written, 'The monitoring port asks for no credentials.', {
          write: 'http: "127.0.0.1:8222"',
        }),
      ]
    : [];
  return [
    listener({
      port: portOf(port, MONITORING),
      protocol: 'http',
      binds,
      access: 'partial',
      grants: 'metadata',
      auth: ['none'],
      tls: NO_TLS,
      facts,
      reason: 'The monitoring port names connections, accounts and subjects.',
    }),
  ];
}

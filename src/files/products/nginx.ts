/**
 * nginx in front of a store: `proxy_pass` to it on a port that others reach, without credentials asked on the way.
 * https://nginx.org/en/docs/http/ngx_http_proxy_module.html https://nginx.org/en/docs/http/ngx_http_auth_basic_module.html
 */
import type { Place } from '../../model/observation.ts';
import { type Block, find, readBlocks } from '../text/blocks.ts';
import type { Source } from '../text/source.ts';
import { holds, rangeOf, STRANGERS } from './cidr.ts';
import { storeOf, streamStoreOf, type Upstream, upstreamOf } from './proxied.ts';
import {
  fact,
  isLoopback,
  listener,
  type Listener,
  type Mend,
  NO_TLS,
  portOf,
  type ProductFiles,
  type Setup,
  tlsOf,
  unreadable,
} from './setup.ts';

const PORT = 80;
const FORM = { semicolons: true } as const;
const MOST_INCLUDES = 50;

export const nginx: ProductFiles = {
  id: 'http',
  images: /(?:^|[/_-])(?:nginx|nginx-unprivileged|openresty)$/,
  programs: /^(?:nginx|openresty)$/,
  owns: (source, name) =>
    /\.conf$|^nginx/.test(name) &&
    /^\s*(?:server|http|stream|upstream\s+\S+)\s*\{/m.test(source.text) &&
    /\bproxy_pass\b/.test(source.text),
  read(setup) {
    const main = setup.main ?? setup.files.read('/etc/nginx/nginx.conf');
    if (typeof main === 'string') return [unreadable(PORT, 'http', main)];
    const folders =
      setup.main || main
        ? []
        : ['/etc/nginx/conf.d', '/etc/nginx/http.d', '/etc/nginx/templates'].flatMap((folder) => [
            ...setup.files.list(folder),
          ]);
    const sources = [...(main ? [main] : []), ...folders];
    const blocks = sources.flatMap((source) => expanded(setup, source, 0));
    return [...servers(blocks, blocks, []), ...streams(blocks)];
  },
};

/** `include` in place. */
function expanded(setup: Setup, source: Source, depth: number): Block[] {
  const within = (blocks: readonly Block[]): Block[] =>
    blocks.flatMap((block) => {
      const [name, path] = block.words;
      if (name !== 'include' || path === undefined || depth > MOST_INCLUDES)
        return [{ ...block, children: within(block.children) }];
      const isMany = path.includes('*');
      const found = isMany
        ? setup.files.list(path.replace(/\/[^/]*$/, ''))
        : [setup.files.read(path)];
      return found.flatMap((each) =>
        typeof each === 'object' && each.file !== source.file
          ? expanded(setup, each, depth + 1)
          : [],
      );
    });
  return within(readBlocks(source, FORM));
}

type Scope = readonly Block[];

/** All `server` blocks, with the directives that stand around them. */
function servers(blocks: readonly Block[], all: readonly Block[], around: Scope): Listener[] {
  return blocks.flatMap((block) => {
    const [name] = block.words;
    if (name === 'http') return servers(block.children, block.children, block.children);
    return name === 'server' ? ofServer(block, all, around) : [];
  });
}

function ofServer(server: Block, all: readonly Block[], around: Scope): Listener[] {
  const doors = [...locations(server.children, all, [...around, ...server.children])];
  if (doors.length === 0) return [];
  const listens = server.children.filter(({ words }) => words[0] === 'listen');
  const places =
    listens.length === 0
      ? [{ words: ['listen', `${PORT}`], at: server.at, children: [] }]
      : listens;
  return places.flatMap(({ words, at }) => {
    const [, , host, port] = /^((\[[^\]]*\]|[^:]*):)?(\d+)$/.exec(words[1] ?? '') ?? [];
    if (port === undefined) return [];
    const bind =
      !host || host === '*' || host === '[::]' ? '0.0.0.0' : host.replace(/^\[|\]$/g, '');
    const network = isLoopback(bind)
      ? []
      : [fact('network', at, 'This listener serves addresses beyond loopback.')];
    const common = {
      port: portOf(port, PORT),
      protocol: 'http',
      binds: [bind],
      tls: tlsOf(words.includes('ssl')),
    };
    return doors.map((door) =>
      listener({ ...common, ...door, facts: [...door.facts, ...network] }),
    );
  });
}

type Passed = Pick<Listener, 'access' | 'grants' | 'auth' | 'reason' | 'facts'> & {
  readonly product: string;
  readonly behind: Upstream;
};

/** Each way to a store; what asks for credentials may stand at any level around it. */
function* locations(
  blocks: readonly Block[],
  all: readonly Block[],
  scope: Scope,
): Generator<Passed> {
  for (const block of blocks) {
    const [name, target = ''] = block.words;
    if (name === 'location' || name === 'if' || name === 'limit_except')
      yield* locations(block.children, all, [...scope, ...block.children]);
    if (name !== 'proxy_pass') continue;
    const behind = resolved(target, all);
    const product = behind && storeOf(behind);
    if (behind && product !== undefined) yield passed(product, behind, block, scope);
  }
}

/** An `upstream` by its name, else the target itself. */
function resolved(target: string, all: readonly Block[]): Upstream | undefined {
  const direct = upstreamOf(target);
  const named = all.find(({ words }) => words[0] === 'upstream' && words[1] === direct?.host);
  const server = named && find(named.children, 'server');
  return server ? upstreamOf(server.words[1] ?? '') : direct;
}

function passed(product: string, behind: Upstream, block: Block, scope: Scope): Passed {
  const isForAll = scope.some(({ words }) => words[0] === 'allow' && isEverybody(words[1] ?? ''));
  const shut = scope.findLast((each) => asks(each) || (!isForAll && refuses(each)));
  const off = scope.findLast(({ words }) => words[0] === 'auth_basic');
  const setting = settingOf(block);
  if (shut && refuses(shut)) {
    return {
      product,
      behind,
      access: 'denied',
      grants: null,
      auth: [],
      facts: [fact('network', settingOf(shut), 'nginx refuses addresses that it does not name.')],
      reason: 'nginx passes callers of a few addresses on, and refuses all others.',
    };
  }
  if (shut && !(shut.words[0] === 'auth_basic' && off?.words[1] === 'off')) {
    return {
      product,
      behind,
      access: 'protected',
      grants: null,
      auth: ['other'],
      facts: [fact('account', settingOf(shut), 'nginx asks for credentials here.')],
      reason: 'nginx asks callers for credentials before it passes them on.',
    };
  }
  const why = fact(
    'access',
    setting,
    'nginx passes callers on to a store and asks them for nothing.',
    askFirst(block),
  );
  return {
    product,
    behind,
    access: 'open',
    grants: 'read-write',
    auth: ['none'],
    facts: [why],
    reason:
      'nginx passes callers on to it, and neither asks for credentials as far as these files say.',
  };
}

/** The same line behind the two that ask; an address may hold a password, and is then not repeated. */
function askFirst({ words }: Block): Mend {
  const line = words.join(' ');
  const before = 'auth_basic "staff"; auth_basic_user_file /etc/nginx/users;';
  return line.includes('@') ? {} : { write: `${before} ${line}` };
}

function asks({ words }: Block): boolean {
  const [name, first] = words;
  if (name === 'auth_basic' || name === 'auth_request' || name === 'auth_jwt')
    return first !== 'off';
  if (name === 'ssl_verify_client') return first === 'on';
  return name === 'internal';
}

function refuses({ words }: Block): boolean {
  return words[0] === 'deny' && words[1] === 'all';
}

/** `allow all` before `deny all`: the first rule that fits decides. */
function isEverybody(words: string): boolean {
  const range = rangeOf(words);
  return words === 'all' || (range !== undefined && holds([range], STRANGERS[0]));
}

function settingOf({ at, until }: { readonly at: Place; readonly until?: number }) {
  return { name: '', text: '', known: true, at, ...(until !== undefined && { until }) };
}

/** `stream`: connections passed on as they are; what the store asks for decides. */
function streams(blocks: readonly Block[]): Listener[] {
  const stream = find(blocks, 'stream');
  return (stream?.children ?? []).flatMap((server) => {
    const listen = find(server.children, 'listen');
    const target = find(server.children, 'proxy_pass');
    const behind = target && resolved(target.words[1] ?? '', stream?.children ?? []);
    const product = behind && streamStoreOf(behind);
    const [, host, port] = /^(?:(.*):)?(\d+)$/.exec(listen?.words[1] ?? '') ?? [];
    if (server.words[0] !== 'server' || !behind || product === undefined || !target) return [];
    return [
      listener({
        port: portOf(port, PORT),
        protocol: 'tcp',
        binds: [host ?? '0.0.0.0'],
        tls: NO_TLS,
        access: 'unknown',
        product,
        behind,
        facts: [fact('network', target.at, 'nginx passes connections on to a store.')],
        reason:
          'nginx passes connections on as they are; what the store asks for does not stand here.',
      }),
    ];
  });
}

/**
 * Caddy in front of a store: `reverse_proxy` to it on a site without `basic_auth`.
 * https://caddyserver.com/docs/caddyfile/concepts https://caddyserver.com/docs/caddyfile/directives/basic_auth
 */
import { type Block, readBlocks } from '../text/blocks.ts';
import { storeOf, type Upstream, upstreamOf } from './proxied.ts';
import {
  fact,
  isLoopback,
  listener,
  type Listener,
  type Mend,
  type ProductFiles,
  tlsOf,
  unreadable,
} from './setup.ts';

const HTTPS = 443;
const HTTP = 80;
const FORM = { semicolons: false } as const;
const ASKS = new Set([
  'basic_auth',
  'basicauth',
  'forward_auth',
  'client_auth',
  'authenticate',
  'authorize',
]);

export const caddy: ProductFiles = {
  id: 'http',
  images: /(?:^|\/)caddy$/,
  programs: /^caddy$/,
  owns: (_source, name) => /^Caddyfile(?:\.|$)|\.caddyfile$/.test(name),
  read(setup) {
    const source = setup.main ?? setup.files.read('/etc/caddy/Caddyfile');
    if (source === undefined) return [];
    return typeof source === 'string'
      ? [unreadable(HTTPS, 'http', source)]
      : sites(readBlocks(source, FORM));
  },
};

/** Sites in braces; where there is none, the first line is the address and the rest the site. */
function sites(blocks: readonly Block[]): Listener[] {
  const snippets = new Map(
    blocks
      .filter(({ words }) => /^\(.*\)$/.test(words[0] ?? ''))
      .map((block) => [block.words[0]?.slice(1, -1) ?? '', block.children]),
  );
  const own = blocks.filter(({ words }) => words.length > 0 && !words[0]?.startsWith('('));
  const isBare =
    own.length > 1 &&
    own.every(({ children, words }) => children.length === 0 || words[0] === 'reverse_proxy');
  const [first, ...rest] = own;
  const all = isBare && first ? [{ ...first, children: rest }] : own;
  return all.flatMap((site) => ofSite({ ...site, children: filled(site.children, snippets) }));
}

function filled(
  children: readonly Block[],
  snippets: ReadonlyMap<string, readonly Block[]>,
): Block[] {
  return children.flatMap((block) =>
    block.words[0] === 'import' ? [...(snippets.get(block.words[1] ?? '') ?? [])] : [block],
  );
}

function ofSite(site: Block): Listener[] {
  const passes = [...proxies(site.children)];
  const guards = deep(site.children).filter(({ words }) => ASKS.has(words[0] ?? ''));
  return passes.flatMap(({ block, behind, product }) =>
    site.words.map((word) => {
      const asks = guards.find((guard) => covers(guard, block));
      const { host, port, isTls } = addressOf(word.replace(/,$/, ''));
      const setting = {
        name: '',
        text: '',
        known: true,
        at: block.at,
        ...(block.until !== undefined && { until: block.until }),
      };
      const common = {
        port,
        protocol: 'http',
        binds: [isLoopback(host) ? '127.0.0.1' : '0.0.0.0'],
        tls: tlsOf(isTls),
        product,
        behind,
      };
      if (asks)
        return listener({
          ...common,
          access: 'protected',
          auth: ['other'],
          facts: [fact('account', asks.at, 'Caddy asks for credentials here.')],
          reason: 'Caddy asks callers for credentials before it passes them on.',
        });
      const why = fact(
        'access',
        setting,
        'Caddy passes callers on to a store and asks them for nothing.',
        askFirst(block),
      );
      return listener({
        ...common,
        access: 'open',
        grants: 'read-write',
        auth: ['none'],
        facts: [why],
        reason:
          'Caddy passes callers on to it, and neither asks for credentials as far as these files say.',
      });
    }),
  );
}

/** A matcher before the arguments narrows a directive. https://caddyserver.com/docs/caddyfile/matchers#syntax */
function matcherOf({ words }: Block): string {
  const [, first = '*'] = words;
  return /^[/@]/.test(first) ? first : '*';
}

/** A guard of a path covers what is passed on below it; one of a named matcher what names the same. */
function covers(guard: Block, passed: Block): boolean {
  const asked = matcherOf(guard);
  const led = matcherOf(passed);
  const isBelow =
    asked.endsWith('*') && asked.startsWith('/') && led.startsWith(asked.slice(0, -1));
  return asked === '*' || asked === led || isBelow;
}

/** The same line behind the block that asks. */
function askFirst({ words }: Block): Mend {
  const line = words.join(' ');
  return line.includes('@') ? {} : { write: `basic_auth {\n\tstaff <hash>\n}\n${line}` };
}

function* proxies(
  blocks: readonly Block[],
): Generator<{ block: Block; behind: Upstream; product: string }> {
  for (const block of deep(blocks)) {
    if (block.words[0] !== 'reverse_proxy') continue;
    for (const word of block.words.slice(1)) {
      const behind = /^[/@*]/.test(word) ? undefined : upstreamOf(word);
      const product = behind && storeOf(behind);
      if (behind && product !== undefined) yield { block, behind, product };
    }
  }
}

function deep(blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) => [block, ...deep(block.children)]);
}

/** A name alone means HTTPS; `http://…` and a port of 80 mean plain HTTP. */
function addressOf(word: string): { host: string; port: number; isTls: boolean } {
  const [, scheme, host = '', port] = /^(?:(https?):\/\/)?([^:/]*)(?::(\d+))?/.exec(word) ?? [];
  const isPlain = scheme === 'http' || port === `${HTTP}` || (host === '' && port !== `${HTTPS}`);
  return {
    host,
    port: port === undefined ? (isPlain ? HTTP : HTTPS) : Number(port),
    isTls: !isPlain,
  };
}

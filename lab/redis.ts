import type { Duplex } from 'node:stream';
import { ask, secure } from './dial.ts';
import { flags, prefixed } from './flags.ts';
import { type Launch, type Product, type Site, LAB_PASSWORD, LabError } from './product.ts';

const KEYS = { 'session:1001': 'opened by the lab', 'chat:42:last': 'hello there', visits: '17' };

function secured(port: string, { cert, key, ca }: { cert: string; key: string; ca: string }) {
  const files = { '--tls-cert-file': cert, '--tls-key-file': key, '--tls-ca-cert-file': ca };
  return flags({ '--port': 0, '--tls-port': port, ...files });
}

async function stateFlags(site: Site): Promise<readonly string[]> {
  const port = String(site.port('resp'));
  const password = ['--requirepass', LAB_PASSWORD];
  switch (site.state) {
    case 'open':
    case 'file':
      return ['--port', port, '--protected-mode', 'no'];
    case 'password':
      return ['--port', port, ...password];
    case 'tls':
    case 'mtls': {
      const clients = site.state === 'mtls' ? 'yes' : 'no';
      const tls = secured(port, await site.certificate('good'));
      return [...tls, '--tls-auth-clients', clients, '--protected-mode', 'no'];
    }
    case 'tls-password': {
      const tls = secured(port, await site.certificate('good'));
      return [...tls, '--tls-auth-clients', 'no', ...password];
    }
    case 'acl':
      // Words of their own: quoted as one, Redis takes them for the user's name.
      return [
        '--port',
        port,
        '--user',
        'default',
        'on',
        'nopass',
        '~pub:*',
        '-@all',
        '+ping',
        '+get',
      ];
    case 'renamed':
      return ['--port', port, '--protected-mode', 'no', '--rename-command', 'INFO', ''];
    case 'protected-mode':
      return ['--port', port, '--protected-mode', 'yes'];
    default:
      throw new LabError(`redis has no state ${site.state}`);
  }
}

async function connection(site: Site): Promise<Duplex> {
  if (site.state === 'mtls') {
    const client = await site.certificate('client');
    return secure(site.dial('resp'), client);
  }
  const plain = site.dial('resp');
  return site.state.startsWith('tls') ? secure(plain) : plain;
}

function inline(words: readonly string[]): string {
  const bulk = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
  return `*${words.length}\r\n${bulk.join('')}`;
}

/** Redis and Valkey differ in nothing that the lab needs to know but the program's name. */
export async function launchRedis(program: string, site: Site): Promise<Launch> {
  const needsPassword = site.state.endsWith('password');
  const refusal = site.state === 'protected-mode' ? '-DENIED' : '-NOAUTH';
  const isClosed = needsPassword || site.state === 'protected-mode';
  const bind = site.state === 'protected-mode' ? '0.0.0.0' : site.address;
  return {
    argv: [
      program,
      ...(site.state === 'file' ? [await site.write('redis.conf', '# by the lab\n')] : []),
      ...flags({ '--bind': bind, '--save': '', '--dir': site.folder }),
      ...(await stateFlags(site)),
      ...flags(prefixed('--', site.settings)),
    ],
    async ready() {
      const answer = await ask(await connection(site), 'PING\r\n');
      return answer.toString().startsWith(isClosed ? refusal : '+PONG');
    },
    async seed() {
      if (site.state === 'acl' || site.state === 'protected-mode') return;
      const commands = Object.entries(KEYS).map(([name, value]) => ['SET', name, value]);
      if (needsPassword) commands.unshift(['AUTH', LAB_PASSWORD]);
      const request = commands.map(inline).join('');
      const expected = '+OK\r\n'.repeat(commands.length);
      const answer = await ask(
        await connection(site),
        request,
        (sofar) => sofar.length >= expected.length,
      );
      if (answer.toString() !== expected) throw new LabError(`seeding got ${answer.toString()}`);
    },
  };
}

/** Settings are passed as `--name value`; `file` is open too, and has a file to write its settings into. */
export const redis: Product = {
  id: 'redis',
  ports: { resp: 6379 },
  states: [
    'open',
    'file',
    'password',
    'tls',
    'tls-password',
    'mtls',
    'acl',
    'renamed',
    'protected-mode',
  ],
  namespaceStates: ['protected-mode'],
  needs: ['redis-server'],
  launch: async (site) => await launchRedis('redis-server', site),
};

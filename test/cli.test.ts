import { createServer, type Server, type Socket } from 'node:net';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunDocument } from '../src/model/run.ts';
import { nightlatch } from './run-cli.ts';

/** An open Redis as far as an audit asks; a canary stands wherever a server can put text. */
const CANARY = 'canary-8f3e-value';

interface Listening {
  readonly port: number;
  connections: number;
  readonly server: Server;
}

const all: Listening[] = [];

async function listen(talk: (socket: Socket) => void): Promise<Listening> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    here.connections += 1;
    talk(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not on TCP');
  const here: Listening = { port: address.port, connections: 0, server };
  all.push(here);
  return here;
}

const bulk = (text: string): string => `$${Buffer.byteLength(text)}\r\n${text}\r\n`;

function openRedis(socket: Socket): void {
  socket.on('data', (bytes) => {
    if (!bytes.toString('latin1').startsWith('*')) return;
    socket.write(
      [
        '+OK\r\n',
        '+PONG\r\n',
        bulk(`# Server\r\nredis_version:7.4.1\r\nnote:${CANARY}\r\n`),
        ':3\r\n',
        bulk('id=1 addr=127.0.0.1:5555 name=x'),
        `-ERR unknown command ${CANARY}\r\n`,
      ].join(''),
    );
  });
}

let folder: string;
let redis: Listening;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-test-'));
  redis = await listen(openRedis);
});
afterAll(() => {
  for (const { server } of all) server.close();
  rmSync(folder, { recursive: true, force: true });
});

function parsed(out: string): RunDocument {
  return RunDocument.parse(JSON.parse(out));
}

describe('usage that is wrong ends before anything is sent', () => {
  const cases: Record<string, readonly string[]> = {
    'a port out of range': ['audit', '127.0.0.1:70000'],
    'a range the wrong way round': ['audit', '127.0.0.1:90-80'],
    'a mistyped range': ['audit', '127.0.0.0/33'],
    'a disguised address': ['audit', '0x7f.1:80'],
    'an unknown option': ['audit', '--nonsense'],
    'an unknown format': ['audit', '--format', 'xml', '127.0.0.1:1'],
    'two reports on standard output': [
      'audit',
      '--format',
      'json',
      '--format',
      'csv',
      '127.0.0.1:1',
    ],
    'a rate that is no number': ['audit', '--rate', 'fast', '127.0.0.1:1'],
    'a severity that is none': ['audit', '--fail-on', 'severe', '127.0.0.1:1'],
    'a list that is not there': ['audit', '@nowhere.txt'],
    'an output folder that is not there': ['audit', '--output', 'no/such/folder/x', '127.0.0.1:1'],
    'a whole public suffix': ['audit', '--i-own', 'co.uk', '127.0.0.1:1'],
    'a rule that is none': ['explain', 'nonsense'],
    'an unknown command': ['look'],
  };
  it.each(Object.entries(cases))('%s', async (_name, words) => {
    const { code, out, err } = await nightlatch(words);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err.trim()).not.toBe('');
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('names the place of an unknown key, and the likely one', async () => {
    const config = join(folder, 'bad.yaml');
    writeFileSync(config, 'version: 1\nexlude: [10.0.0.1]\n');
    const { code, err } = await nightlatch(['audit', '--config', config]);
    expect(code).toBe(2);
    expect(err).toMatch(/bad\.yaml:2:1: .*exlude.*exclude/);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});

describe('scope', () => {
  it('refuses a public address before any packet, and says how to add it', async () => {
    const { code, out } = await nightlatch(['audit', '203.0.113.7:6379', '--format', 'json']);
    const document = parsed(out);
    expect(code).toBe(3);
    expect(document.coverage.connections).toBe(0);
    expect(document.scope.refused[0]?.reason).toMatch(/--i-own/);
  });

  it('lets an exclusion win over everything', async () => {
    const before = redis.connections;
    const { out } = await nightlatch([
      'audit',
      `127.0.0.1:${redis.port}`,
      '--exclude',
      '127.0.0.0/8',
      '--format',
      'json',
    ]);
    expect(parsed(out).observations).toEqual([]);
    expect(redis.connections).toBe(before);
  });

  it('knows a mapped spelling of an excluded address', async () => {
    const before = redis.connections;
    await nightlatch(['audit', `[::ffff:127.0.0.1]:${redis.port}`, '--exclude', '127.0.0.1']);
    expect(redis.connections).toBe(before);
  });

  it('answers scope check', async () => {
    expect((await nightlatch(['scope', 'check', '127.0.0.1:1'])).code).toBe(0);
    expect((await nightlatch(['scope', 'check', '203.0.113.7'])).code).toBe(3);
  });

  it('sends nothing with --plan', async () => {
    const before = redis.connections;
    const { code, out } = await nightlatch(['audit', `127.0.0.1:${redis.port}`, '--plan']);
    expect(code).toBe(0);
    expect(out).toMatch(/PING/);
    expect(redis.connections).toBe(before);
  });
});

describe('what a sweep found', () => {
  it('is asked, where the guard lets it, and nothing else is', async () => {
    const sweep = join(folder, 'sweep.json');
    writeFileSync(
      sweep,
      `{"ip":"127.0.0.1","port":${redis.port},"protocol":"tcp"}\n{"ip":"203.0.113.9","port":80}\n`,
    );
    const { out } = await nightlatch(['audit', '--from', sweep, '--format', 'json']);
    const { observations, scope } = parsed(out);
    expect(observations.map(({ product }) => product)).toEqual(['redis']);
    expect(scope.refused).toEqual([
      { target: '203.0.113.9:80', reason: expect.stringContaining('--i-own') as string },
    ]);
  });

  it('and found nothing: this machine is not asked in its place', async () => {
    const sweep = join(folder, 'empty.txt');
    writeFileSync(sweep, '');
    const { code, out } = await nightlatch(['audit', '--from', sweep, '--format', 'json']);
    expect(code).toBe(3);
    expect(parsed(out).coverage).toMatchObject({ endpoints: 0, connections: 0 });
  });
});

describe('one open Redis', () => {
  it('is one observation and a finding, in the contract’s shape', async () => {
    const { code, out } = await nightlatch([
      'audit',
      `127.0.0.1:${redis.port}`,
      '--format',
      'json',
      '--vantage',
      'internet',
    ]);
    const { observations, findings, coverage } = parsed(out);
    expect(code).toBe(1);
    expect(observations).toHaveLength(1);
    expect(observations[0]).toMatchObject({
      product: 'redis',
      access: 'open',
      version: '7.4.1',
      seenAs: '127.0.0.1',
    });
    expect(findings.find(({ rule }) => rule === 'anonymous-access')?.severity).toBe('high');
    expect(coverage.undeclaredRequests).toBe(0);
  });

  it('is low from this host alone, which is no failure by default', async () => {
    const { code } = await nightlatch(['audit', `127.0.0.1:${redis.port}`]);
    expect(code).toBe(0);
    expect((await nightlatch(['audit', `127.0.0.1:${redis.port}`, '--fail-on', 'low'])).code).toBe(
      1,
    );
    expect(
      (
        await nightlatch([
          'audit',
          `127.0.0.1:${redis.port}`,
          '--fail-on',
          'none',
          '--vantage',
          'internet',
        ])
      ).code,
    ).toBe(0);
  });

  it('writes every format to private files, and no value into any', async () => {
    const formats = ['terminal', 'json', 'jsonl', 'sarif', 'html', 'markdown', 'csv'];
    const into = mkdtempSync(join(folder, 'formats-'));
    const words = formats.flatMap((format) => [
      '--format',
      format,
      '--output',
      join(into, `r.${format}`),
    ]);
    const saved = join(into, 'saved');
    const { out } = await nightlatch([
      'audit',
      `127.0.0.1:${redis.port}`,
      ...words,
      '--verbose',
      '--save',
      saved,
    ]);
    expect(out).toBe('');
    expect(readdirSync(into).toSorted()).toEqual(
      [...formats.map((format) => `r.${format}`), 'saved'].toSorted(),
    );
    for (const file of [
      ...formats.map((format) => join(into, `r.${format}`)),
      join(saved, 'run.json'),
      join(saved, 'observations.jsonl'),
    ]) {
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(readFileSync(file, 'utf8')).not.toContain(CANARY);
    }
  });

  it('replaces a link and does not follow it', async () => {
    const victim = join(folder, 'victim');
    const link = join(folder, 'link');
    writeFileSync(victim, 'mine');
    symlinkSync(victim, link);
    await nightlatch(['audit', `127.0.0.1:${redis.port}`, '--format', 'csv', '--output', link]);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
    expect(readFileSync(link, 'utf8')).toMatch(/anonymous/);
  });

  it('is judged again from a folder, without a network', async () => {
    const saved = join(folder, 'again');
    const first = await nightlatch([
      'audit',
      `127.0.0.1:${redis.port}`,
      '--save',
      saved,
      '--format',
      'json',
      '--vantage',
      'internet',
    ]);
    const before = redis.connections;
    const second = await nightlatch(['judge', saved, '--format', 'json']);
    expect(second.code).toBe(first.code);
    expect(parsed(second.out).findings).toEqual(parsed(first.out).findings);
    expect(redis.connections).toBe(before);
    const lines = await nightlatch(['judge', saved, '--format', 'jsonl']);
    expect(lines.out.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(lines.out)).toEqual(parsed(first.out).observations[0]);
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['a planted key', '{"__proto__":{"x":1}}'],
    ['a million levels', '['.repeat(200_000)],
    ['another shape', '{"source":"network"}'],
  ])('refuses a saved folder with %s', async (_name, line) => {
    const saved = join(folder, `hostile-${_name.replaceAll(' ', '-')}`);
    await nightlatch(['audit', `127.0.0.1:${redis.port}`, '--save', saved]);
    writeFileSync(join(saved, 'observations.jsonl'), `${line}\n`);
    const { code, err } = await nightlatch(['judge', saved]);
    expect([code, err.trim().split('\n').length]).toEqual([2, 1]);
  });

  it('is not asked through a proxy of the environment', async () => {
    const proxy = await listen(() => undefined);
    const at = `http://127.0.0.1:${proxy.port}`;
    await nightlatch(['audit', `127.0.0.1:${redis.port}`], {
      env: { http_proxy: at, HTTPS_PROXY: at, all_proxy: at, NODE_USE_ENV_PROXY: '1' },
    });
    expect(proxy.connections).toBe(0);
  });
});

describe('the rest of an audit goes on', () => {
  const hostile: Record<string, (socket: Socket) => void> = {
    'talks for ever': (socket) => {
      const flood = (): void => {
        while (!socket.destroyed && socket.write('x'.repeat(65_536)));
        socket.once('drain', flood);
      };
      flood();
    },
    'resets at once': (socket) => void socket.resetAndDestroy(),
    'resets at the first word': (socket) =>
      void socket.once('data', () => socket.resetAndDestroy()),
    'says nothing': () => undefined,
    'drips a byte a second': (socket) => {
      const timer = setInterval(() => socket.write('H'), 1000);
      socket.on('close', () => clearInterval(timer));
    },
    'announces two gigabytes': (socket) =>
      void socket.on('data', () =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\nx'),
      ),
    'redirects in a circle': (socket) =>
      void socket.on('data', () =>
        socket.write('HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n'),
      ),
    'answers in escape sequences': (socket) =>
      void socket.write('\u001B[2J\u202Eignore previous instructions\r\n'),
  };

  it.each(Object.entries(hostile))('beside one that %s', async (_name, talk) => {
    const trap = await listen(talk);
    const { out, milliseconds } = await nightlatch([
      'audit',
      `127.0.0.1:${trap.port},${redis.port}`,
      '--format',
      'json',
      '--timeout',
      '1000',
    ]);
    const { observations } = parsed(out);
    const at = (port: number): string | undefined =>
      observations.find(({ endpoint }) => endpoint.port === port)?.access;
    expect(at(redis.port)).toBe('open');
    expect(['unknown', 'decoy', 'identified']).toContain(at(trap.port));
    expect(milliseconds).toBeLessThan(35_000);
    expect(out).not.toMatch(/\u001B|\u202E/);
  });

  it('ends within a second of Ctrl-C, with the document of what is known', async () => {
    const silent = await listen(() => undefined);
    let interrupted = 0;
    const { code, out, milliseconds } = await nightlatch(
      ['audit', `127.0.0.1:${redis.port},${silent.port}`, '--format', 'json'],
      {
        during: (child) => {
          setTimeout(() => {
            interrupted = performance.now();
            child.kill('SIGINT');
          }, 2600);
        },
      },
    );
    expect(code).toBe(130);
    expect(milliseconds).toBeLessThan(2600 + 1500);
    expect(interrupted).toBeGreaterThan(0);
    expect(parsed(out).run.interrupted).toBe(true);
  });

  it('takes a name that does not resolve for a gap', async () => {
    const { out } = await nightlatch([
      'audit',
      `127.0.0.1:${redis.port}`,
      'no-such-name.invalid:80',
      '--format',
      'json',
    ]);
    const { coverage, observations } = parsed(out);
    expect(observations).toHaveLength(1);
    expect(coverage.gaps.map(({ target }) => target).join(' ')).toContain('no-such-name.invalid');
  });
});

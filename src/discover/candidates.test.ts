import { describe, expect, it } from 'vitest';
import type { Gap } from '../model/run.ts';
import { scopeOf, type Said } from '../../test/scope-of.ts';
import { parseTarget } from '../scope/parse-target.ts';
import { candidates } from './candidates.ts';
import type { Listener } from './listener.ts';
import type { Resolution } from './resolve.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'db.example.com': ['10.0.0.5'],
  'web.example.com': ['10.0.0.5', 'fd00::5'],
  'trap.example.com': ['127.0.0.1', '169.254.169.254', '10.0.0.6'],
  'zone.example.com': ['fe80::1%eth0'],
  localhost: ['127.0.0.1', '::1'],
};

interface Asked extends Omit<Said, 'named'> {
  readonly listeners?: readonly Listener[];
  readonly signal?: AbortSignal;
}

async function gather(
  named: readonly string[],
  { listeners, signal, ownAddresses = [], ...said }: Asked = {},
) {
  const gaps: Gap[] = [];
  const refused: string[] = [];
  const found: string[] = [];
  const lookedUp: string[] = [];
  const batches = candidates({
    targets: named.map(parseTarget),
    ownAddresses,
    usualPorts: [[6379, 6379]],
    scope: scopeOf({ ...said, ownAddresses, named, ownListeners: listeners !== undefined }),
    resolve: async (name): Promise<Resolution> => {
      lookedUp.push(name);
      const addresses = NAMES[name];
      if (addresses === undefined) return { ok: false, reason: 'the name does not resolve' };
      return { ok: true, addresses, omitted: name === 'web.example.com' ? 3 : 0 };
    },
    onGap: (gap) => gaps.push(gap),
    onRefused: ({ target, reason }, count) => refused.push(`${target}: ${reason} (${count})`),
    ...(listeners && { listeners }),
    ...(signal && { signal }),
  });
  for await (const batch of batches) {
    expect(batch.length).toBeLessThanOrEqual(1024);
    for (const { address, port, host, listener } of batch) {
      found.push(
        [address, port, host, listener && `bound to ${listener.boundTo}`].filter(Boolean).join(' '),
      );
    }
  }
  return { found: found.toSorted(), gaps, refused, lookedUp };
}

describe('the candidates', () => {
  it.each([
    [['10.0.0.5'], ['10.0.0.5 6379']],
    [['10.0.0.5', '10.0.0.5:6379', '::ffff:10.0.0.5'], ['10.0.0.5 6379']],
    [
      ['10.0.0.4/31', '10.0.0.5:80'],
      ['10.0.0.4 6379', '10.0.0.5 6379', '10.0.0.5 80'],
    ],
    [['db.example.com:80'], ['10.0.0.5 80 db.example.com']],
    [
      ['db.example.com', 'web.example.com', '10.0.0.5'],
      [
        '10.0.0.5 6379',
        '10.0.0.5 6379 db.example.com',
        '10.0.0.5 6379 web.example.com',
        'fd00::5 6379 web.example.com',
      ],
    ],
    [['db.example.com', 'DB.example.com.'], ['10.0.0.5 6379 db.example.com']],
    [['localhost:1'], ['127.0.0.1 1 localhost', '::1 1 localhost']],
    [[], []],
  ])('of %j come once for each name', async (named, expected) => {
    expect((await gather(named)).found).toEqual(expected);
  });

  it('come in batches, each once, however large the range', async () => {
    const { found, refused } = await gather(['10.0.0.0/20:1-3', '10.0.0.0/24:2-4']);
    expect(found).toHaveLength(4096 * 3 + 256);
    expect(new Set(found).size).toBe(found.length);
    expect(refused).toEqual([]);
  });

  it('leave out what is out of scope, a line for each target and reason', async () => {
    const { found, refused } = await gather(['8.0.0.0/8', '10.0.0.0/24', 'trap.example.com'], {
      exclude: ['10.0.0.0/25', '10.0.0.200:6379'],
    });
    expect(found).toHaveLength(127);
    expect(refused).toEqual([
      expect.stringMatching(/^8\.0\.0\.0\/8: public address; say .* \(16777216\)$/),
      '10.0.0.0/24: excluded by 10.0.0.0/25 (128)',
      '10.0.0.0/24: excluded by 10.0.0.200:6379 (1)',
      expect.stringMatching(/^trap\.example\.com: .*127\.0\.0\.1, a loopback address.* \(1\)$/),
      expect.stringMatching(/^trap\.example\.com: cloud metadata address.* \(1\)$/),
      'trap.example.com: excluded by 10.0.0.0/25 (1)',
    ]);
  });

  it('leave out what an excluded name leads to, and say so where it leads nowhere', async () => {
    const { found, gaps } = await gather(['10.0.0.4/31'], {
      exclude: ['db.example.com', 'gone.example.com'],
    });
    expect(found).toEqual(['10.0.0.4 6379']);
    expect(gaps).toEqual([
      { target: 'gone.example.com', reason: expect.stringContaining('excluded by name only') },
    ]);
  });

  it('do not even look up a name that is excluded', async () => {
    const { refused, lookedUp } = await gather(['a.example.com', 'b.example.com:1-5'], {
      exclude: ['b.example.com'],
    });
    expect(refused).toEqual(['b.example.com:1-5: excluded by b.example.com (5)']);
    expect(lookedUp.toSorted()).toEqual(['a.example.com', 'b.example.com']);
  });

  it('go on where a name does not resolve', async () => {
    const { found, gaps } = await gather(['gone.example.com', 'db.example.com', 'web.example.com']);
    expect(found).toHaveLength(3);
    expect(gaps).toEqual([
      { target: 'gone.example.com', reason: 'the name does not resolve' },
      { target: 'web.example.com', reason: 'the name has 5 addresses; the first 2 are asked' },
    ]);
  });

  it('refuse an address that is more than an address', async () => {
    const { found, refused } = await gather(['zone.example.com']);
    expect(found).toEqual([]);
    expect(refused).toEqual([expect.stringContaining('"fe80::1%eth0", which is no plain address')]);
  });

  it('keep the path of a URL beside the bare host, and report the second path', async () => {
    const named = ['10.0.0.5:80', 'http://10.0.0.5/a', 'http://10.0.0.5/b', 'http://10.0.0.5/a'];
    const { found, gaps } = await gather(named);
    expect(found).toEqual(['10.0.0.5 80']);
    expect(gaps).toEqual([
      {
        target: 'http://10.0.0.5/b',
        reason: 'another path is asked there; ask /b in a run of its own',
      },
    ]);
  });

  it('end when the run is interrupted', async () => {
    const { found } = await gather(['10.0.0.0/16'], { signal: AbortSignal.abort() });
    expect(found.length).toBeLessThanOrEqual(1024);
  });
});

describe("this machine's listeners among the candidates", () => {
  const listener = (boundTo: string, ask: string[]): Listener => ({
    boundTo,
    port: 6379,
    family: boundTo.includes(':') ? 6 : 4,
    owner: { pid: 7 },
    ask,
  });

  it('are asked where loopback reaches them, and are a gap where it does not', async () => {
    const listeners = [listener('0.0.0.0', ['127.0.0.1']), listener('10.0.0.5', [])];
    const { found, gaps } = await gather([], { listeners });
    expect(found).toEqual(['127.0.0.1 6379 bound to 0.0.0.0']);
    expect(gaps).toEqual([
      { target: '10.0.0.5:6379', reason: expect.stringContaining('--own-addresses asks it') },
    ]);
  });

  it('are asked at own addresses too, without any leave', async () => {
    const listeners = [listener('0.0.0.0', ['127.0.0.1']), listener('192.0.2.3', [])];
    const { found, gaps, refused } = await gather([], {
      listeners,
      ownAddresses: ['192.0.2.2', '192.0.2.3'],
    });
    expect(found).toEqual([
      '127.0.0.1 6379 bound to 0.0.0.0',
      '192.0.2.2 6379 bound to 0.0.0.0',
      '192.0.2.3 6379 bound to 192.0.2.3',
    ]);
    expect([...gaps, ...refused]).toEqual([]);
  });

  it('stay listeners where a target names the same address, and obey exclusions', async () => {
    const listeners = [listener('127.0.0.1', ['127.0.0.1']), listener('::1', ['::1'])];
    const { found, refused } = await gather(['127.0.0.1'], { listeners, exclude: ['::1'] });
    expect(found).toEqual(['127.0.0.1 6379 bound to 127.0.0.1']);
    expect(refused).toEqual(['this machine: excluded by ::1 (1)']);
  });
});

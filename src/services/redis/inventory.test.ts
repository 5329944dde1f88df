import { expect, test } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import type { LabServer } from '../../../lab/product.ts';
import { withServers } from '../../../lab/testing.ts';
import { asOwner } from '../../../test/as-owner.ts';
import { ask } from '../../../test/ask.ts';
import { canaries, canariesIn } from '../../../test/canaries.ts';
import { patternOf } from '../key-patterns.ts';

/** As an owner would; commands on standard input, one a line. */
function redisCli({ address, port }: LabServer, commands: readonly string[]): void {
  const said = asOwner(
    ['redis-cli', '-h', address, '-p', String(port)],
    `${commands.join('\n')}\n`,
  );
  expect(said).not.toMatch(/ERR/);
}

const quoted = (value: unknown): string => `'${JSON.stringify(value)}'`;
const session = (number: number): object => ({
  user: `${number}${canaries.email}`,
  token: canaries.apiKey,
});
const TURNS = [
  { role: 'user', content: canaries.prompt },
  { role: 'assistant', content: 'Dear landlord, I write about the heating.' },
];

withServers('redis')('what a real Redis holds', () => {
  test('key patterns, counts, and what is in them, of each type', async () => {
    await using server = await startServer('redis', 'open');
    redisCli(server, [
      ...Array.from(
        { length: 30 },
        (_, at) => `SET sess:${at}${canaries.email} ${quoted(session(at))}`,
      ),
      ...Array.from(
        { length: 12 },
        (_, at) => `RPUSH history:${at} ${TURNS.map(quoted).join(' ')}`,
      ),
      ...['alpha', 'bravo'].flatMap((word) =>
        Array.from({ length: 11 }, (_, at) => `SET flag:${word}${'abcdefghijk'[at]} on`),
      ),
      `HSET profile:7 email ${canaries.email} name ${canaries.name}`,
      `SADD mailing ${canaries.email} other@mail.example`,
      `ZADD scores 1 ${canaries.name}`,
      `XADD feed * email ${canaries.email}`,
      `SELECT 3`,
      `SET config:api-key ${canaries.apiKey}`,
    ]);
    const asked = await ask({ ...server, inventory: 'sample' });
    expect(asked.undeclared).toBe(0);
    expect(canariesIn(JSON.stringify(asked))).toEqual([]);
    expect(asked.sent.join('\n')).not.toMatch(/\b(?:GET|KEYS) /);
    const items = new Map(asked.inventory?.items.map((item) => [item.name, item]));
    const classesOf = (name: string): string[] =>
      items.get(name)?.classes.map((hit) => `${hit.class} ${hit.kind}`) ?? ['not listed'];
    expect([...items.keys()]).toEqual(
      expect.arrayContaining(['sess:{email}', 'history:{number}', 'mailing', 'feed', 'visits']),
    );
    expect(items.get('history:{number}')?.rows).toEqual({ value: 12, how: 'exact' });
    // Twenty-two ends of one beginning, none of them in a form that is known.
    expect(items.get('flag:{name}')?.rows).toEqual({ value: 22, how: 'exact' });
    expect(classesOf('history:{number}').join()).toContain('chat-log');
    expect(classesOf('sess:{email}').join()).toContain('personal email');
    expect(classesOf('sess:{email}').join()).toContain('secret');
    expect(classesOf('mailing').join()).toContain('personal email');
    expect(classesOf('feed').join()).toContain('personal email');
    expect(classesOf('3/config:api-key').join()).toContain('secret');
    expect(asked.inventory?.complete).toBe(true);
  });

  test('many keys are counted by a part of them, and a huge value ends the reading alone', async () => {
    await using server = await startServer('redis', 'open');
    redisCli(server, [
      `EVAL "for i = 1, 20000 do redis.call('SET', 'job:' .. i, 'x') end" 0`,
      `EVAL "redis.call('RPUSH', 'big', string.rep('x', 8000000))" 0`,
    ]);
    const { inventory, undeclared } = await ask({ ...server, inventory: 'sample' });
    expect(undeclared).toBe(0);
    const jobs = inventory?.items.find(({ name }) => name === 'job:{number}');
    expect(jobs?.rows.how).toBe('estimated');
    expect(Math.abs((jobs?.rows.value ?? 0) - 20_000)).toBeLessThan(20);
    expect(inventory?.complete).toBe(false);
  });
});

test.each([
  ['user:1234:cart', 'user:{number}:cart'],
  ['chat:42:last', 'chat:{number}:last'],
  ['cache.17', 'cache.{number}'],
  ['visits', 'visits'],
])('%s is of the pattern %s', (key, pattern) => {
  expect(patternOf(key)).toBe(pattern);
});

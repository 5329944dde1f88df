import { describe, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import {
  fakeClickHouseNative,
  serverAnswer,
  serverException,
  serverHello,
  WRONG_PORT,
} from '../../../test/fakes/clickhouse.ts';
import { families } from '../families.ts';

const column = (
  type: string,
  ...values: string[]
): { name: string; type: string; values: string[] } => ({ name: 'x', type, values });
const MODERN = serverHello('ClickHouse', [24, 8, 4]);
const REFUSED = serverException(516, 'default: Authentication failed');

function modernQuery(packet: string): Buffer {
  if (packet.includes('SHOW DATABASES'))
    return serverAnswer([column('String', 'default', 'system')]);
  if (packet.includes('SHOW GRANTS'))
    return serverAnswer([column('String', 'GRANT ALL ON *.* TO default')]);
  return serverAnswer([column('String', '::ffff:203.0.113.9'), column('Nullable(String)', '0')]);
}

describe('answers of native servers that are not in the lab', () => {
  test('a newer one that is open', async () => {
    await using fake = await fakeClickHouseNative({
      hello: (user) => (user === 'default' ? MODERN : REFUSED),
      query: modernQuery,
    });
    const asked = await ask({ port: fake.port });
    expect(asked).toMatchObject({
      access: 'open',
      version: '24.8.4',
      grants: 'admin',
      seenAs: '203.0.113.9',
      protocol: 'clickhouse-native',
    });
    expect(asked.control[0]?.answered).toBe('exception 516');
    expect(asked.undeclared).toBe(0);
  });

  test.each([
    [516, 'protected'],
    [192, 'protected'],
    [195, 'denied'],
    [209, 'unknown'],
  ])('exception %i is %s', async (code, access) => {
    await using fake = await fakeClickHouseNative({
      hello: () => serverException(code, 'no'),
      query: modernQuery,
    });
    expect(await ask({ port: fake.port })).toMatchObject({ product: 'clickhouse', access });
  });

  test('a profile that only reads is no administrator', async () => {
    const self = serverAnswer([column('String', '10.0.0.7'), column('Nullable(String)', '2')]);
    await using fake = await fakeClickHouseNative({
      hello: (user) => (user === 'default' ? MODERN : REFUSED),
      query: (packet) => (packet.includes('system.processes') ? self : modernQuery(packet)),
    });
    expect(await ask({ port: fake.port })).toMatchObject({ access: 'open', grants: 'read' });
  });

  test('one that welcomes every user and runs every function is a decoy', async () => {
    await using fake = await fakeClickHouseNative({ hello: () => MODERN, query: modernQuery });
    expect(await ask({ port: fake.port })).toMatchObject({ access: 'decoy', product: null });
  });

  test('a Hello alone proves nothing', async () => {
    await using fake = await fakeClickHouseNative({
      hello: () => MODERN,
      query: () => serverException(202, 'Too many simultaneous queries'),
    });
    expect(await ask({ port: fake.port })).toMatchObject({
      product: 'clickhouse',
      access: 'unknown',
    });
  });

  test('the words for a GET name it, before any HTTP service may', () => {
    const first = families.find((family) => family.recognises(Buffer.from(WRONG_PORT), 'http'));
    expect(first?.id).toBe('clickhouse-native');
  });
});

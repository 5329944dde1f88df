import { describe, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { fakeClickHouseHttp, MARKS, modern } from '../../../test/fakes/clickhouse.ts';

describe('a ClickHouse that does not look like one at its root', () => {
  test('a root of the owner’s own is recognised by /ping', async () => {
    const poco = { Connection: 'Keep-Alive', 'Keep-Alive': 'timeout=10' };
    await using fake = await fakeClickHouseHttp((question) =>
      question.path === '/' && question.sql === null
        ? { body: '<html>ours</html>', headers: poco }
        : modern(question),
    );
    expect(await ask({ port: fake.port })).toMatchObject({ product: 'clickhouse', access: 'open' });
  });

  test('an owner’s page by which /ping is none stays a page', async () => {
    const poco = { Connection: 'Keep-Alive', 'Keep-Alive': 'timeout=10' };
    await using fake = await fakeClickHouseHttp(() => ({
      body: '<html>ours</html>',
      headers: poco,
    }));
    expect((await ask({ port: fake.port })).product).not.toBe('clickhouse');
    expect(fake.heard.join()).not.toContain('SELECT');
  });

  test('the port for replicas is told, and not asked for parts', async () => {
    const body =
      'Poco::Exception. Code: 1000, e.code() = 0, Not found: endpoint (version 24.8.4.13 (official build))';
    await using fake = await fakeClickHouseHttp((question) =>
      question.sql === null ? modern(question) : { status: 500, body },
    );
    expect(await ask({ port: fake.port })).toMatchObject({
      product: 'clickhouse',
      access: 'identified',
      version: '24.8.4.13',
    });
    expect(fake.heard.join('').match(/query=\S+?(?=&)/g)).toEqual(['query=SELECT%20version()']);
  });

  test('with credentials set it asks for them', async () => {
    const body =
      'Unauthorized. Details: Server requires HTTP Basic authentication, but client doesn’t provide it';
    await using fake = await fakeClickHouseHttp((question) =>
      question.sql === null ? modern(question) : { status: 401, body },
    );
    expect(await ask({ port: fake.port })).toMatchObject({
      product: 'clickhouse',
      access: 'protected',
      authMethods: ['basic'],
    });
  });

  test.each([
    ['a page on every path', { body: '<html>ours</html>', headers: MARKS }],
    [
      'no handler for queries',
      { status: 404, body: 'There is no handle /?query=SELECT version()\n' },
    ],
  ])('handlers of the owner’s own decide nothing: %s', async (_, reply) => {
    await using fake = await fakeClickHouseHttp((question) =>
      question.sql === null ? modern(question) : reply,
    );
    expect(await ask({ port: fake.port })).toMatchObject({
      product: 'clickhouse',
      access: 'identified',
    });
  });
});

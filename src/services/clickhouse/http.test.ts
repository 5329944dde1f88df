import { describe, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import {
  exceptionText,
  fakeClickHouseHttp,
  MARKS,
  modern,
  refused,
} from '../../../test/fakes/clickhouse.ts';

describe('answers of servers over HTTP that are not in the lab', () => {
  test('a newer one that is open', async () => {
    await using fake = await fakeClickHouseHttp(modern);
    const asked = await ask({ port: fake.port });
    expect(asked).toMatchObject({
      access: 'open',
      version: '24.8.4.13',
      grants: 'admin',
      seenAs: '203.0.113.9',
    });
    expect(asked.control).toEqual([
      { asked: 'SELECT version() as a user that does not exist', answered: 'exception 516' },
    ]);
    expect(asked.undeclared).toBe(0);
  });

  test.each([
    ['GRANT SELECT, INSERT ON app.* TO default\n', 'open', 'read-write'],
    ['GRANT SHOW, SELECT(a, b) ON app.t TO default\n', 'open', 'read'],
    ['GRANT SHOW DATABASES ON *.* TO default\n', 'partial', 'metadata'],
    ['GRANT SHOW, SELECT, INSERT, ALTER, SYSTEM, SOURCES ON *.* TO default\n', 'open', 'admin'],
  ])('grants are measured: %s', async (grants, access, control) => {
    await using fake = await fakeClickHouseHttp((question) => modern(question, grants));
    expect(await ask({ port: fake.port })).toMatchObject({ access, grants: control });
  });

  test.each([192, 193, 194, 516])(
    'code %i asks for credentials, whatever the status',
    async (code) => {
      await using fake = await fakeClickHouseHttp((question) =>
        question.sql === null ? modern(question) : refused(code, 'X', 500),
      );
      expect(await ask({ port: fake.port })).toMatchObject({
        access: 'protected',
        version: '24.8.4.13',
        authMethods: ['password'],
      });
    },
  );

  test('a server with as many queries as it may run is asked again', async () => {
    await using fake = await fakeClickHouseHttp((question) =>
      question.sql === null ? modern(question) : refused(202, 'X', 500),
    );
    expect(await ask({ port: fake.port })).toMatchObject({
      product: 'clickhouse',
      access: 'unknown',
    });
  });

  test('no right to the list of databases is partial', async () => {
    await using fake = await fakeClickHouseHttp((question) =>
      question.sql === 'SHOW DATABASES' ? refused(497, 'ACCESS_DENIED') : modern(question),
    );
    expect(await ask({ port: fake.port })).toMatchObject({ access: 'partial', grants: 'metadata' });
  });

  test('a proxy that gives every name the same account is no decoy', async () => {
    await using fake = await fakeClickHouseHttp((question) =>
      /SELECT nl\w+\(\)/.test(question.sql ?? '')
        ? {
            status: 404,
            body: exceptionText(46, 'UNKNOWN_FUNCTION', 'Function does not exist'),
            headers: MARKS,
          }
        : modern({ ...question, user: null }),
    );
    expect(await ask({ port: fake.port })).toMatchObject({ access: 'open' });
  });

  test('one that says yes to everything is a decoy', async () => {
    await using fake = await fakeClickHouseHttp((question) => modern({ ...question, user: null }));
    expect(await ask({ port: fake.port })).toMatchObject({
      access: 'decoy',
      product: null,
      grants: null,
    });
  });

  test('an answer of something in between decides nothing', async () => {
    await using fake = await fakeClickHouseHttp((question) =>
      question.sql === 'SHOW DATABASES' ? { status: 502, body: 'Bad Gateway' } : modern(question),
    );
    expect(await ask({ port: fake.port })).toMatchObject({
      product: 'clickhouse',
      access: 'unknown',
    });
  });
});

import { assert, boolean, nat, oneof, property, tuple, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  leb,
  serverAnswer,
  serverData,
  serverException,
  serverHello,
  str,
} from '../../test/fakes/clickhouse.ts';
import {
  describeClickHouse,
  encodeClickHouseHello,
  encodeClickHouseQuery,
  parseClickHouseAnswer,
  parseClickHouseWelcome,
} from './clickhouse.ts';
import { ProtocolError } from './codec.ts';

const HELLO = serverHello('ClickHouse', [24, 8, 4]);
const ANSWER = serverAnswer([
  { name: 'name', type: 'String', values: ['default', 'größer'] },
  { name: 'value', type: 'Nullable(String)', values: ['', '2'] },
]);

describe('requests', () => {
  test('a Hello is the documented bytes', () => {
    const bytes = encodeClickHouseHello('nl', 'default');
    // 54401 is 0x81 0xa9 0x03 in LEB128.
    expect(bytes.toString('hex')).toBe(
      `00026e6c010081a9030007${Buffer.from('default').toString('hex')}00`,
    );
  });

  test('are read back in words', () => {
    const both = Buffer.concat([
      encodeClickHouseHello('nl', 'default'),
      encodeClickHouseQuery('nl', 'nightlatch-1', 'SHOW DATABASES'),
    ]);
    expect(describeClickHouse(both)).toEqual(['Hello as default', 'Query SHOW DATABASES']);
  });

  test('a password that was lent is told, and not which', () => {
    const bytes = encodeClickHouseHello('nl', 'reader', 'canary');
    expect(describeClickHouse(bytes)).toEqual(['Hello as reader with a password']);
  });

  test.each([
    ['half a packet', encodeClickHouseHello('nl', 'default').subarray(0, -1)],
    ['a query without our mark', encodeClickHouseQuery('nl', 'other', 'SHOW DATABASES')],
    ['more after a packet', Buffer.concat([encodeClickHouseHello('nl', 'default'), Buffer.of(3)])],
  ])('%s is never described', (_, bytes) => {
    expect(() => describeClickHouse(bytes)).toThrow(ProtocolError);
  });

  test('a query with any other byte in a field that could do more is not described as ours', () => {
    const sql = 'SHOW DATABASES';
    const bytes = encodeClickHouseQuery('nl', 'nightlatch-1', sql);
    const settings = bytes.indexOf(sql) - 4;
    expect(bytes[settings]).toBe(0);
    const changed = Buffer.concat([
      bytes.subarray(0, settings),
      str('readonly'),
      Buffer.of(0),
      bytes.subarray(settings),
    ]);
    expect(() => describeClickHouse(changed)).toThrow(ProtocolError);
  });
});

describe('answers', () => {
  test('a Hello, an exception, rows', () => {
    expect(parseClickHouseWelcome(HELLO, false)?.value).toMatchObject({
      kind: 'hello',
      name: 'ClickHouse',
      version: '24.8.4',
    });
    expect(parseClickHouseWelcome(serverException(194, 'Password required'), false)?.value).toEqual(
      {
        kind: 'exception',
        code: 194,
        text: 'Password required',
      },
    );
    expect(parseClickHouseAnswer(ANSWER, false)?.value).toEqual({
      kind: 'rows',
      rows: [
        ['default', ''],
        ['größer', '2'],
      ],
    });
  });

  test('split at every byte they wait for the rest', () => {
    for (let cut = 0; cut < HELLO.length; cut += 1)
      expect(parseClickHouseWelcome(HELLO.subarray(0, cut), false)).toBeUndefined();
    for (let cut = 0; cut < ANSWER.length; cut += 1)
      expect(parseClickHouseAnswer(ANSWER.subarray(0, cut), false)).toBeUndefined();
    expect(parseClickHouseWelcome(Buffer.concat([HELLO, Buffer.of(9)]), false)?.length).toBe(
      HELLO.length,
    );
    expect(parseClickHouseAnswer(Buffer.concat([ANSWER, Buffer.of(9)]), false)?.length).toBe(
      ANSWER.length,
    );
  });

  test.each([
    ['a text of 2 GB', Buffer.concat([Buffer.of(0), leb(2_000_000_000)])],
    ['an integer without an end', Buffer.concat([Buffer.of(0), Buffer.alloc(11, 0xff)])],
    ['a packet that answers no Hello', Buffer.of(5)],
    ['an HTTP answer', Buffer.from('HTTP/1.0 400 Bad Request\r\n\r\n')],
  ])('%s is refused at once', (_, bytes) => {
    expect(() => parseClickHouseWelcome(bytes, false)).toThrow(ProtocolError);
  });

  test.each([
    ['a billion rows', Buffer.concat([Buffer.of(1, 0, 0), leb(1), leb(1_000_000_000)])],
    ['a billion columns', Buffer.concat([Buffer.of(1, 0, 0), leb(1_000_000_000), leb(1)])],
    ['a column that is no text', serverData([{ name: 'n', type: 'UInt64', values: ['12345678'] }])],
    ['a packet that belongs to no answer', Buffer.of(200, 1)],
  ])('%s is refused at once', (_, bytes) => {
    expect(() => parseClickHouseAnswer(bytes, false)).toThrow(ProtocolError);
  });

  test('exceptions may nest, but not without end', () => {
    const one = Buffer.concat([serverException(1, 'x').subarray(1, -1), Buffer.of(1)]);
    const nested = Buffer.concat(Array.from({ length: 20 }, () => one));
    expect(() => parseClickHouseWelcome(Buffer.concat([Buffer.of(2), nested]), false)).toThrow(
      ProtocolError,
    );
  });

  // oxlint-disable-next-line vitest/expect-expect
  test('arbitrary bytes give a value, nothing, or a ProtocolError', () => {
    const bytes = oneof(
      uint8Array({ maxLength: 300 }),
      tuple(nat(ANSWER.length - 1), nat(255)).map(([at, value]) => {
        const changed = Buffer.from(ANSWER);
        changed[at] = value;
        return changed;
      }),
    );
    assert(
      property(bytes, boolean(), (input, ended) => {
        for (const parse of [parseClickHouseWelcome, parseClickHouseAnswer, describeClickHouse]) {
          try {
            parse(Buffer.from(input), ended);
          } catch (error) {
            if (!(error instanceof ProtocolError)) throw error;
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

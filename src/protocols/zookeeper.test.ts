import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import {
  describeZookeeper,
  encodeZookeeperConnect,
  encodeZookeeperRequests,
  encodeZookeeperWord,
  parseZookeeperAcl,
  parseZookeeperChildren,
  parseZookeeperConnect,
  parseZookeeperText,
} from './zookeeper.ts';

const hex = (...parts: string[]): Buffer => Buffer.from(parts.join(''), 'hex');

/** As ZooKeeper 3.8.0 sends them; the number of the session and its password are made up. */
const CONNECTED = hex(
  '00000025',
  '00000000',
  '00000fa0',
  '1111111111111111',
  '00000010',
  '22'.repeat(16),
  '00',
);
const CHILDREN = hex(
  '00000021',
  '00000001',
  '0000000000000001',
  '00000000',
  '00000001',
  '00000009',
  Buffer.from('zookeeper').toString('hex'),
);
const ACL = hex(
  '0000002b',
  '00000002',
  '0000000000000001',
  '00000000',
  '00000001',
  '0000001f',
  '00000005',
  '776f726c64',
  '00000006',
  '616e796f6e65',
);
const NO_NODE = hex('00000010', '00000003', '0000000000000001', 'ffffff9b');

it('reads what a server says', () => {
  expectWhole(parseZookeeperConnect, CONNECTED, true);
  expectWhole(parseZookeeperChildren(1), CHILDREN, { error: 0, value: 1 });
  expectWhole(parseZookeeperAcl(2), ACL, { error: 0, value: 31 });
  expectWhole(parseZookeeperChildren(3), NO_NODE, { error: -101, value: undefined });
  expect(parseZookeeperText(Buffer.from('Mode'), false)).toBeUndefined();
  expect(parseZookeeperText(Buffer.from('Mode'), true)).toEqual({ value: 'Mode', length: 4 });
});

it('sees that no session was granted', () => {
  const refused = Buffer.from(CONNECTED);
  refused.fill(0, 8, 12);
  expect(parseZookeeperConnect(refused, false)?.value).toBe(false);
});

it('refuses lengths and counts that no server needs', () => {
  expect(() => parseZookeeperConnect(hex('7fffffff'), false)).toThrow(ProtocolError);
  const many = Buffer.from(CHILDREN);
  many.writeInt32BE(0x7f_ff_ff_ff, 20);
  expect(() => parseZookeeperChildren(1)(many, false)).toThrow(ProtocolError);
  expect(() => parseZookeeperChildren(2)(CHILDREN, false)).toThrow(ProtocolError);
  expect(() => parseZookeeperText(Buffer.alloc(20_000), false)).toThrow(ProtocolError);
});

const REQUESTS = encodeZookeeperRequests([
  { kind: 'getChildren', path: '/' },
  { kind: 'getAcl', path: '/' },
  { kind: 'getChildren', path: '/nlab' },
  { kind: 'closeSession' },
]);

it('stays calm', () => {
  expectCalm(parseZookeeperConnect, [CONNECTED]);
  expectCalm(parseZookeeperChildren(1), [CHILDREN]);
  expectCalm(parseZookeeperAcl(2), [ACL]);
  expectCalm(describeZookeeper, [REQUESTS, encodeZookeeperConnect()]);
});

describe('our own requests', () => {
  it('are read back', () => {
    expect(describeZookeeper(encodeZookeeperWord())).toEqual(['srvr']);
    expect(describeZookeeper(encodeZookeeperConnect())).toEqual(['connect, a new session']);
    expect(describeZookeeper(REQUESTS)).toEqual([
      'getChildren /',
      'getACL /',
      'getChildren /nlab',
      'closeSession',
    ]);
  });

  it.each([
    ['another word', Buffer.from('kill')],
    ['create', hex('0000000c', '00000001', '00000001', '00000000')],
    ['a watch', Buffer.concat([REQUESTS.subarray(0, 16), hex('01')])],
    ['half a request', REQUESTS.subarray(0, 10)],
  ])('are nothing else: %s', (_name, bytes) => {
    expect(() => describeZookeeper(bytes)).toThrow(ProtocolError);
  });
});

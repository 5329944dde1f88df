import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../../test/codec-laws.ts';
import { ProtocolError } from '../codec.ts';
import {
  describeBolt,
  encodeBolt,
  encodeBoltHandshake,
  parseBolt,
  parseBoltVersion,
  type BoltRequest,
} from './bolt.ts';
import { decodePack } from './packstream.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');
const AGENT = 'nightlatch/0.0.0-test run/test';

/** B1 70 {"server": "Neo4j/5.26.0"}, in two chunks, and after an empty message. */
const SUCCESS = hex(
  '0000 0009 b170a1 86736572766572 000d 8c4e656f346a2f352e32362e30 0000'.replace('0009', '000a'),
);
const FAILURE = Buffer.concat([
  hex('002f b17fa1 84636f6465 d025'),
  Buffer.from('Neo.ClientError.Security.Unauthorized'),
  hex('0000'),
]);
const RECORD = hex('0004 b1719101 0000');

it('reads the version that was taken', () => {
  expectWhole(parseBoltVersion, hex('00000205'), { major: 5, minor: 2 });
  expectWhole(parseBoltVersion, hex('00000000'), null);
  expect(() => parseBoltVersion(Buffer.from('HTTP'), false)).toThrow(ProtocolError);
  expect(() => parseBoltVersion(hex('00000009'), false)).toThrow(ProtocolError);
});

describe('an answer', () => {
  it('tells what the server calls itself', () => {
    expectWhole(parseBolt, SUCCESS, { kind: 'success', server: 'Neo4j/5.26.0' });
  });

  it('is a record, whose values are not kept', () => {
    expectWhole(parseBolt, RECORD, { kind: 'record' });
    expectWhole(parseBolt, hex('0002 b07e 0000'), { kind: 'ignored' });
  });

  it('tells why not', () => {
    expect(parseBolt(FAILURE, false)?.value).toEqual({
      kind: 'failure',
      code: 'Neo.ClientError.Security.Unauthorized',
    });
  });

  it.each([
    ['a value that is no message', '0001 01 0000'],
    ['a request', '0002 b002 0000'],
    ['a text that ends early', '0004 b170 8f61 0000'],
    ['a list of a billion', '0007 b170 d640000000 0000'],
    ['bytes after the message', '0003 b07e01 0000'],
    ['a marker that is none', '0003 b170c7 0000'],
  ])('is not %s', (_name, bytes) => {
    expect(() => parseBolt(hex(bytes), false)).toThrow(ProtocolError);
  });

  it('has a depth and an end', () => {
    expect(() => decodePack(Buffer.alloc(100, 0x91))).toThrow(ProtocolError);
    expect(() => parseBolt(Buffer.alloc(200_000, 1), false)).toThrow(ProtocolError);
  });
});

it.each([
  ['c0', null],
  ['c3', true],
  ['c2', false],
  ['f0', -16],
  ['7f', 127],
  ['c8 80', -128],
  ['c9 0100', 256],
  ['cb 0000000100000000', 4_294_967_296],
  ['c1 3ff8000000000000', 1.5],
  ['d0 01 61', 'a'],
  ['92 01 8161', [1, 'a']],
  ['a1 8161 01', new Map([['a', 1]])],
])('%s is a value', (bytes, value) => {
  expect(decodePack(hex(bytes))).toEqual(value);
});

describe('our requests', () => {
  const REQUESTS: readonly (readonly [BoltRequest, readonly string[]])[] = [
    [{ kind: 'hello', agent: AGENT, none: false }, ['HELLO']],
    [{ kind: 'hello', agent: AGENT, none: true }, ['HELLO none']],
    [{ kind: 'logon-none' }, ['LOGON none']],
    [{ kind: 'logon', user: 'neo4j', password: 'canary' }, ['LOGON basic neo4j']],
    [
      { kind: 'hello-basic', agent: AGENT, user: 'neo4j', password: 'canary' },
      ['HELLO basic neo4j'],
    ],
    [{ kind: 'count', major: 3 }, ['RUN MATCH (n) RETURN count(n) mode=r', 'PULL_ALL']],
    [{ kind: 'count', major: 5 }, ['RUN MATCH (n) RETURN count(n) mode=r', 'PULL n=1']],
    [{ kind: 'unknown', name: 'nl1' }, ['RUN CALL nl1 mode=r']],
    [{ kind: 'goodbye' }, ['GOODBYE']],
  ];

  it.each(REQUESTS)('%j', (request, words) => {
    expect(describeBolt(encodeBolt(request))).toEqual(words);
  });

  it('begin with a handshake', () => {
    expect(describeBolt(encodeBoltHandshake())).toEqual(['handshake']);
  });

  it.each([
    ['a query of another kind', '000d b310 8843524541544520 78a0 a0 0000'],
    ['a count that may write', 'b310'],
    ['half a message', '0002b0'],
  ])('are not %s', (_name, bytes) => {
    expect(() => describeBolt(hex(bytes))).toThrow(ProtocolError);
  });

  it('hide no password where an agent stands', () => {
    const changed = encodeBolt({ kind: 'count', major: 5 });
    changed[changed.indexOf('mode') + 5] = 'w'.charCodeAt(0);
    expect(() => describeBolt(changed)).toThrow(ProtocolError);
  });
});

it.each(Object.entries({ parseBolt, parseBoltVersion, describeBolt, decodePack }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [SUCCESS, FAILURE, RECORD, encodeBolt({ kind: 'count', major: 5 })]);
  },
);

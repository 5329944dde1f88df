import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import {
  describeRethink,
  encodeRethink,
  parseRethinkDatabases,
  parseRethinkGreeting,
} from './rethinkdb.ts';

/** As the vendor describes them. */
const VERSION = Buffer.from(
  '{"max_protocol_version":0,"min_protocol_version":0,"server_version":"2.4.3","success":true}\0',
);
const ERROR = Buffer.from('ERROR: Incorrect authorization key.\n\0');

function answer(json: string): Buffer {
  const head = Buffer.alloc(12);
  head[0] = 1;
  head.writeUInt32LE(json.length, 8);
  return Buffer.concat([head, Buffer.from(json)]);
}

it('reads greetings', () => {
  expectWhole(parseRethinkGreeting, VERSION, { kind: 'version', version: '2.4.3' });
  expectWhole(parseRethinkGreeting, ERROR, { kind: 'error' });
  expectWhole(parseRethinkGreeting, Buffer.from('SUCCESS\0'), { kind: 'in' });
});

it('counts databases', () => {
  expectWhole(parseRethinkDatabases, answer('{"t":1,"r":[["rethinkdb","test"]]}'), { count: 2 });
  expectWhole(parseRethinkDatabases, answer('{"t":18,"r":["no"]}'), { count: undefined });
});

it.each([
  ['a greeting without an end', Buffer.alloc(2000, 'a')],
  ['another word', Buffer.from('HELLO\0')],
  ['JSON of another kind', Buffer.from('{"success":true}\0')],
])('refuses %s', (_name, bytes) => {
  expect(() => parseRethinkGreeting(bytes, false)).toThrow(ProtocolError);
});

it.each(['nothing', '1', '"text"', '{"t":'])('refuses the answer %j', (json) => {
  expect(() => parseRethinkDatabases(answer(json), false)).toThrow(ProtocolError);
});

describe('our requests', () => {
  it.each([
    [{ kind: 'version' }, 'handshake 1.0'],
    [{ kind: 'key', key: '' }, 'handshake 0.4 without a key'],
    [{ kind: 'key', key: 'nl12' }, 'handshake 0.4 with a random key'],
    [{ kind: 'databases' }, 'dbList'],
  ] as const)('%j', (request, words) => {
    const bytes = encodeRethink(request);
    expect(describeRethink(bytes)).toEqual([words]);
    bytes[bytes.length - 1] = 0x21;
    expect(() => describeRethink(bytes)).toThrow(ProtocolError);
  });
});

it.each(Object.entries({ parseRethinkGreeting, parseRethinkDatabases, describeRethink }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [VERSION, ERROR, answer('{"t":1,"r":[["a"]]}')]);
  },
);

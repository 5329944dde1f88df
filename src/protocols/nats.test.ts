import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import { describeNats, encodeNatsQuestions, parseNatsLine } from './nats.ts';

/** As nats-server 2.9.10 sent them. */
const LINES: readonly [string, object][] = [
  ['INFO {"version":"2.9.10"} ', { kind: 'INFO', text: '{"version":"2.9.10"}' }],
  ['+OK', { kind: '+OK' }],
  ['PONG', { kind: 'PONG' }],
  ["-ERR 'Authorization Violation'", { kind: '-ERR', text: 'Authorization Violation' }],
];

it.each(LINES)('reads %j', (line, value) => {
  expectWhole<unknown>(parseNatsLine, Buffer.from(`${line}\r\n`), value);
});

it('refuses what no server says, and lines without an end', () => {
  expect(() => parseNatsLine(Buffer.from('HELLO\r\n'), false)).toThrow(ProtocolError);
  expect(() => parseNatsLine(Buffer.alloc(70_000, 'a'), false)).toThrow(ProtocolError);
});

const OURS = encodeNatsQuestions({
  name: 'nightlatch/0.1.0 run/abc',
  version: '0.1.0',
  subject: 'nl0123456789ab',
  verb: 'nlba9876543210',
});

it('stays calm', () => {
  expectCalm(
    parseNatsLine,
    LINES.map(([line]) => Buffer.from(`${line}\r\n`)),
  );
  expectCalm(describeNats, [OURS]);
});

describe('our own lines', () => {
  it('are read back', () => {
    expect(describeNats(OURS)).toEqual([
      'CONNECT without credentials',
      'PING',
      'SUB nl0123456789ab',
      'UNSUB',
      'nlba9876543210',
    ]);
  });

  it.each(['PUB a 1\r\nx\r\n', 'SUB > 1\r\n', 'PING', 'CONNECT {"user":"a","pass":"b"}\r\n'])(
    'are nothing else: %j',
    (text) => {
      expect(() => describeNats(Buffer.from(text))).toThrow(ProtocolError);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import {
  describeCql,
  encodeCqlLogIn,
  encodeCqlOptions,
  encodeCqlQuery,
  encodeCqlStartup,
  parseCqlAnswer,
  startsCqlAnswer,
} from './cql.ts';

const utf8 = (value: string): string => Buffer.from(value).toString('hex');
const text = (value: string): string => value.length.toString(16).padStart(4, '0') + utf8(value);
const framed = (opcode: string, body: string): Buffer =>
  Buffer.from(`84000000${opcode}${(body.length / 2).toString(16).padStart(8, '0')}${body}`, 'hex');

const COLUMN = `${text('system')}${text('local')}${text('release_version')}000d`;

/** As Cassandra 5.0.5 sends them. */
const ANSWERS: readonly [Buffer, object][] = [
  [framed('02', ''), { kind: 'ready' }],
  [framed('10', 'ffffffff'), { kind: 'auth-success' }],
  [
    framed('03', text('a.PasswordAuthenticator')),
    { kind: 'authenticate', className: 'a.PasswordAuthenticator' },
  ],
  [framed('00', `00002200${text('no')}`), { kind: 'error', code: 0x22_00, text: 'no' }],
  [
    framed('06', `0002${text('CQL_VERSION')}0001${text('3.4.7')}${text('COMPRESSION')}0000`),
    { kind: 'supported', options: ['CQL_VERSION', 'COMPRESSION'] },
  ],
  [
    framed('08', `000000020000000000000001${COLUMN}0000000100000005${utf8('5.0.5')}`),
    { kind: 'rows', rows: [['5.0.5']] },
  ],
  [
    framed('08', `000000020000000100000001${COLUMN}00000001ffffffff`),
    { kind: 'rows', rows: [[null]] },
  ],
  [framed('08', '00000001'), { kind: 'other' }],
];

it.each(ANSWERS)('reads answer %#', (bytes, value) => {
  expectWhole<unknown>(parseCqlAnswer, bytes, value);
});

it('refuses lengths and counts that no server needs', () => {
  const huge = framed('02', '');
  huge.writeUInt32BE(0x7f_ff_ff_ff, 5);
  const rows = framed('08', `000000020000000100000001${COLUMN}7fffffff`);
  const columns = framed('08', '00000002000000017fffffff');
  const nested = framed('08', `000000020000000100000001${COLUMN.slice(0, -4)}002000000001`);
  for (const bytes of [huge, rows, columns, nested, Buffer.alloc(9)])
    expect(() => parseCqlAnswer(bytes, false)).toThrow(ProtocolError);
});

it('knows an answer from something else', () => {
  expect(startsCqlAnswer(framed('06', ''))).toBe(true);
  expect(startsCqlAnswer(framed('08', ''))).toBe(false);
  expect(startsCqlAnswer(Buffer.from('HTTP/1.1 400'))).toBe(false);
  expect(startsCqlAnswer(Buffer.from('8100', 'hex'))).toBe(false);
});

const OURS: readonly [Buffer, string][] = [
  [encodeCqlOptions(4), 'OPTIONS'],
  [encodeCqlStartup(3, 'nightlatch/1'), 'STARTUP 3.0.0'],
  [encodeCqlQuery(4, 'SELECT a FROM b'), 'QUERY SELECT a FROM b'],
  [encodeCqlLogIn(4, 'cassandra', 'hunter2'), 'AUTH_RESPONSE cassandra'],
];

it('stays calm', () => {
  expectCalm(
    parseCqlAnswer,
    ANSWERS.map(([bytes]) => bytes),
  );
  expectCalm(
    describeCql,
    OURS.map(([bytes]) => bytes),
  );
});

describe('our own requests', () => {
  it('are read back, without a password', () => {
    expect(describeCql(Buffer.concat(OURS.map(([bytes]) => bytes)))).toEqual(
      OURS.map(([, words]) => words),
    );
  });

  it.each([
    ['REGISTER', '040000000b00000000'],
    ['half a frame', '0400000005000000'],
    ['a compressed one', '040100000500000000'],
  ])('are nothing else: %s', (_name, bytes) => {
    expect(() => describeCql(Buffer.from(bytes, 'hex'))).toThrow(ProtocolError);
  });
});

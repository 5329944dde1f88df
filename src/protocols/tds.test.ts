import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ACKNOWLEDGED, prelogin, refused } from '../../test/fakes/mssql.ts';
import { ProtocolError } from './codec.ts';
import { describeTds, encodeTds, parsePrelogin, parseTdsLogin } from './tds.ts';

const AGENT = 'nightlatch/0.0.0-test run/test';

it('reads what stands before a log-in', () => {
  expectWhole(parsePrelogin, prelogin(3), { version: '15.0.4126', encryption: 3 });
});

it('reads the answer to a log-in', () => {
  expectWhole(parseTdsLogin, ACKNOWLEDGED, { kind: 'in' });
  expectWhole(parseTdsLogin, refused(18_456), { kind: 'refused', code: 18_456 });
  // In two packets, of which the first is not the last.
  const [body, first] = [refused(4060).subarray(8), Buffer.from('0400000a00000100', 'hex')];
  const second = Buffer.from('0401000000000200', 'hex');
  second.writeUInt16BE(8 + body.length - 2, 2);
  const parts = Buffer.concat([first, body.subarray(0, 2), second, body.subarray(2)]);
  expectWhole(parseTdsLogin, parts, { kind: 'refused', code: 4060 });
});

it.each([
  ['another protocol', '48545450'],
  ['a packet shorter than its head', '0401000700000100'],
  ['a packet that is too long', '0401ffff00000100'],
  ['no options', '04010009000001 00ff'.replace(' ', '')],
  ['an option outside of the packet', '0401000e00000100 00ffff0006ff'.replace(' ', '')],
])('refuses %s', (_name, bytes) => {
  expect(() => parsePrelogin(Buffer.from(bytes, 'hex'), false)).toThrow(ProtocolError);
});

describe('our requests', () => {
  it('begin as the specification’s example does', () => {
    // MS-TDS, section 4.1, but for the version of the client and the number of its thread.
    expect(encodeTds({ kind: 'prelogin', encryption: 0 }).toString('hex')).toBe(
      '1201002f0000010000001a0006010020000102002100010300220004040026000 1ff'.replace(' ', '') +
        '00000000000000000000000000',
    );
  });

  it('are told in words', () => {
    expect(describeTds(encodeTds({ kind: 'prelogin', encryption: 0 }))).toEqual(['PRELOGIN']);
    expect(describeTds(encodeTds({ kind: 'prelogin', encryption: 2 }))).toEqual([
      'PRELOGIN without encryption',
    ]);
    const login = encodeTds({ kind: 'login', user: 'sa', agent: AGENT });
    expect(describeTds(login)).toEqual(['LOGIN7 user=sa without a password']);
    // A password in the place of the application's name would be told, and is not sent.
    for (const at of [8 + 44, 8 + 46, 8 + 60]) {
      const changed = Buffer.from(login);
      changed[at] = 1;
      expect(() => describeTds(changed)).toThrow(ProtocolError);
    }
  });

  it.each(['', 'a b', 'a'.repeat(100), "x'--"])('name no account %j', (user) => {
    expect(() => encodeTds({ kind: 'login', user, agent: AGENT })).toThrow(ProtocolError);
  });
});

it.each(Object.entries({ parsePrelogin, parseTdsLogin, describeTds }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [
      prelogin(1),
      ACKNOWLEDGED,
      refused(1),
      encodeTds({ kind: 'login', user: 'sa', agent: AGENT }),
    ]);
  },
);

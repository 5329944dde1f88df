import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import { describeFtp, encodeFtp, parseFtp } from './ftp.ts';

/** As vsftpd 3.0.3 sent them. */
const GREETING = Buffer.from('220 (vsFTPd 3.0.3)\r\n');
const FEATURES = Buffer.from('211-Features:\r\n EPRT\r\n AUTH TLS\r\n211 End\r\n');
const STATUS = Buffer.from(
  '213-Status follows:\r\n-rw-r--r--    1 65534    65534          33 Dec 06 14:22 backup.sql\r\n213 End of status\r\n',
);

it('reads answers of one line and of several', () => {
  expectWhole(parseFtp, GREETING, { code: 220, lines: ['(vsFTPd 3.0.3)'] });
  expectWhole(parseFtp, FEATURES, { code: 211, lines: ['Features:', ' EPRT', ' AUTH TLS', 'End'] });
  expect(parseFtp(STATUS, false)?.value.lines[1]).toMatch(/^-rw-r--r-- .* backup\.sql$/);
  expectWhole(parseFtp, Buffer.from('230-230 is a number\r\n230\r\n'), {
    code: 230,
    lines: ['230 is a number', ''],
  });
});

it.each(['HTTP/1.1 200 OK\r\n', '99 bottles\r\n', '2200\r\n', '\r\n', 'a'.repeat(3000)])(
  'refuses %j',
  (text) => {
    expect(() => parseFtp(Buffer.from(text), false)).toThrow(ProtocolError);
  },
);

it('refuses an answer without an end', () => {
  expect(() => parseFtp(Buffer.from(`211-x\r\n${' y\r\n'.repeat(5000)}`), false)).toThrow(
    ProtocolError,
  );
});

describe('our commands', () => {
  it.each([
    ['FEAT', 'FEAT'],
    ['AUTH TLS', 'AUTH TLS'],
    ['STAT /', 'STAT /'],
    ['PASS', 'PASS nightlatch@invalid'],
    [{ user: 'anonymous' }, 'USER anonymous'],
  ] as const)('%j', (command, words) => {
    expect(describeFtp(encodeFtp(command))).toEqual([words]);
  });

  it.each(['x\r\nDELE x', 'two words', '', 'a'.repeat(100)])('name no user %j', (user) => {
    expect(() => encodeFtp({ user })).toThrow(ProtocolError);
  });

  it.each(['FEAT', 'FEAT\r\nPWD', '\r\n', 'RNFR a b\r\n', 'FEAT\n'])('are not %j', (text) => {
    expect(() => describeFtp(Buffer.from(text))).toThrow(ProtocolError);
  });
});

it.each(Object.entries({ parseFtp, describeFtp }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [GREETING, FEATURES, STATUS, encodeFtp('FEAT')]);
  },
);

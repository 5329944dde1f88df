import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { tnsPacket, tnsRefusal } from '../../test/fakes/oracle.ts';
import { ProtocolError } from './codec.ts';
import { describeTns, encodeTns, parseTns, parseTnsText } from './tns.ts';

it('reads how a CONNECT was taken', () => {
  expectWhole(parseTns, tnsRefusal('(ERR=12514)'), { kind: 'refuse', text: '(ERR=12514)' });
  expectWhole(parseTns, tnsPacket(11, ''), { kind: 'resend', text: '' });
  expectWhole(parseTns, tnsPacket(6, '\0\0Version'), { kind: 'data', text: '\0\0Version' });
});

it('reads all that a listener says', () => {
  const bytes = Buffer.concat([tnsPacket(6, '\0\0one '), tnsPacket(6, '\0\0two')]);
  expect(parseTnsText(bytes, false)?.value).toBe('\0\0one \0\0two');
  expect(parseTnsText(bytes.subarray(0, -1), false)).toBeUndefined();
  expect(parseTnsText(bytes.subarray(0, -1), true)?.value).toBe('\0\0one ');
});

it.each([
  ['another protocol', '485454502f312e31'],
  ['a length shorter than its head', '0004000002000000'],
  ['a length that no listener sends', 'ffff000002000000'],
])('refuses %s', (_name, bytes) => {
  expect(() => parseTns(Buffer.from(bytes, 'hex'), false)).toThrow(ProtocolError);
});

describe('our requests', () => {
  it.each([
    [{ kind: 'version' }, 'CONNECT COMMAND=VERSION'],
    [{ kind: 'status' }, 'CONNECT COMMAND=STATUS'],
    [{ kind: 'service', name: 'nl12' }, 'CONNECT SERVICE_NAME=nl12'],
  ] as const)('%j', (request, words) => {
    const bytes = encodeTns(request);
    expect(bytes.readUInt16BE()).toBe(bytes.length);
    expect(describeTns(bytes)).toEqual([words]);
    expect(() => describeTns(bytes.subarray(0, -1))).toThrow(ProtocolError);
  });

  it('stop no listener', () => {
    const bytes = encodeTns({ kind: 'status' });
    bytes.write('STOP  ', bytes.indexOf('STATUS'));
    expect(() => describeTns(bytes)).toThrow(ProtocolError);
    expect(() => encodeTns({ kind: 'service', name: 'x)(COMMAND=STOP' })).toThrow(ProtocolError);
  });
});

it.each(Object.entries({ parseTns, parseTnsText, describeTns }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [
      tnsRefusal('(ERR=12514)'),
      tnsPacket(6, 'x'),
      encodeTns({ kind: 'version' }),
    ]);
  },
);

import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import { describeDrda, encodeDrda, parseDrda } from './drda.ts';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** As Apache Derby 10.14.2 sent them. */
const ATTRIBUTES = hex(
  '0089d002000100831443001d115ed585a3a6969992e28599a58599c39695a3999693409481899500181404140300072407' +
    '0007240f0007144000071474000500101147c1978183888540c4859982a80018116dd585a3a6969992e28599a58599c396' +
    '95a39996930022115ac3e2e2f1f0f1f4f061f1f04bf1f44bf24bf04060404df1f8f2f8f5f7f95d',
);
const NAME_ONLY = hex('0010d0020001000a14ac000611a20004');
const SYNTAX = hex('001bd00200010015124c0006114900080006000c00000005114a03');
/** A refusal that lists what is taken instead: section 5.7.17 of the specification. */
const OTHERS = hex('0014d0020001000e14ac000a11a2000300090007');

it('reads attributes, which are in EBCDIC', () => {
  expectWhole(parseDrda, ATTRIBUTES, {
    point: 0x1443,
    serverClass: 'Apache Derby',
    release: 'CSS10140/10.14.2.0 - ?1828579?',
    mechanisms: [],
  });
});

it('reads which log-ins are taken', () => {
  expect(parseDrda(NAME_ONLY, false)?.value.mechanisms).toEqual([4]);
  expect(parseDrda(OTHERS, false)?.value.mechanisms).toEqual([3, 9, 7]);
  expect(parseDrda(SYNTAX, false)?.value.point).toBe(0x124c);
});

it('passes over what is chained to a reply', () => {
  const first = Buffer.from(NAME_ONLY);
  first[3] = 0x42;
  const chain = Buffer.concat([first, SYNTAX]);
  expect(parseDrda(chain, false)).toMatchObject({ length: chain.length, value: { point: 0x14ac } });
  expect(() => parseDrda(Buffer.concat(Array(20).fill(first)), false)).toThrow(ProtocolError);
});

it.each([
  ['another protocol', '485454502f312e31'],
  ['a length shorter than its head', '0004d0020001'],
  ['an object that outgrows its packet', '0010d0020001ffff14ac000611a20004'],
])('refuses %s', (_name, bytes) => {
  expect(() => parseDrda(hex(bytes), false)).toThrow(ProtocolError);
});

describe('our requests', () => {
  it('are told in words', () => {
    expect(describeDrda(encodeDrda({ kind: 'exchange' }))).toEqual(['EXCSAT']);
    expect(describeDrda(encodeDrda({ kind: 'security', database: 'nl12' }))).toEqual([
      'ACCSEC name-only nl12',
    ]);
  });

  it('never check a password', () => {
    const check = encodeDrda({ kind: 'security', database: 'nl12' });
    check.writeUInt16BE(0x106e, 8);
    expect(() => describeDrda(check)).toThrow(ProtocolError);
    expect(() => encodeDrda({ kind: 'security', database: 'ä' })).toThrow(ProtocolError);
  });
});

it.each(Object.entries({ parseDrda, describeDrda }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [ATTRIBUTES, NAME_ONLY, SYNTAX, encodeDrda({ kind: 'exchange' })]);
  },
);

import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import { describeLdap, encodeLdap, isLdapBase, parseLdap, type LdapRequest } from './ldap.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** As OpenLDAP 2.5.13 sent them; the length in four bytes is Active Directory's habit. */
const BIND_OK = hex('300c02010161070a010004000400');
const BIND_REFUSED = hex(
  `302c 020101 6127 0a0130 0400 0420 ${Buffer.from('anonymous bind disallowed, sorry').toString('hex')}`,
);
const LONG_FORM = hex('308400000010 02010161840000 0007 0a010004000400');
const ENTRY = hex(
  '3022 020102 641d 0400 3019 3017 040e 6e616d696e67436f6e7465787473 3105 0403 633d78',
);

it('reads results', () => {
  expectWhole(parseLdap, BIND_OK, { kind: 'bind', id: 1, code: 0, text: '' });
  expectWhole(parseLdap, LONG_FORM, { kind: 'bind', id: 1, code: 0, text: '' });
  expectWhole(parseLdap, BIND_REFUSED, {
    kind: 'bind',
    id: 1,
    code: 48,
    text: 'anonymous bind disallowed, sorry',
  });
  expectWhole(parseLdap, hex('300c02010765070a010404000400'), {
    kind: 'done',
    id: 7,
    code: 4,
    text: '',
  });
  expectWhole(parseLdap, hex('300502010273 00'), { kind: 'reference', id: 2 });
});

it('reads the attributes of an entry', () => {
  expectWhole(parseLdap, ENTRY, {
    kind: 'entry',
    id: 2,
    attributes: new Map([['namingcontexts', ['c=x']]]),
  });
});

it.each([
  ['another protocol', '48545450'],
  ['a length without an end', '3080'],
  ['a length of eight bytes', '3088ffffffffffffffff'],
  ['a length that no directory sends', '30847fffffff'],
  ['an operation that outgrows its message', '3006020101617f0a'],
  ['a number of nine bytes', '300e0209010101010101010101 6101 00'],
  ['a request', encodeLdap(1, { kind: 'bind' }).toString('hex')],
])('refuses %s', (_name, bytes) => {
  expect(() => parseLdap(hex(bytes), false)).toThrow(ProtocolError);
});

describe('our requests', () => {
  it('begin with the well-known bytes of an anonymous bind', () => {
    expect(encodeLdap(1, { kind: 'bind' })).toEqual(hex('300c020101600702010304008000'));
  });

  const REQUESTS: readonly (readonly [LdapRequest, string])[] = [
    [{ kind: 'bind' }, 'bind anonymous'],
    [{ kind: 'unbind' }, 'unbind'],
    [{ kind: 'start-tls' }, 'StartTLS'],
    [{ kind: 'root' }, 'search root DSE'],
    [
      { kind: 'below', base: 'dc=lab,dc=example' },
      'search one level sizeLimit=1 typesOnly dc%3Dlab%2Cdc%3Dexample',
    ],
    [{ kind: 'at', base: 'dc=nl1' }, 'search base attributes=1.1 dc%3Dnl1'],
  ];

  it.each(REQUESTS)('%j', (request, words) => {
    for (const id of [1, 127, 128, 300, 70_000, 0x7fff_ffff])
      expect(describeLdap(encodeLdap(id, request))).toEqual([words]);
  });

  it('are told one after another', () => {
    const bytes = Buffer.concat([
      encodeLdap(1, { kind: 'bind' }),
      encodeLdap(2, { kind: 'start-tls' }),
    ]);
    expect(describeLdap(bytes)).toEqual(['bind anonymous', 'StartTLS']);
    expect(() => describeLdap(bytes.subarray(0, -1))).toThrow(ProtocolError);
  });

  it.each([
    ['a bind with a name', '300d 020101 6008 020103 0401 78 8000'],
    ['a bind with a password', '300d 020101 6008 020103 0400 8001 78'],
    ['a deletion', '3006 020101 4a01 78'],
    ['a bind and something more', '300e 020101 6007 020103 0400 8000 8000'],
  ])('are not %s', (_name, bytes) => {
    expect(() => describeLdap(hex(bytes))).toThrow(ProtocolError);
  });

  it('name no base that a transcript could not hold', () => {
    expect(isLdapBase('dc=lab,dc=example')).toBe(true);
    expect(isLdapBase(`dc=${'a'.repeat(200)}`)).toBe(false);
    expect(isLdapBase('')).toBe(false);
  });
});

it.each(Object.entries({ parseLdap, describeLdap }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [
      BIND_REFUSED,
      ENTRY,
      encodeLdap(2, { kind: 'root' }),
      encodeLdap(3, { kind: 'below', base: 'dc=x' }),
    ]);
  },
);

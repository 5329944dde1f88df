import { expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../test/codec-laws.ts';
import { ProtocolError } from './codec.ts';
import { describeMysqlx, encodeMysqlx, isMysqlx, parseMysqlxAnswer } from './mysqlx.ts';

/** As MySQL 8.4.8 sent them. */
const HELLO = Buffer.from('050000000b08051a00', 'hex');
const CAPABILITIES = Buffer.from(
  '50010000020a0f0a03746c73120808011204080740000a4d0a1961757468656e7469636174696f6e2e6d656368616e69736d7312300803222c0a110801120d08084a090a074d5953514c34310a170801121308084a0f0a0d5348413235365f4d454d4f52590a1d0a0b646f632e666f726d617473120e0801120a08084a060a04746578740a1e0a12636c69656e742e696e746572616374697665120808011204080740000a6e0a0b636f6d7072657373696f6e125f08021a5b0a590a09616c676f726974686d124c080322480a180801121408084a100a0e6465666c6174655f73747265616d0a150801121108084a0d0a0b6c7a345f6d6573736167650a150801121108084a0d0a0b7a7374645f73747265616d0a1c0a096e6f64655f74797065120f0801120b08084a070a056d7973716c0a200a14636c69656e742e7077645f6578706972655f6f6b12080801120408074000',
  'hex',
);
const REFUSAL = Buffer.from(
  '1e0000000108011088271a0f496e76616c6964206d65737361676522054859303030',
  'hex',
);
const TOLD = {
  kind: 'capabilities',
  names: [
    'tls',
    'authentication.mechanisms',
    'doc.formats',
    'client.interactive',
    'compression',
    'node_type',
    'client.pwd_expire_ok',
  ],
  mechanisms: ['MYSQL41', 'SHA256_MEMORY'],
} as const;

it('reads what a server says of itself, and passes over notices', () => {
  expectWhole(parseMysqlxAnswer, CAPABILITIES, TOLD);
  expect(parseMysqlxAnswer(Buffer.concat([HELLO, CAPABILITIES]), false)).toEqual({
    value: TOLD,
    length: HELLO.length + CAPABILITIES.length,
  });
  expectWhole(parseMysqlxAnswer, REFUSAL, { kind: 'error', code: 5000 });
});

it('knows a server by its greeting or by its capabilities', () => {
  expect(isMysqlx(HELLO)).toBe(true);
  expect(isMysqlx(CAPABILITIES)).toBe(true);
  expect(isMysqlx(REFUSAL)).toBe(false);
  expect(isMysqlx(Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'))).toBe(false);
});

it.each([
  ['a frame of nothing', '0000000002'],
  ['a frame of two gigabytes', 'ffffff7f02'],
  ['a type that no server sends', '010000007f'],
  ['a capability that ends beyond its message', '03000000020a40'],
  ['a number without an end', '0600000002ffffffffff'],
  ['an error without a code', '0300000001' + '0801'],
])('refuses %s', (_name, hex) => {
  expect(() => parseMysqlxAnswer(Buffer.from(hex, 'hex'), false)).toThrow(ProtocolError);
});

it('reads its own requests back', () => {
  expect(describeMysqlx(encodeMysqlx('capabilities'))).toEqual(['CapabilitiesGet']);
  expect(describeMysqlx(encodeMysqlx('statement'))).toEqual(['StmtExecute SELECT 1']);
  const other = encodeMysqlx('statement');
  other[other.length - 1] = 0x21;
  expect(() => describeMysqlx(other)).toThrow(ProtocolError);
});

it('stays calm', () => {
  expectCalm(parseMysqlxAnswer, [CAPABILITIES, REFUSAL, HELLO]);
  expectCalm((bytes) => isMysqlx(bytes), [CAPABILITIES]);
});

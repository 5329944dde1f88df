import { describe, expect, it } from 'vitest';
import { isCard } from './cards.ts';
import { crc32, luhn, mod97, verhoeff } from './checksums.ts';
import { emailsIn, isEmail } from './emails.ts';
import { isIban } from './ibans.ts';
import { isPublicIp } from './ip-addresses.ts';
import { nationalNumbers, nhsNumber } from './national-numbers.ts';
import { isPhoneSomewhere, isWrittenPhone } from './phones.ts';

/** Specimens that states, networks and encyclopaedias print; none was made with the code under test. */
const SPECIMENS: readonly (readonly [kind: string, genuine: string, broken: string])[] = [
  ['us-ssn', '219-09-9999', '666-12-3456'],
  ['canada-sin', '130 692 544', '130 692 545'],
  ['uk-nino', 'AB 12 34 56 C', 'BG 12 34 56 C'],
  ['india-aadhaar', '2341 2341 2346', '2341 2341 2347'],
  ['india-pan', 'AAPPV8261K', 'AAPZV8261K'],
  ['poland-pesel', '44051401359', '44051401358'],
  ['italy-fiscal-code', 'MRTMTT91D08F205J', 'MRTMTT91D08F205K'],
  ['spain-dni', '12345678Z', '12345678A'],
  ['spain-dni', 'X1234567L', 'X1234567M'],
  ['netherlands-bsn', '111222333', '111222334'],
  ['germany-tax-id', '36574261809', '36574261890'],
  ['sweden-personnummer', '811218-9876', '811218-9875'],
  ['brazil-cpf', '111.444.777-35', '111.444.777-36'],
  ['china-resident-id', '11010519491231002X', '110105194912310021'],
  ['france-nir', '2 55 08 14 168 025 38', '2 55 08 14 168 025 39'],
  ['switzerland-ahv', '756.9217.0769.85', '756.9217.0769.84'],
  ['belgium-national-number', '85.07.30-033 28', '85.07.30-033 61'],
  ['turkey-tckn', '10000000146', '10000000147'],
  ['singapore-nric', 'S1234567D', 'S1234567A'],
  ['finland-hetu', '131052-308T', '131052-308U'],
  ['mexico-curp', 'BOXW310820HNERXN09', 'BOXW319920HNERXN09'],
  ['chile-rut', '76086428-5', '76086428-6'],
  ['south-africa-id', '7503305044089', '7503305044088'],
];

describe('national numbers', () => {
  it.each(SPECIMENS)('%s: %s', (kind, genuine, broken) => {
    const test = nationalNumbers.find((each) => each.kind === kind)?.test;
    expect([test?.(genuine), test?.(broken)]).toEqual([true, false]);
  });

  it('knows the number of the NHS', () => {
    expect([nhsNumber.test('943 476 5919'), nhsNumber.test('943 476 5918')]).toEqual([true, false]);
  });
});

describe('checks', () => {
  it('holds what standards print', () => {
    expect(luhn('79927398713')).toBe(true);
    expect(luhn('79927398714')).toBe(false);
    expect(verhoeff('2363')).toBe(true);
    expect(mod97('3214282912345698765432161182')).toBe(1);
    expect(crc32('123456789')).toBe(0xcb_f4_39_26);
  });

  it.each([
    ['4111 1111 1111 1111', true],
    ['378282246310005', true],
    ['6011111111111117', true],
    ['4111111111111112', false],
    ['1234567812345670', false],
    ['0000000000000000', false],
    ['17000000000000', false],
  ])('card %s: %s', (text, expected) => {
    expect(isCard(text)).toBe(expected);
  });

  it.each([
    ['GB29 NWBK 6016 1331 9268 19', true],
    ['DE89370400440532013000', true],
    ['NO9386011117947', true],
    ['GB29 NWBK 6016 1331 9268 18', false],
    ['XX89370400440532013000', false],
    ['DE8937040044053201300', false],
  ])('IBAN %s: %s', (text, expected) => {
    expect(isIban(text)).toBe(expected);
  });
});

describe('addresses', () => {
  it.each([
    ['ada.lovelace@analytical.org', true],
    ['Ada Lovelace <ada@analytical.org>', true],
    ['günther@bücher.de', true],
    ['logo@2x.png', false],
    ['lodash@4.17.21', false],
    ['git@github.com:acme/web.git', false],
    ['a..b@c.de', false],
    ['@handle', false],
    ['0123456789abcdef0123@mx.mailer.net', false],
  ])('e-mail %s: %s', (text, expected) => {
    expect(isEmail(text)).toBe(expected);
  });

  it('finds them in a text, but not in a connection string', () => {
    const text = 'cc ada@analytical.org; postgres://ada:pw@db.analytical.org/x';
    expect([...emailsIn(text)].map((email) => email.text)).toEqual(['ada@analytical.org']);
  });

  it.each([
    ['8.8.4.4', false],
    ['10.1.2.3', false],
    ['192.0.2.7', false],
    ['84.112.9.1', true],
    ['::ffff:84.112.9.1', true],
    ['2a02:810d:1::7', true],
    ['2001:db8::1', false],
    ['00:1b:44:11:3a:b7', false],
    ['1.2.3', false],
  ])('address %s is somebody’s: %s', (text, expected) => {
    expect(isPublicIp(text)).toBe(expected);
  });

  it('asks a numbering plan, and not a pattern', () => {
    expect(isWrittenPhone('+49 30 901820')).toBe(true);
    expect(isWrittenPhone('(415) 555-2671')).toBe(true);
    expect(isWrittenPhone('+1 234 567 890')).toBe(false);
    expect(isWrittenPhone('2024-12-15')).toBe(false);
    expect(isPhoneSomewhere('030 901820')).toBe(true);
    expect(isPhoneSomewhere('2024-12-15T10:00')).toBe(false);
  });
});

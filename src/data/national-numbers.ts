import { luhn, mod11and10, verhoeff, weighted } from './checksums.ts';

/** A number that a state gave to a person, with its check. Sources: each state's publication, collected by python-stdnum. */
export interface NationalNumber {
  readonly kind: string;
  /** What a column of it is called. */
  readonly name: RegExp;
  readonly test: (text: string) => boolean;
  /** Its form is so odd (letters, dashes, long check) that a column of it needs no name. */
  readonly speaks: boolean;
}

function bare(text: string): string {
  return text
    .trim()
    .replaceAll(/[\s./-]/g, '')
    .toUpperCase();
}

/** Most cells are words: they are told apart before anything is made of them. */
const SHORTEST = 8;
const LONGEST = 30;
const SOME_DIGITS = /\d\D?\d\D?\d/;

/** The form is checked first, so checks may take plain digits for granted. */
function number(
  kind: string,
  name: RegExp,
  form: RegExp,
  check: (digits: string) => boolean,
  speaks = false,
): NationalNumber {
  return {
    kind,
    name,
    speaks,
    test: (text) => {
      if (text.length > LONGEST || text.length < SHORTEST || !SOME_DIGITS.test(text)) return false;
      const plain = bare(text);
      return form.test(plain) && !/^(\d)\1+$/.test(plain) && check(plain);
    },
  };
}

function isDay(month: string, day: string): boolean {
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}

function isSsn(digits: string): boolean {
  const area = digits.slice(0, 3);
  if (area === '000' || area === '666' || area >= '900') return false;
  if (digits.slice(3, 5) === '00' || digits.slice(5) === '0000') return false;
  return digits !== '123456789' && digits !== '078051120';
}

const DNI = 'TRWAGMYFPDXBNJZSQVHLCKE';

function isSpanish(text: string): boolean {
  const digits = text.slice(0, -1).replace(/^[XYZ]/, (sign) => String('XYZ'.indexOf(sign)));
  return DNI[Number(digits) % 23] === text.at(-1);
}

const ODD_VALUES = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
];

function isItalian(text: string): boolean {
  let sum = 0;
  for (let at = 0; at < 15; at += 1) {
    const sign = text[at] ?? '';
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65;
    sum += at % 2 === 0 ? (ODD_VALUES[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === text[15];
}

function brazilian(digits: string): boolean {
  const checkAt = (length: number): number => {
    const weights = Array.from({ length }, (_each, at) => length + 1 - at);
    const rest = (weighted(digits, weights) * 10) % 11;
    return rest === 10 ? 0 : rest;
  };
  return checkAt(9) === Number(digits[9]) && checkAt(10) === Number(digits[10]);
}

const CHINA = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

function isChinese(text: string): boolean {
  if (!isDay(text.slice(10, 12), text.slice(12, 14))) return false;
  return '10X98765432'[weighted(text, CHINA) % 11] === text[17];
}

function isFrench(text: string): boolean {
  const body = text.slice(0, 13).replace('2A', '19').replace('2B', '18');
  return 97 - Number(BigInt(body) % 97n) === Number(text.slice(13));
}

function isNhs(digits: string): boolean {
  const check = 11 - (weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (check === 11 ? 0 : check) === Number(digits[9]);
}

function isPesel(digits: string): boolean {
  if (!isDay(String(Number(digits.slice(2, 4)) % 20), digits.slice(4, 6))) return false;
  return weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

function isSwedish(digits: string): boolean {
  const short = digits.slice(-10);
  return isDay(short.slice(2, 4), String(Number(short.slice(4, 6)) % 60)) && luhn(short);
}

function isBelgian(digits: string): boolean {
  const check = Number(digits.slice(9));
  const first = Number(digits.slice(0, 9));
  return 97 - (first % 97) === check || 97 - ((2_000_000_000 + first) % 97) === check;
}

function isTurkish(digits: string): boolean {
  const odd = weighted(digits, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const even = weighted(digits, [0, 1, 0, 1, 0, 1, 0, 1]);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return tenth === Number(digits[9]) && (odd + even + tenth) % 10 === Number(digits[10]);
}

const NRIC: Readonly<Record<string, string>> = {
  S: 'JZIHGFEDCBA',
  T: 'GFEDCBAJZIH',
  F: 'XWUTRQPNMLK',
  G: 'RQPNMLKXWUT',
};

function isSingaporean(text: string): boolean {
  const sum = weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2]);
  return NRIC[text[0] ?? '']?.[sum % 11] === text[8];
}

const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY';

function isFinnish(text: string): boolean {
  const digits = text.slice(0, 6) + text.slice(-4, -1);
  return FINNISH[Number(digits) % 31] === text.at(-1);
}

function isKorean(digits: string): boolean {
  const sum = weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
  return (
    isDay(digits.slice(2, 4), digits.slice(4, 6)) && (11 - (sum % 11)) % 10 === Number(digits[12])
  );
}

function isMexican(text: string): boolean {
  return isDay(text.slice(6, 8), text.slice(8, 10));
}

function isChilean(text: string): boolean {
  const digits = text.slice(0, -1).split('').toReversed().map(Number);
  const sum = digits.reduce((total, value, at) => total + value * (2 + (at % 6)), 0);
  return (
    '0123456789K0'[(11 - (sum % 11)) % 12] === text.at(-1) || (sum % 11 === 0 && text.endsWith('0'))
  );
}

function isEan13(digits: string): boolean {
  return weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

export const nationalNumbers: readonly NationalNumber[] = [
  number('us-ssn', /_(?:ssn|social_security(?:_number|_no)?|soc_sec)_/, /^\d{9}$/, isSsn),
  number('canada-sin', /_(?:sin|social_insurance(?:_number)?)_/, /^[1-79]\d{8}$/, luhn),
  number(
    'uk-nino',
    /_(?:nino|ni_number|national_insurance(?:_number|_no)?)_/,
    /^(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\d{6}[A-D]$/,
    () => true,
    true,
  ),
  number('india-aadhaar', /_(?:aadhaar|aadhar|uidai)(?:_number|_no)?_/, /^[2-9]\d{11}$/, verhoeff),
  number(
    'india-pan',
    /_(?:pan|pan_number|pan_no|pan_card)_/,
    /^[A-Z]{3}[ABCFGHLJPT][A-Z]\d{4}[A-Z]$/,
    () => true,
    true,
  ),
  number('poland-pesel', /_pesel_/, /^\d{11}$/, isPesel),
  number(
    'italy-fiscal-code',
    /_(?:codice_fiscale|fiscal_code|cf)_/,
    /^[A-Z]{6}\d\d[A-EHLMPR-T]\d\d[A-Z]\d{3}[A-Z]$/,
    isItalian,
    true,
  ),
  number('spain-dni', /_(?:dni|nie|nif)_/, /^[XYZ\d]\d{7}[A-Z]$/, isSpanish, true),
  number(
    'netherlands-bsn',
    /_(?:bsn|burgerservicenummer)_/,
    /^\d{9}$/,
    (digits) => weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
  ),
  number(
    'germany-tax-id',
    /_(?:steuer_?id(?:nr)?|steuer_identifikationsnummer|idnr|german_tax_id)_/,
    /^[1-9]\d{10}$/,
    mod11and10,
  ),
  number(
    'sweden-personnummer',
    /_(?:personnummer|pnr|personal_identity_number)_/,
    /^(?:\d\d)?\d{10}$/,
    isSwedish,
  ),
  number('brazil-cpf', /_cpf_/, /^\d{11}$/, brazilian, true),
  number(
    'china-resident-id',
    /_(?:id_card|idcard|sfz|shenfenzheng|resident_id|id_no|id_number)_/,
    /^\d{6}(?:19|20)\d{9}[\dX]$/,
    isChinese,
    true,
  ),
  number(
    'france-nir',
    /_(?:nir|insee|numero_securite_sociale|secu|num_secu)_/,
    /^[12]\d{4}(?:\d\d|2[AB])\d{8}$/,
    isFrench,
    true,
  ),
  number(
    'switzerland-ahv',
    /_(?:ahv|avs|oasi|ahvn13|navs)(?:_number|_nr|_no)?_/,
    /^756\d{10}$/,
    isEan13,
    true,
  ),
  number(
    'belgium-national-number',
    /_(?:rijksregisternummer|national_register(?:_number)?|niss|insz)_/,
    /^\d{11}$/,
    isBelgian,
    true,
  ),
  number('turkey-tckn', /_(?:tckn|tc_kimlik(?:_no)?|kimlik_no)_/, /^[1-9]\d{10}$/, isTurkish, true),
  number('singapore-nric', /_(?:nric|fin|nric_fin)_/, /^[STFG]\d{7}[A-Z]$/, isSingaporean, true),
  number('finland-hetu', /_(?:hetu|henkilotunnus)_/, /^\d{6}[A+]?\d{3}[0-9A-Y]$/, isFinnish),
  number(
    'korea-rrn',
    /_(?:rrn|jumin(?:_?deungnok)?|주민등록번호)(?:_number|_no)?_/,
    /^\d{6}[1-8]\d{6}$/,
    isKorean,
  ),
  number('mexico-curp', /_curp_/, /^[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d$/, isMexican, true),
  number('chile-rut', /_(?:rut|run)_/, /^\d{7,8}[\dK]$/, isChilean),
  number(
    'south-africa-id',
    /_(?:sa_id(?:_number)?|rsa_id|id_number)_/,
    /^\d{10}[01]\d{2}$/,
    (digits) => isDay(digits.slice(2, 4), digits.slice(4, 6)) && luhn(digits),
  ),
];

/** Its own class: a number of the health service. */
export const nhsNumber = number('uk-nhs-number', /_(?:nhs(?:_number|_no)?)_/, /^\d{10}$/, isNhs);

/** Nine digits without a check are any nine digits; with the dashes of the card they speak for themselves. */
export function isWrittenSsn(text: string): boolean {
  return /^\d{3}-\d{2}-\d{4}$/.test(text.trim()) && isSsn(text.replaceAll(/\D/g, ''));
}

import { isCard } from '../../src/data/cards.ts';
import { isIban } from '../../src/data/ibans.ts';
import { nationalNumbers, nhsNumber } from '../../src/data/national-numbers.ts';
import type { Random } from './random.ts';

/** People who do not exist, and what belongs to them. */

const FIRST =
  'Anna Ben Chloé Daniel Elif Fatima Grace Hiroshi Ingrid José Katarzyna Liam Mei Noah Olga Priya Quentin Rosa Sven Thomas Uma Viktor Wanjiru Xavier Yusuf Zoë'.split(
    ' ',
  );
const LAST =
  'Abbott Becker Costa Dubois Eriksson Fernández García Hoffmann Ivanova Johnson Kowalski Lindqvist Müller Nguyen O’Brien Petrov Quinn Rossi Sato Tanaka Ümit Vogel Williams Xu Young Zimmermann'.split(
    ' ',
  );
const PROVIDERS =
  'gmail.com outlook.com yahoo.co.uk gmx.de web.de proton.me icloud.com orange.fr libero.it qq.com mail.ru hotmail.com uol.com.br wp.pl fastmail.com'.split(
    ' ',
  );
const STREETS =
  'Maple Street;Hauptstraße;Rue de Rivoli;Via Roma;Calle Mayor;Station Road;Kirchweg;Elm Avenue;Baker Street;Lange Straat'.split(
    ';',
  );

export function firstName(random: Random): string {
  return random.pick(FIRST);
}

export function lastName(random: Random): string {
  return random.pick(LAST);
}

export function fullName(random: Random): string {
  return `${firstName(random)} ${lastName(random)}`;
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/[^A-Za-z]/g, '')
    .toLowerCase();
}

export function email(random: Random): string {
  const sign = random.pick(['.', '_', '', '.']);
  const number = random.chance(0.3) ? String(random.int(1, 99)) : '';
  return `${plain(firstName(random))}${sign}${plain(lastName(random))}${number}@${random.pick(PROVIDERS)}`;
}

export function phone(random: Random): string {
  const written: readonly (() => string)[] = [
    () => `+1415${random.int(200, 999)}${random.digits(4)}`,
    () => `+1 (212) ${random.int(200, 999)}-${random.digits(4)}`,
    () => `+4930${random.int(10, 99)}${random.digits(6)}`,
    () => `+44 7${random.int(400, 899)} ${random.digits(6)}`,
    () => `+33 6 ${random.int(10, 99)} ${random.digits(2)} ${random.digits(2)} ${random.digits(2)}`,
    () => `+91 98${random.digits(8)}`,
    () => `+55 11 9${random.int(6000, 9999)}-${random.digits(4)}`,
  ];
  return random.pick(written)();
}

export function localPhone(random: Random): string {
  return `(${random.pick(['415', '212', '303', '617'])}) ${random.int(200, 999)}-${random.digits(4)}`;
}

export function address(random: Random): string {
  return `${random.pick(STREETS)} ${random.int(1, 240)}${random.chance(0.5) ? `, ${random.int(10_000, 99_999)} ${random.pick(['Berlin', 'Paris', 'Roma', 'Leeds'])}` : ''}`;
}

export function publicIp(random: Random): string {
  return `${random.pick([31, 46, 62, 77, 81, 84, 93, 109, 176, 188, 212])}.${random.int(1, 250)}.${random.int(0, 255)}.${random.int(1, 254)}`;
}

const CARD_BEGINNINGS: readonly (readonly [string, number])[] = [
  ['4', 16],
  ['51', 16],
  ['55', 16],
  ['2221', 16],
  ['37', 15],
  ['6011', 16],
  ['36', 14],
  ['3530', 16],
];

export function card(random: Random): string {
  const [begins, length] = random.pick(CARD_BEGINNINGS);
  return random.until(isCard, () => begins + random.digits(length - begins.length));
}

const IBANS: readonly (readonly [string, (random: Random) => string])[] = [
  ['DE', (random) => random.digits(18)],
  ['FR', (random) => random.digits(23)],
  ['GB', (random) => `${random.text('ABCDEFGHKLMNW', 4)}${random.digits(14)}`],
  ['NL', (random) => `${random.text('ABCDEFGHKLMNW', 4)}${random.digits(10)}`],
  ['PL', (random) => random.digits(24)],
];

export function iban(random: Random): string {
  const [country, make] = random.pick(IBANS);
  const body = make(random);
  for (let check = 2; check <= 98; check += 1) {
    const whole = `${country}${String(check).padStart(2, '0')}${body}`;
    if (isIban(whole)) return random.chance(0.5) ? whole : whole.replaceAll(/(.{4})(?=.)/g, '$1 ');
  }
  throw new Error('no check digits fit');
}

const FORMS: Readonly<Record<string, (random: Random) => string>> = {
  'us-ssn': (random) => `${random.digits(3)}-${random.digits(2)}-${random.digits(4)}`,
  'uk-nino': (random) =>
    `${random.text('ABCEGHJKLMNPRSTWXYZ', 2)}${random.digits(6)}${random.text('ABCD', 1)}`,
  'india-aadhaar': (random) => `${random.int(2, 9)}${random.digits(11)}`,
  'india-pan': (random) =>
    `${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ', 3)}P${random.text('ABCDEFGHKLM', 1)}${random.digits(4)}${random.text('ABCDEFGHJK', 1)}`,
  'poland-pesel': (random) => random.digits(11),
  'spain-dni': (random) => `${random.digits(8)}${random.text('TRWAGMYFPDXBNJZSQVHLCKE', 1)}`,
  'netherlands-bsn': (random) => random.digits(9),
  'germany-tax-id': (random) => `${random.int(1, 9)}${random.digits(10)}`,
  'sweden-personnummer': (random) => `${random.digits(6)}-${random.digits(4)}`,
  'brazil-cpf': (random) =>
    `${random.digits(3)}.${random.digits(3)}.${random.digits(3)}-${random.digits(2)}`,
  'china-resident-id': (random) =>
    `${random.digits(6)}19${random.digits(9)}${random.text('0123456789X', 1)}`,
  'france-nir': (random) => `${random.int(1, 2)}${random.digits(14)}`,
  'switzerland-ahv': (random) => `756.${random.digits(4)}.${random.digits(4)}.${random.digits(2)}`,
  'singapore-nric': (random) => `S${random.digits(7)}${random.text('ABCDEFGHIZJ', 1)}`,
};

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'us-ssn': ['ssn', 'social_security_number'],
  'uk-nino': ['nino', 'national_insurance_number'],
  'india-aadhaar': ['aadhaar', 'aadhaar_number'],
  'india-pan': ['pan_number', 'pan_card'],
  'poland-pesel': ['pesel'],
  'spain-dni': ['dni', 'nif'],
  'netherlands-bsn': ['bsn'],
  'germany-tax-id': ['steuer_id', 'tax_id'],
  'sweden-personnummer': ['personnummer'],
  'brazil-cpf': ['cpf'],
  'china-resident-id': ['id_card', 'id_number'],
  'france-nir': ['nir', 'insee'],
  'switzerland-ahv': ['ahv_number', 'ahv'],
  'singapore-nric': ['nric'],
};

export const NATIONAL = Object.keys(FORMS);

export function national(random: Random, kind: string): string {
  const test = nationalNumbers.find((each) => each.kind === kind)?.test ?? (() => false);
  return random.until(test, () => FORMS[kind]?.(random) ?? '');
}

export function nationalName(random: Random, kind: string): string {
  return random.pick(NAMES[kind] ?? [kind]);
}

export function nhs(random: Random): string {
  return random.until(nhsNumber.test, () => random.digits(10));
}

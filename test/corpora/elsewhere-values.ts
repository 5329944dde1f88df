/** Values of the second corpus, made by other means than those of the first. */
import { createHash, createHmac } from 'node:crypto';
import type { Random } from './random.ts';

const GIVEN = [
  'Amélie',
  'Bjarne',
  'Chidi',
  'Dilnoza',
  'Emeka',
  'Farah',
  'Gábor',
  'Hana',
  'Ioannis',
  'Jamila',
  'Kenji',
  'Lucía',
  'Mateusz',
  'Nadège',
  'Oluwaseun',
  'Pilar',
  'Rajesh',
  'Siobhán',
  'Tuấn',
  'Wei',
];
const FAMILY = [
  'Achebe',
  'Bergström',
  'Chaudhary',
  "D'Angelo",
  'Estévez',
  'Fitzgerald',
  'Grünwald',
  'Haddad',
  'Iyer',
  'Jørgensen',
  'Kim',
  'Le Goff',
  'Mensah',
  'Novák',
  'Okafor',
  'Papadopoulos',
  'Raghavan',
  'Smith-Jones',
  'van den Berg',
  'Wójcik',
];
const HOSTS = [
  'gmail.com',
  'hotmail.co.uk',
  't-online.de',
  'laposte.net',
  'naver.com',
  '163.com',
  'seznam.cz',
  'bigpond.com',
  'uni-bonn.de',
  'bbva.es',
];

export const given = (random: Random): string => random.pick(GIVEN);
export const family = (random: Random): string => random.pick(FAMILY);
export const whole = (random: Random): string => `${given(random)} ${family(random)}`;
export const mail = (random: Random): string =>
  `${
    given(random)[0]
      ?.toLowerCase()
      .normalize('NFD')
      .replaceAll(/[^a-z]/g, '') ?? 'x'
  }${family(random)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '')}${random.int(1, 999)}@${random.pick(HOSTS)}`;
export const login = (random: Random): string =>
  `${given(random)
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '')}_${random.int(1, 99)}`;
export const seed = (random: Random): string => random.hex(16);

export const nanp = (random: Random): string =>
  `${random.int(201, 989)}-${random.int(200, 999)}-${String(random.int(0, 9999)).padStart(4, '0')}`;
export const abroad = (random: Random): string =>
  random.pick([
    `+4415${random.int(20, 99)}${random.int(100_000, 999_999)}`,
    `+33 1 ${random.int(40, 49)} ${random.int(10, 99)} ${random.int(10, 99)} ${random.int(10, 99)}`,
    `+34 6${random.int(10, 99)} ${random.int(100, 999)} ${random.int(100, 999)}`,
    `+81 90-${random.int(1000, 9999)}-${random.int(1000, 9999)}`,
  ]);
export const street = (random: Random): string =>
  `${random.int(1, 900)} ${random.pick(['Willow Crescent', 'rue des Lilas', 'Avenida de la Paz', 'King St W', 'Jalan Merdeka'])}${random.chance(0.3) ? ` Apt ${random.int(1, 40)}` : ''}`;
export const ip4 = (random: Random): string =>
  `${random.pick([24, 51, 78, 86, 95, 151, 178, 203])}.${random.int(2, 250)}.${random.int(0, 255)}.${random.int(1, 254)}`;
export const ip6 = (random: Random): string =>
  `2a02:8${random.hex(2)}:${random.hex(4)}:${random.hex(4)}::${random.hex(3)}`;

/** Check digits found by trying, with a sum of its own. */
export function cardOf(random: Random): string {
  const body = random.pick(['4539', '4916', '5425', '2720', '3782', '6011']);
  const length = body.startsWith('37') ? 15 : 16;
  const digits = body + random.digits(length - body.length - 1);
  for (let last = 0; last < 10; last += 1) {
    const all = `${digits}${last}`.split('').map(Number).toReversed();
    const sum = all.reduce(
      (total, digit, at) => total + (at % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
      0,
    );
    if (sum % 10 === 0) return `${digits}${last}`;
  }
  return digits;
}

export function ibanOf(random: Random): string {
  const [country, body] = random.pick([
    ['ES', random.digits(20)],
    ['IT', `X${random.digits(22)}`],
    ['AT', random.digits(16)],
    ['SE', random.digits(20)],
  ] as const);
  const moved = `${body}${country}00`
    .split('')
    .map((sign) => String(Number.parseInt(sign, 36)))
    .join('');
  const check = 98n - (BigInt(moved) % 97n);
  return `${country}${String(check).padStart(2, '0')}${body}`;
}

export const ssnOf = (random: Random): string =>
  `${random.int(100, 665)}-${String(random.int(1, 99)).padStart(2, '0')}-${String(random.int(1, 9999)).padStart(4, '0')}`;

export const sha = (random: Random): string =>
  createHash('sha256').update(seed(random)).digest('hex');
export const phpass = (random: Random): string =>
  [
    '$',
    'P$B',
    random.text('./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 30),
  ].join('');
export const bcrypt = (random: Random): string =>
  [
    '$',
    '2a$12$',
    random.text('./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', 53),
  ].join('');
export const devise = (random: Random): string =>
  createHmac('sha256', 'x').update(seed(random)).digest('hex');
export const secretOf = (random: Random, length = 32): string =>
  createHash('sha512').update(seed(random)).digest('base64url').slice(0, length);
export const token = (random: Random): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [
    part({ typ: 'JWT', alg: 'RS256', kid: random.hex(8) }),
    part({ iss: 'https://id.example.org', sub: random.uuid(), exp: 1_800_000_000 }),
    createHash('sha512').update(seed(random)).digest('base64url'),
  ].join('.');
};

const SAID = [
  'can you check why the invoice total is wrong',
  'what is the capital of Mongolia and how cold does it get there',
  'rewrite this paragraph so that it sounds less angry',
  'dame una receta fácil con garbanzos',
  'my son has a fever since yesterday, what should I do',
  'convert this python loop into a list comprehension',
];
const REPLIED = [
  'The total differs because VAT was applied twice on line four.',
  'Ulaanbaatar. In January it is often below minus thirty degrees.',
  'Here is a calmer version of your paragraph.',
  'Claro: necesitas garbanzos cocidos, tomate y comino.',
  'I am not a doctor, but here is when to call one.',
  'You can write it as a comprehension like this.',
];
const PROSE = [
  'Annual rainfall was below the ten-year mean in most districts.',
  'The museum holds a collection of early printed maps.',
  'Replace the filter every six months or when the light blinks.',
  'Thanks for merging, the tests pass on my machine now.',
  'Quarterly results were in line with what we told investors.',
];

export const said = (random: Random): string => random.pick(SAID);
export const replied = (random: Random): string => random.pick(REPLIED);
export const prose = (random: Random): string => `${random.pick(PROSE)} ${random.pick(PROSE)}`;

import { crc32 } from '../../src/data/checksums.ts';
import type { Random } from './random.ts';

/** Keys that open nothing, drawn when they are needed: no line of this file looks like one. */

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function base62Of(value: number): string {
  let text = '';
  for (let left = value; text.length < 6; left = Math.floor(left / 62))
    text = (BASE62[left % 62] ?? '') + text;
  return text;
}

function withCrc(prefix: string, random: Random): string {
  const body = random.base62(30);
  return `${prefix}_${body}${base62Of(crc32(body))}`;
}

function base64url(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString(
    'base64url',
  );
}

export function jwt(random: Random): string {
  const claims = {
    sub: random.digits(10),
    iat: 1_700_000_000 + random.int(0, 9_999_999),
    name: 'x',
  };
  return `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}.${base64url(random.base62(32))}`;
}

export function pem(random: Random): string {
  const word = random.pick(['RSA PRIVATE', 'PRIVATE', 'EC PRIVATE', 'OPENSSH PRIVATE']);
  const lines = Array.from({ length: 8 }, () => random.base64(64)).join('\n');
  return ['-----', 'BEGIN ', word, ' KEY-----\n', lines, '\n-----', 'END ', word, ' KEY-----'].join(
    '',
  );
}

export function connection(random: Random): string {
  const scheme = random.pick([
    'postgresql',
    'mysql',
    'mongodb+srv',
    'redis',
    'amqps',
    'clickhouse',
  ]);
  return `${scheme}://${random.pick(['app', 'svc_api', 'root', 'reporting'])}:${random.base62(random.int(10, 24))}@db-${random.int(1, 9)}.internal:${random.int(1025, 60_000)}/main`;
}

export const KEYS: Readonly<Record<string, (random: Random) => string>> = {
  openai: (random) => `sk-proj-${random.base62(48)}T3BlbkFJ${random.base62(48)}`,
  'openai-old': (random) => `sk-${random.base62(20)}T3BlbkFJ${random.base62(20)}`,
  deepseek: (random) => `sk-${random.hex(32)}`,
  anthropic: (random) => `sk-ant-api03-${random.base62(93)}AA`,
  aws: (random) => `AKIA${random.text('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  google: (random) => `AIza${random.base62(35)}`,
  github: (random) => withCrc('ghp', random),
  npm: (random) => withCrc('npm', random),
  gitlab: (random) => `glpat-${random.base62(20)}`,
  slack: (random) => `xoxb-${random.digits(12)}-${random.digits(12)}-${random.base62(24)}`,
  stripe: (random) => `sk_live_${random.base62(24)}`,
  sendgrid: (random) => `SG.${random.base62(22)}.${random.base62(43)}`,
  huggingface: (random) => `hf_${random.base62(34)}`,
  digitalocean: (random) => `dop_v1_${random.hex(64)}`,
  telegram: (random) => `${random.digits(10)}:AA${random.base62(33)}`,
  jwt,
  pem,
  connection,
};

export function anyKey(random: Random): string {
  return random.pick(Object.values(KEYS))(random);
}

const CRYPT = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function passwordHash(random: Random): string {
  const made: readonly (() => string)[] = [
    () => `$2b$${random.int(10, 12)}$${random.text(CRYPT, 53)}`,
    () => `$argon2id$v=19$m=65536,t=3,p=4$${random.base64(22)}$${random.base64(43)}`,
    () => `pbkdf2_sha256$600000$${random.base62(22)}$${random.base64(43)}=`,
    () => `$6$${random.base62(16)}$${random.text(CRYPT, 86)}`,
  ];
  return random.pick(made)();
}

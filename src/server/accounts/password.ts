/**
 * Passwords by scrypt, with its parameters beside each, so that they can grow:
 * https://www.rfc-editor.org/rfc/rfc7914 and
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#scrypt
 */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

export interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 32 MB and about a fifth of a second: one of the settings that OWASP holds equal. */
export const USUAL: Cost = { N: 2 ** 15, r: 8, p: 3 };

const KEY = 32;
const SALT = 16;
/** A length that nobody has by heart is refused, since it only costs. */
export const MOST_PASSWORD = 200;
/** https://pages.nist.gov/800-63-4/sp800-63b.html#passwordver, where it stands alone. */
export const LEAST_PASSWORD = 15;

export async function hashPassword(password: string, cost: Cost): Promise<string> {
  const salt = randomBytes(SALT);
  const key = await derive(password, salt, cost);
  const { N, r, p } = cost;
  return `scrypt$${N}$${r}$${p}$${salt.toString('base64')}$${key.toString('base64')}`;
}

const KEPT = /^scrypt\$(\d{1,8})\$(\d{1,3})\$(\d{1,3})\$([\w+/=]{1,64})\$([\w+/=]{1,64})$/;

export async function isPassword(password: string, kept: string): Promise<boolean> {
  const [, N, r, p, salt = '', key = ''] = KEPT.exec(kept) ?? [];
  if (N === undefined) return false;
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64'), cost);
  const wanted = Buffer.from(key, 'base64');
  return wanted.length === found.length && timingSafeEqual(wanted, found);
}

const SPARE = 1024 * 1024;

/** One at a time, and few wait: a flood of sign-ins takes neither memory nor the threads that all else needs. */
const MOST_WAITING = 8;
let waiting = 0;
let last: Promise<unknown> = Promise.resolve();

export class TooManySignIns extends Error {
  override readonly name = 'TooManySignIns';
}

async function derive(password: string, salt: Buffer, cost: Cost): Promise<Buffer> {
  if (waiting >= MOST_WAITING) throw new TooManySignIns();
  waiting += 1;
  const mine = last.then(() => scryptOf(password, salt, cost));
  last = mine.catch(() => undefined);
  try {
    return await mine;
  } finally {
    waiting -= 1;
  }
}

function scryptOf(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  // Node's own bound, 32 MB, is less than these parameters take.
  const options: ScryptOptions = { N, r, p, maxmem: 128 * r * (N + p) + SPARE };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, KEY, options, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}

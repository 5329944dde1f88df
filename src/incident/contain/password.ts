/** Passwords that are made here, and how a store takes them without hearing them. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

const BYTES = 32;
const SALT = 16;
const ROUNDS = 4096;
const DIGEST = 32;

/** 256 bits; letters, digits, `-` and `_`, so that no store has to quote it. */
export const makePassword = (): string => randomBytes(BYTES).toString('base64url');

/** https://www.rfc-editor.org/rfc/rfc5803 and https://www.postgresql.org/docs/current/catalog-pg-authid.html */
export function scramVerifier(password: string): string {
  const salt = randomBytes(SALT);
  const salted = pbkdf2Sync(password, salt, ROUNDS, DIGEST, 'sha256');
  const keyed = (words: string): Buffer => createHmac('sha256', salted).update(words).digest();
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64');
  const server = keyed('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ROUNDS}:${salt.toString('base64')}$${stored}:${server}`;
}

/** https://mariadb.com/kb/en/authentication-plugin-mysql_native_password/ */
export function nativeHash(password: string): string {
  const sha1 = (bytes: Buffer | string): Buffer => createHash('sha1').update(bytes).digest();
  return `*${sha1(sha1(password)).toString('hex').toUpperCase()}`;
}

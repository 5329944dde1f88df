/** Secrets that we make ourselves: 32 random bytes, shown once; the store keeps their hash, which needs no salt. */
import { createHash, randomBytes } from 'node:crypto';

const BYTES = 32;
/** Tells our tokens in logs and to secret scanners. */
export const TOKEN_PREFIX = 'nlt_';

export function newSecret(): string {
  return randomBytes(BYTES).toString('base64url');
}

export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/**
 * The client's side of SCRAM-SHA-256, without channel binding.
 * https://www.rfc-editor.org/rfc/rfc5802#section-5, https://www.rfc-editor.org/rfc/rfc7677
 */
import { createHash, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto';
import { ProtocolError } from './codec.ts';

export const SCRAM_SHA_256 = 'SCRAM-SHA-256';
const HASH = 'sha256';
const HASH_BYTES = 32;
/** "n,,": we bind to no channel, and act for nobody else. */
const NO_BINDING = 'n,,';
/** Fewer make a guess cheap (RFC 7677, section 4); more would keep us busy for somebody hostile. */
const ROUNDS = { least: 4096, most: 300_000 } as const;

export interface ScramAccount {
  readonly user: string;
  readonly password: string;
  /** Drawn by the caller; no comma, nothing unprintable. */
  readonly nonce: string;
}

/** One log-in: first message, answer to the server's first, and the check of its last. */
export class ScramClient {
  readonly first: string;
  readonly #account: ScramAccount;
  #serverSignature: Buffer | undefined;

  constructor(account: ScramAccount) {
    this.#account = account;
    this.first = `${NO_BINDING}${this.#bare}`;
  }

  get #bare(): string {
    const name = this.#account.user.replaceAll('=', '=3D').replaceAll(',', '=2C');
    return `n=${name},r=${this.#account.nonce}`;
  }

  /** The second message. Throws where the server's challenge is not one for us. */
  answer(challenge: string): string {
    const [, nonce = '', salt = '', count = ''] =
      /^r=([!-+\--~]{1,256}),s=([A-Za-z0-9+/=]{1,256}),i=(\d{1,7})$/.exec(challenge) ?? [];
    const rounds = Number(count);
    const isOurs = nonce.startsWith(this.#account.nonce) && nonce !== this.#account.nonce;
    if (!isOurs || rounds < ROUNDS.least || rounds > ROUNDS.most)
      throw new ProtocolError('not a SCRAM challenge to us');
    const password = this.#account.password.normalize('NFKC');
    const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), rounds, HASH_BYTES, HASH);
    const bound = `c=${Buffer.from(NO_BINDING).toString('base64')},r=${nonce}`;
    const whole = `${this.#bare},${challenge},${bound}`;
    const clientKey = hmac(salted, 'Client Key');
    const signature = hmac(createHash(HASH).update(clientKey).digest(), whole);
    const proof = clientKey.map((byte, at) => byte ^ (signature[at] ?? 0));
    this.#serverSignature = hmac(hmac(salted, 'Server Key'), whole);
    return `${bound},p=${Buffer.from(proof).toString('base64')}`;
  }

  /** Whether the server knows the password too. */
  isServer(last: string): boolean {
    const shown = Buffer.from(/^v=([A-Za-z0-9+/=]{1,64})(?:,|$)/.exec(last)?.[1] ?? '', 'base64');
    const known = this.#serverSignature;
    return known?.length === shown.length && timingSafeEqual(known, shown);
  }
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac(HASH, key).update(text).digest();
}

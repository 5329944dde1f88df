/** Encryption at rest in the age format: https://age-encryption.org/v1 */
import { Encrypter, generateIdentity, identityToRecipient } from 'age-encryption';
import { UsageError } from '../../model/errors.ts';

export interface Seal {
  /** The public key that everything is encrypted for. */
  readonly recipient: string;
  /** The key that opens it, itself under the passphrase; absent where the owner keeps the key. */
  readonly identity?: Buffer;
  readonly encrypt: (clear: ReadableStream<Uint8Array>) => Promise<ReadableStream<Uint8Array>>;
}

/** For a key that the owner keeps elsewhere; not even Nightlatch can open what it wrote. */
export function sealFor(recipient: string): Seal {
  const encrypter = new Encrypter();
  try {
    encrypter.addRecipient(recipient);
  } catch {
    throw new UsageError('--encrypt-for takes a public key of age (age1…)');
  }
  return { recipient, encrypt: async (clear) => await encrypter.encrypt(clear) };
}

/** As age itself has it: log2 of the rounds of scrypt. */
const WORK = 18;

/** A passphrase is made hard to guess once, for one key, rather than once for each file. */
export async function sealUnder(passphrase: string, work = WORK): Promise<Seal> {
  const key = await generateIdentity();
  const guarded = new Encrypter();
  guarded.setPassphrase(passphrase);
  guarded.setScryptWorkFactor(work);
  const identity = Buffer.from(await guarded.encrypt(key));
  return { ...sealFor(await identityToRecipient(key)), identity };
}

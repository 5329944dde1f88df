/** Answers of the owner's own account to a request for its password. The wire holds them to TLS that verifies. */
import {
  AUTHENTICATION,
  encodePassword,
  encodeSaslInitial,
  encodeSaslResponse,
  md5Answer,
  type PgMessage,
} from '../../protocols/pgwire.ts';
import { ProtocolError } from '../../protocols/codec.ts';
import { WireError } from '../../protocols/line.ts';
import { SCRAM_SHA_256, ScramClient, type ScramAccount } from '../../protocols/scram.ts';

type Asked = Extract<PgMessage, { kind: 'authentication' }>;

/** What to say next; empty where the server goes on by itself, `undefined` where it asks for what we do not know. */
export type Prove = (asked: Asked) => Buffer | undefined;

const NOTHING = Buffer.alloc(0);
const SALT = 4;

/** https://www.postgresql.org/docs/current/sasl-authentication.html */
export function proofOf(account: ScramAccount): Prove {
  const scram = new ScramClient(account);
  const { user, password } = account;
  return ({ code, mechanisms, data }) => {
    switch (code) {
      case AUTHENTICATION.cleartext:
        return encodePassword(password);
      case AUTHENTICATION.md5:
        return data.length === SALT ? encodePassword(md5Answer(user, password, data)) : undefined;
      case AUTHENTICATION.sasl:
        return mechanisms.includes(SCRAM_SHA_256)
          ? encodeSaslInitial(SCRAM_SHA_256, scram.first)
          : undefined;
      case AUTHENTICATION.saslContinue:
        return encodeSaslResponse(asWire(() => scram.answer(data.toString())));
      case AUTHENTICATION.saslFinal:
        if (scram.isServer(data.toString())) return NOTHING;
        throw new WireError('not-this-protocol', 'the server does not know the password itself');
      default:
        return undefined;
    }
  };
}

function asWire(say: () => string): string {
  try {
    return say();
  } catch (error) {
    if (error instanceof ProtocolError) throw new WireError('not-this-protocol', error.message);
    throw error;
  }
}

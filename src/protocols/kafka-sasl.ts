/**
 * What a client says in Kafka's SaslAuthenticate, read back: by PLAIN (https://www.rfc-editor.org/rfc/rfc4616) and by
 * SCRAM (https://www.rfc-editor.org/rfc/rfc5802#section-7). Neither a password nor a proof is told.
 */
import { ProtocolError } from './codec.ts';

const SHAPES: readonly [RegExp, string][] = [
  [/^\0([^\0]{1,256})\0[^\0]{1,4096}$/, 'PLAIN'],
  [/^n,,n=([^,]{1,256}),r=[!-+\--~]{1,256}$/, 'SCRAM'],
];
const PROOF = /^c=biws,r=[!-+\--~]{1,512},p=[A-Za-z0-9+/=]{1,128}$/;

export function describeSasl(payload: string): string {
  if (PROOF.test(payload)) return 'SaslAuthenticate with a proof';
  for (const [shape, mechanism] of SHAPES) {
    const user = shape.exec(payload)?.[1];
    if (user !== undefined) return `SaslAuthenticate ${mechanism} ${user}`;
  }
  throw new ProtocolError('a SASL message that is not ours');
}

export function plainLogIn(user: string, password: string): string {
  return `\0${user}\0${password}`;
}

/**
 * NTLM for a caller without a name, in SPNEGO: the first message, and the last one, which is empty.
 * https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-nlmp/
 * https://www.rfc-editor.org/rfc/rfc4178
 */
import { BER, encodeTlv } from '../ber.ts';

const SIGNATURE = 'NTLMSSP\0';
/** Unicode, target, NTLM, session security and 128 bits: MS-NLMP, section 2.2.2.5. */
const FLAGS = 0x2008_0205;
const ANONYMOUS = 0x800;
const CHALLENGE = 2;
/** Version of the operating system in a challenge, section 2.2.1.2. */
const VERSION_AT = 48;
const VERSION_END = 52;

const SPNEGO_OID = Buffer.from('2b0601050502', 'hex');
const NTLM_OID = Buffer.from('2b06010401823702020a', 'hex');

/** NegTokenInit with one mechanism and its first message. */
export function encodeNtlmFirst(): Buffer {
  const message = Buffer.alloc(32);
  message.write(SIGNATURE, 'latin1');
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(FLAGS, 12);
  const mechanisms = encodeTlv(0xa0, encodeTlv(BER.sequence, encodeTlv(BER.identifier, NTLM_OID)));
  const token = encodeTlv(0xa2, encodeTlv(BER.octets, message));
  return encodeTlv(
    0x60,
    encodeTlv(BER.identifier, SPNEGO_OID),
    encodeTlv(0xa0, encodeTlv(BER.sequence, mechanisms, token)),
  );
}

/** NegTokenResp with an AUTHENTICATE message of nobody: MS-NLMP, section 3.2.5.1.2. */
export function encodeNtlmAnonymous(): Buffer {
  const end = 64;
  const message = Buffer.alloc(end + 1);
  message.write(SIGNATURE, 'latin1');
  message.writeUInt32LE(3, 8);
  // Six fields of length, capacity and offset; the LM answer is one zero byte, all others are empty.
  for (let at = 12; at < 60; at += 8) message.writeUInt32LE(end, at + 4);
  message.writeUInt16LE(1, 12);
  message.writeUInt16LE(1, 14);
  message.writeUInt32LE(FLAGS | ANONYMOUS, 60);
  return encodeTlv(0xa1, encodeTlv(BER.sequence, encodeTlv(0xa2, encodeTlv(BER.octets, message))));
}

/** What a challenge tells of the system: `10.0.20348` is Windows Server 2022. A Samba has no build number. */
export function ntlmSystem(token: Buffer): string | undefined {
  const at = token.indexOf(SIGNATURE, 0, 'latin1');
  if (at < 0 || token.length < at + VERSION_END || token.readUInt32LE(at + 8) !== CHALLENGE)
    return undefined;
  const version = token.subarray(at + VERSION_AT, at + VERSION_END);
  const build = version.readUInt16LE(2);
  return build === 0 ? undefined : `${version[0]}.${version[1]}.${build}`;
}

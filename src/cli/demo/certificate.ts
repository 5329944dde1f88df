/**
 * A self-signed certificate for a stand-in that speaks TLS, made anew at each run: Node signs but builds none.
 * Just enough DER for one EC certificate. https://www.rfc-editor.org/rfc/rfc5280#section-4.1
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const DAY = 24 * 60 * 60 * 1000;
const OID_ECDSA_SHA256 = '06082a8648ce3d040302';
const OID_COMMON_NAME = '0603550403';
const OID_ALT_NAME = '0603551d11';

function der(tag: number, ...parts: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)),
  );
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), body]);
}

const sequence = (...parts: (Buffer | string)[]): Buffer => der(0x30, ...parts);
const nameOf = (text: string): Buffer =>
  sequence(der(0x31, sequence(OID_COMMON_NAME, der(0x0c, Buffer.from(text)))));
/** UTCTime: YYMMDDHHMMSSZ */
const utcTime = (date: Date): Buffer =>
  der(0x17, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)}Z`));

export function selfSigned(name: string, now: Date): { key: string; cert: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(OID_ECDSA_SHA256);
  const altName = sequence(OID_ALT_NAME, der(0x04, sequence(der(0x82, Buffer.from(name)))));
  const facts = sequence(
    der(0xa0, der(0x02, '02')), // version 3
    der(0x02, Buffer.concat([Buffer.of(1), randomBytes(8)])), // serial number
    algorithm,
    nameOf(name),
    sequence(utcTime(new Date(now.getTime() - DAY)), utcTime(new Date(now.getTime() + 30 * DAY))),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(altName)),
  );
  const signature = sign('sha256', facts, privateKey);
  const whole = sequence(facts, algorithm, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  const lines = whole.toString('base64').replaceAll(/.{1,64}/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`,
  };
}

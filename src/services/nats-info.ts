/**
 * NATS greets every client with INFO, and says there whether it wants credentials; the session itself is not begun.
 * https://docs.nats.io/reference/reference-protocols/nats-protocol#info
 */
import { untrusted, untrustedVersion } from '../model/untrusted.ts';
import { ProtocolError, type Parse } from '../protocols/codec.ts';
import type { Line } from '../protocols/line.ts';
import { boundedJson, field, textField } from './families/http-talk.ts';
import { look, type Look } from './service.ts';

const MAX_INFO = 64 * 1024;
const PREFIX = 'INFO ';

const parseInfo: Parse<unknown> = (bytes) => {
  const end = bytes.indexOf('\r\n');
  if ((end === -1 ? bytes.length : end) > MAX_INFO)
    throw new ProtocolError('a NATS INFO without an end');
  if (end === -1) return undefined;
  return { value: boundedJson(bytes.toString('utf8', PREFIX.length, end)), length: end + 2 };
};

export async function lookAtNats(line: Line, plaintext: boolean | null): Promise<Look> {
  const info = await line.read(parseInfo);
  const version = untrustedVersion(textField(info, 'version'));
  const client = textField(info, 'client_ip');
  const facts = {
    product: version === null ? null : 'nats',
    protocol: 'nats',
    version,
    plaintext,
    ...(client !== undefined && { seenAs: untrusted(client, 60) }),
  };
  if (field(info, 'auth_required') === true) {
    return look({
      ...facts,
      access: 'protected',
      reason: 'Its greeting asks for credentials (auth_required).',
      proof: [{ asked: 'nothing: it greets', answered: 'INFO, auth_required' }],
      // A nonce in the greeting is there to be signed.
      authMethods: [textField(info, 'nonce') === undefined ? 'password' : 'other'],
    });
  }
  return look({
    ...facts,
    access: 'identified',
    reason:
      'Its greeting asks for no credentials; this version does not ask whether it lets strangers in.',
  });
}

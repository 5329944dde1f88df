/**
 * TNS, the wire of Oracle's listener: one CONNECT with a description, and how it is taken.
 *
 *     packet  = length(2) checksum(2) type flags checksum(2) body
 *     CONNECT = fixed fields, length and offset of the description, description
 *
 * The packet's layout as Wireshark reads it:
 * https://github.com/wireshark/wireshark/blob/master/epan/dissectors/packet-tns.c
 */
import { ProtocolError, type Parse } from './codec.ts';

const HEAD = 8;
const TYPE = { connect: 1, accept: 2, refuse: 4, redirect: 5, data: 6, resend: 11 } as const;
const MAX_PACKET = 16 * 1024;
const MOST_PACKETS = 16;
/** Version 314, compatible down to 300, units of 8 KiB. */
const FIXED = '013a012c0000 2000 7fff 0000 0000 0001'.replaceAll(' ', '');
const DESCRIPTION_AT = 58;
const WORD = /^[a-z0-9]{1,40}$/;
const REFUSED_TEXT_AT = 12;

export type TnsRequest =
  | { readonly kind: 'version' }
  | { readonly kind: 'status' }
  | { readonly kind: 'service'; readonly name: string };

export interface TnsAnswer {
  readonly kind: 'accept' | 'refuse' | 'redirect' | 'resend' | 'data';
  /** What it says of itself, in its own words, between round brackets or not. */
  readonly text: string;
}

export function encodeTns(request: TnsRequest): Buffer {
  const description = `(DESCRIPTION=(CONNECT_DATA=(CID=(PROGRAM=nightlatch))${dataFor(request)}))`;
  const packet = Buffer.alloc(DESCRIPTION_AT + description.length);
  packet.writeUInt16BE(packet.length);
  packet[4] = TYPE.connect;
  Buffer.from(FIXED, 'hex').copy(packet, HEAD);
  packet.writeUInt16BE(description.length, 24);
  packet.writeUInt16BE(DESCRIPTION_AT, 26);
  packet.write(description, DESCRIPTION_AT, 'latin1');
  return packet;
}

function dataFor(request: TnsRequest): string {
  if (request.kind === 'version') return '(COMMAND=VERSION)';
  if (request.kind === 'status') return '(COMMAND=STATUS)';
  if (!WORD.test(request.name)) throw new ProtocolError('no name of a service');
  return `(SERVICE_NAME=${request.name})`;
}

const KINDS = new Map<number, TnsAnswer['kind']>([
  [TYPE.accept, 'accept'],
  [TYPE.refuse, 'refuse'],
  [TYPE.redirect, 'redirect'],
  [TYPE.data, 'data'],
  [TYPE.resend, 'resend'],
]);

export const parseTns: Parse<TnsAnswer> = (bytes) => {
  if (bytes.length > 4 && !KINDS.has(bytes[4] ?? 0)) throw new ProtocolError('no answer in TNS');
  if (bytes.length < HEAD) return undefined;
  const length = bytes.readUInt16BE();
  const kind = KINDS.get(bytes[4] ?? 0);
  if (!kind || length < HEAD || length > MAX_PACKET) throw new ProtocolError('no answer in TNS');
  if (bytes.length < length) return undefined;
  const start = kind === 'refuse' ? REFUSED_TEXT_AT : HEAD;
  return {
    value: { kind, text: bytes.toString('latin1', Math.min(start, length), length) },
    length,
  };
};

/** The words that follow an ACCEPT, up to the end of the connection or as much as there is. */
export const parseTnsText: Parse<string> = (bytes, ended) => {
  let [at, text] = [0, ''];
  for (let count = 0; count < MOST_PACKETS && at < bytes.length; count += 1) {
    const packet = parseTns(bytes.subarray(at), ended);
    if (!packet) return ended && at > 0 ? { value: text, length: at } : undefined;
    text += packet.value.text;
    at += packet.length;
  }
  return at > 0 ? { value: text, length: at } : undefined;
};

/** Our own requests; each is made again from what was read of it, and has to come out the same. */
export function describeTns(bytes: Buffer): string[] {
  if (bytes.equals(encodeTns({ kind: 'version' }))) return ['CONNECT COMMAND=VERSION'];
  if (bytes.equals(encodeTns({ kind: 'status' }))) return ['CONNECT COMMAND=STATUS'];
  const name = /\(SERVICE_NAME=([a-z0-9]{1,40})\)/.exec(bytes.toString('latin1'))?.[1] ?? '';
  if (name === '' || !encodeTns({ kind: 'service', name }).equals(bytes))
    throw new ProtocolError('no TNS request of ours');
  return [`CONNECT SERVICE_NAME=${name}`];
}

/**
 * MQTT 3.1.1 and 5: what a client without an account says, and what a broker answers.
 *
 *     packet = type and flags (1), remaining length (1 to 4, seven bits each), variable header, payload
 *
 * https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/mqtt-v3.1.1.html
 * https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html
 */
import { ProtocolError, type Parse, type Parsed } from './codec.ts';
import { Fields, frames, text16, u16, u8 } from './fields.ts';

const MAX_PACKET = 64 * 1024;
/** Bytes of a remaining length, section 1.5.5. */
const MAX_LENGTH_BYTES = 4;
const CONTINUES = 0x80;
const SEVEN_BITS = 7;

const TYPE = {
  connect: 1,
  connack: 2,
  publish: 3,
  subscribe: 8,
  suback: 9,
  disconnect: 14,
} as const;
/** SUBSCRIBE carries these flags, section 3.8.1. */
const SUBSCRIBE_FLAGS = 0x82;
const CLEAN_START = 0x02;
/** User name and password follow, section 3.1.2. */
const WITH_ACCOUNT = 0xc0;
const KEEP_ALIVE = 60;

export type MqttLevel = 4 | 5;

export type MqttPacket =
  /** `code` is 0 where the client was let in; its other values differ between the versions. */
  | { readonly kind: 'connack'; readonly code: number; readonly level: MqttLevel }
  | { readonly kind: 'suback'; readonly id: number; readonly codes: readonly number[] }
  | { readonly kind: 'publish'; readonly topic: string; readonly payload: string }
  /** MQTT 5 says why it hangs up. */
  | { readonly kind: 'disconnect'; readonly code: number }
  | { readonly kind: 'other' };

function packet(first: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let rest = body.length;
  do {
    const more = rest >>> SEVEN_BITS;
    length.push((rest & 0x7f) | (more > 0 ? CONTINUES : 0));
    rest = more;
  } while (rest > 0);
  return Buffer.concat([u8(first, ...length), body]);
}

export interface MqttAccount {
  readonly user: string;
  readonly password: string;
}

/** No will, a clean session; without an id the broker gives one. A stranger has no account, an owner may. */
export function encodeMqttConnect(level: MqttLevel, id = '', account?: MqttAccount): Buffer {
  const flags = CLEAN_START | (account ? WITH_ACCOUNT : 0);
  const header = [text16('MQTT'), u8(level, flags), u16(KEEP_ALIVE)];
  const properties = level === 5 ? [u8(0)] : [];
  const words = account ? [text16(account.user), text16(account.password)] : [];
  return packet(TYPE.connect << 4, ...header, ...properties, text16(id), ...words);
}

/** At most once (QoS 0), so that nothing is kept for us. */
export function encodeMqttSubscribe(level: MqttLevel, id: number, filter: string): Buffer {
  const properties = level === 5 ? [u8(0)] : [];
  return packet(SUBSCRIBE_FLAGS, u16(id), ...properties, text16(filter), u8(0));
}

export function encodeMqttDisconnect(): Buffer {
  return packet(TYPE.disconnect << 4);
}

function lengthAt(bytes: Buffer, start: number): Parsed<number> | undefined {
  let value = 0;
  for (let read = 0; read < MAX_LENGTH_BYTES; read += 1) {
    const byte = bytes[start + read];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (SEVEN_BITS * read);
    if (byte < CONTINUES) return { value, length: read + 1 };
  }
  throw new ProtocolError('an MQTT length without an end');
}

/** Answers to a client of this level: the two versions differ in what stands before the codes. */
export function parseMqttPacket(level: MqttLevel): Parse<MqttPacket> {
  return (bytes) => {
    const type = bytes[0];
    const length = lengthAt(bytes, 1);
    if (type === undefined || !length) return undefined;
    if (length.value > MAX_PACKET)
      throw new ProtocolError(`an MQTT packet of ${length.value} bytes`);
    const start = 1 + length.length;
    const end = start + length.value;
    if (bytes.length < end) return undefined;
    return { value: packetOf(type, new Fields(bytes.subarray(start, end)), level), length: end };
  };
}

function packetOf(first: number, fields: Fields, level: MqttLevel): MqttPacket {
  switch (first >>> 4) {
    case TYPE.connack: {
      fields.u8();
      const code = fields.u8();
      // A broker of 3.1.1 has nothing behind the code.
      return { kind: 'connack', code, level: fields.left > 0 ? 5 : 4 };
    }
    case TYPE.suback: {
      const id = fields.u16();
      if (level === 5) skipProperties(fields);
      return { kind: 'suback', id, codes: [...fields.take(fields.left)] };
    }
    case TYPE.publish:
      return publishOf(first, fields, level);
    case TYPE.disconnect:
      return { kind: 'disconnect', code: fields.left > 0 ? fields.u8() : 0 };
    default:
      return { kind: 'other' };
  }
}

function publishOf(first: number, fields: Fields, level: MqttLevel): MqttPacket {
  const topic = fields.text16();
  const hasId = (first & 0x06) !== 0;
  if (hasId) fields.u16();
  if (level === 5) skipProperties(fields);
  return { kind: 'publish', topic, payload: fields.text(fields.left) };
}

function skipProperties(fields: Fields): void {
  let length = 0;
  for (let read = 0; read < MAX_LENGTH_BYTES; read += 1) {
    const byte = fields.u8();
    length += (byte & 0x7f) * 2 ** (SEVEN_BITS * read);
    if (byte < CONTINUES) {
      fields.take(length);
      return;
    }
  }
  throw new ProtocolError('MQTT properties without an end');
}

export function describeMqtt(bytes: Buffer): string[] {
  const whole = frames(bytes, (start) => {
    const length = lengthAt(bytes, start + 1);
    return length ? 1 + length.length + length.value : 0;
  });
  return whole.map((frame) => {
    const fields = new Fields(frame.subarray(1 + (lengthAt(frame, 1)?.length ?? 0)));
    const words = describeOne(frame.readUInt8(), fields);
    fields.end();
    return words;
  });
}

function describeOne(first: number, fields: Fields): string {
  if (first === TYPE.connect << 4) return describeConnect(fields);
  if (first === SUBSCRIBE_FLAGS) {
    fields.u16();
    // The properties of MQTT 5 are empty in ours, and a filter is shorter than 256 bytes: its length begins with 0.
    const rest = fields.take(fields.left);
    if (rest.length < 4) throw new ProtocolError('an MQTT SUBSCRIBE without a filter');
    const isFive = rest.readUInt8() === 0 && rest.length !== rest.readUInt16BE() + 3;
    const filter = new Fields(isFive ? rest.subarray(1) : rest);
    const words = `SUBSCRIBE ${filter.text16()} QoS ${filter.u8()}`;
    filter.end();
    return words;
  }
  if (first === TYPE.disconnect << 4) return 'DISCONNECT';
  throw new ProtocolError('an MQTT packet that is not ours');
}

function describeConnect(fields: Fields): string {
  const name = fields.text16();
  const level = fields.u8();
  const flags = fields.u8();
  const keepAlive = fields.u16();
  const properties = level === 5 ? fields.u8() : 0;
  const id = fields.text16();
  // No will: its flags would say so.
  const hasAccount = flags === (CLEAN_START | WITH_ACCOUNT);
  const isOurs =
    name === 'MQTT' && (flags === CLEAN_START || hasAccount) && keepAlive === KEEP_ALIVE;
  if (!isOurs || properties !== 0) throw new ProtocolError('an MQTT CONNECT that is not ours');
  const version = level === 5 ? '5' : '3.1.1';
  const words = `CONNECT ${version} ${id === '' ? 'without an id' : `as ${id}`}`;
  if (!hasAccount) return words;
  // Only an owner says it; neither name nor password is told.
  fields.text16();
  fields.text16();
  return `${words} with an account`;
}

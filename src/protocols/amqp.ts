/**
 * AMQP 0-9-1, as far as a session that only looks needs it.
 *
 *     frame = type(1) channel(2) size(4) class(2) method(2) arguments 0xCE
 *
 * https://www.rabbitmq.com/resources/specs/amqp0-9-1.pdf
 */
import { ProtocolError, type Parse } from './codec.ts';
import { Fields, bytes32, frames, u16, u32, u8 } from './fields.ts';

const MAGIC = 'AMQP';
const HEADER = 8;
const FRAME_HEADER = 7;
const FRAME_END = 0xce;
const METHOD = 1;
const HEARTBEAT = 8;
const MAX_FRAME = 128 * 1024;

/** Class and method in one number, as `class * 100 + method`; no method has a number of three digits. */
const NUMBER = {
  start: 1010,
  startOk: 1011,
  tune: 1030,
  tuneOk: 1031,
  open: 1040,
  openOk: 1041,
  close: 1050,
  channelOpen: 2010,
  channelOpenOk: 2011,
  channelClose: 2040,
  exchangeDeclare: 4010,
  exchangeDeclareOk: 4011,
} as const;

export type AmqpAnswer =
  /** The protocol that it would rather speak; `id` 0 is AMQP itself, 3 its SASL layer. */
  | { readonly kind: 'header'; readonly id: number; readonly version: string }
  | {
      readonly kind: 'start';
      readonly properties: ReadonlyMap<string, string>;
      readonly mechanisms: readonly string[];
    }
  | { readonly kind: 'tune'; readonly limits: Buffer }
  | { readonly kind: 'open-ok' | 'channel-open-ok' | 'exchange-ok' | 'other' }
  /** The text is the server's own. */
  | { readonly kind: 'close' | 'channel-close'; readonly code: number; readonly text: string };

export type AmqpRequest =
  | { readonly kind: 'start-ok'; readonly agent: string; readonly account?: AmqpAccount }
  | { readonly kind: 'tune-ok'; readonly limits: Buffer }
  | { readonly kind: 'open'; readonly host: string }
  | { readonly kind: 'channel-open' | 'close' }
  | { readonly kind: 'exchange-exists'; readonly exchange: string };

/** Without one the mechanism is ANONYMOUS. */
export interface AmqpAccount {
  readonly user: string;
  readonly password: string;
}

export function encodeAmqpHeader(): Buffer {
  return Buffer.concat([Buffer.from(MAGIC), u8(0, 0, 9, 1)]);
}

function short(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([u8(bytes.length), bytes]);
}

function method(channel: number, number: number, ...args: Buffer[]): Buffer {
  const body = Buffer.concat([u16(Math.trunc(number / 100)), u16(number % 100), ...args]);
  return Buffer.concat([u8(METHOD), u16(channel), bytes32(body), u8(FRAME_END)]);
}

/** A server refuses a log-in with a reason only to a client that says it would understand one. */
function clientProperties(agent: string): Buffer {
  const entry = (name: string, type: string, value: Buffer): Buffer =>
    Buffer.concat([short(name), Buffer.from(type), value]);
  const capability = entry('authentication_failure_close', 't', u8(1));
  return bytes32(
    Buffer.concat([
      entry('product', 'S', bytes32(agent)),
      entry('capabilities', 'F', bytes32(capability)),
    ]),
  );
}

function encodeOne(request: AmqpRequest): Buffer {
  switch (request.kind) {
    case 'start-ok': {
      const { account, agent } = request;
      const mechanism = account ? 'PLAIN' : 'ANONYMOUS';
      const response = account ? `\0${account.user}\0${account.password}` : '';
      const properties = clientProperties(agent);
      const args = [properties, short(mechanism), bytes32(response), short('en_US')];
      return method(0, NUMBER.startOk, ...args);
    }
    case 'tune-ok':
      return method(0, NUMBER.tuneOk, request.limits);
    case 'open':
      return method(0, NUMBER.open, short(request.host), short(''), u8(0));
    case 'channel-open':
      return method(1, NUMBER.channelOpen, short(''));
    case 'exchange-exists':
      // Passive: it declares nothing, and fails where the exchange does not exist.
      return method(
        1,
        NUMBER.exchangeDeclare,
        u16(0),
        short(request.exchange),
        short('direct'),
        u8(1),
        u32(0),
      );
    case 'close':
      return method(0, NUMBER.close, u16(200), short(''), u16(0), u16(0));
  }
}

export function encodeAmqp(...requests: AmqpRequest[]): Buffer {
  return Buffer.concat(requests.map(encodeOne));
}

export const parseAmqp: Parse<AmqpAnswer> = (bytes) => {
  if (MAGIC.startsWith(bytes.toString('latin1', 0, MAGIC.length))) {
    if (bytes.length < HEADER) return undefined;
    const [id = 0, ...version] = bytes.subarray(MAGIC.length, HEADER);
    return { value: { kind: 'header', id, version: version.join('-') }, length: HEADER };
  }
  const [type] = bytes;
  if (type !== METHOD && type !== HEARTBEAT) throw new ProtocolError('not a frame of AMQP 0-9-1');
  if (bytes.length < FRAME_HEADER) return undefined;
  const size = bytes.readUInt32BE(3);
  if (size > MAX_FRAME) throw new ProtocolError(`an AMQP frame of ${size} bytes`);
  const end = FRAME_HEADER + size;
  if (bytes.length <= end) return undefined;
  if (bytes[end] !== FRAME_END) throw new ProtocolError('an AMQP frame without its end');
  const fields = new Fields(bytes.subarray(FRAME_HEADER, end));
  return { value: type === METHOD ? methodOf(fields) : { kind: 'other' }, length: end + 1 };
};

function methodOf(fields: Fields): AmqpAnswer {
  switch (fields.u16() * 100 + fields.u16()) {
    case NUMBER.start:
      return startOf(fields);
    case NUMBER.tune:
      return { kind: 'tune', limits: Buffer.from(fields.take(8)) };
    case NUMBER.openOk:
      return { kind: 'open-ok' };
    case NUMBER.close:
      return { kind: 'close', code: fields.u16(), text: fields.text(fields.u8()) };
    case NUMBER.channelOpenOk:
      return { kind: 'channel-open-ok' };
    case NUMBER.channelClose:
      return { kind: 'channel-close', code: fields.u16(), text: fields.text(fields.u8()) };
    case NUMBER.exchangeDeclareOk:
      return { kind: 'exchange-ok' };
    default:
      return { kind: 'other' };
  }
}

function startOf(fields: Fields): AmqpAnswer {
  fields.take(2);
  const properties = tableOf(new Fields(fields.take(fields.u32())));
  const mechanisms = fields.text(fields.u32()).split(' ').filter(Boolean);
  return { kind: 'start', properties, mechanisms };
}

/** Bytes of a value by its type; those that are missing carry their length themselves. */
const SIZES: Readonly<Record<string, number>> = {
  t: 1,
  b: 1,
  B: 1,
  s: 2,
  U: 2,
  u: 2,
  I: 4,
  i: 4,
  f: 4,
  D: 5,
  l: 8,
  L: 8,
  d: 8,
  T: 8,
  V: 0,
};

/** The texts of a table; what is nested in it is stepped over. */
function tableOf(table: Fields): Map<string, string> {
  const texts = new Map<string, string>();
  while (table.left > 0) {
    const name = table.text(table.u8());
    const type = table.text(1);
    const size = SIZES[type];
    if (size !== undefined) table.take(size);
    else if (type === 'S') texts.set(name, table.text(table.u32()));
    else if (type === 'F' || type === 'A' || type === 'x') table.take(table.u32());
    else throw new ProtocolError('a value of no type of AMQP');
  }
  return texts;
}

export function describeAmqp(bytes: Buffer): string[] {
  if (bytes.equals(encodeAmqpHeader())) return ['AMQP 0-9-1'];
  const requests = frames(bytes, (start) =>
    bytes.length - start < FRAME_HEADER ? 0 : FRAME_HEADER + bytes.readUInt32BE(start + 3) + 1,
  );
  return requests.map((request) => {
    const fields = new Fields(request.subarray(FRAME_HEADER, -1));
    if (request[0] !== METHOD) throw new ProtocolError('an AMQP frame that is not ours');
    const words = describeMethod(fields.u16() * 100 + fields.u16(), fields);
    fields.end();
    return words;
  });
}

function describeMethod(number: number, fields: Fields): string {
  switch (number) {
    case NUMBER.startOk:
      return describeLogIn(fields);
    case NUMBER.tuneOk:
      fields.take(8);
      return 'Connection.TuneOk';
    case NUMBER.open: {
      const host = fields.text(fields.u8());
      fields.take(2);
      return `Connection.Open ${host}`;
    }
    case NUMBER.close:
      fields.take(7);
      return 'Connection.Close';
    case NUMBER.channelOpen:
      fields.take(1);
      return 'Channel.Open';
    case NUMBER.exchangeDeclare:
      return describeExchange(fields);
    default:
      throw new ProtocolError('an AMQP method that is not ours');
  }
}

/** The password is not told. */
function describeLogIn(fields: Fields): string {
  fields.take(fields.u32());
  const mechanism = fields.text(fields.u8());
  const response = fields.text(fields.u32());
  fields.take(fields.u8());
  if (mechanism === 'ANONYMOUS' && response === '') return 'Connection.StartOk ANONYMOUS';
  const [nobody, user, password, more] = response.split('\0');
  if (mechanism !== 'PLAIN' || nobody !== '' || password === undefined || more !== undefined)
    throw new ProtocolError('an AMQP log-in that is not ours');
  return `Connection.StartOk PLAIN ${user}`;
}

const PASSIVE = 1;

function describeExchange(fields: Fields): string {
  fields.take(2);
  const exchange = fields.text(fields.u8());
  fields.take(fields.u8());
  if (fields.u8() !== PASSIVE) throw new ProtocolError('an exchange that would be made');
  fields.take(fields.u32());
  return `Exchange.Declare passive ${exchange}`;
}

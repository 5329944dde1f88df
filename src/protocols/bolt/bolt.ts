/**
 * Bolt, the wire of Neo4j: a handshake, then messages in chunks.
 *
 *     handshake = 60 60 b0 17 version(4) version(4) version(4) version(4)      answer = version(4)
 *     message   = { length(2) bytes } 00 00
 *
 * https://neo4j.com/docs/bolt/current/bolt/
 */
import { ProtocolError, type Parse } from '../codec.ts';
import { decodePack, encodePack, isStruct, type PackText, type PackValue } from './packstream.ts';

/** 5.2 to 5.0, 4.4 to 4.2, 4.1, 3: from 5.3 on a client has to say what it was compiled with. */
const HANDSHAKE = Buffer.from('6060b01700020205000204040000010400000003', 'hex');
const OLDEST = 3;
const NEWEST = 5;
const MAX_MESSAGE = 64 * 1024;
const TAG = {
  hello: 0x01,
  goodbye: 0x02,
  run: 0x10,
  pull: 0x3f,
  logon: 0x6a,
  success: 0x70,
  record: 0x71,
  ignored: 0x7e,
  failure: 0x7f,
} as const;

/** From the counters that the store keeps of itself; no node is visited. */
const COUNT = 'MATCH (n) RETURN count(n)';
const WORD = /^[A-Za-z0-9_]{1,64}$/;

export interface BoltVersion {
  readonly major: number;
  readonly minor: number;
}

export type BoltRequest =
  | { readonly kind: 'hello'; readonly agent: string; readonly none: boolean }
  | { readonly kind: 'logon-none' }
  | { readonly kind: 'logon'; readonly user: string; readonly password: string }
  | {
      readonly kind: 'hello-basic';
      readonly agent: string;
      readonly user: string;
      readonly password: string;
    }
  | { readonly kind: 'count'; readonly major: number }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'goodbye' };

export type BoltAnswer =
  | { readonly kind: 'success'; readonly server: string | undefined }
  | { readonly kind: 'record' }
  | { readonly kind: 'ignored' }
  | { readonly kind: 'failure'; readonly code: string };

export function encodeBoltHandshake(): Buffer {
  return Buffer.from(HANDSHAKE);
}

/** `undefined` in the answer's place where none of ours is spoken. */
export const parseBoltVersion: Parse<BoltVersion | null> = (bytes) => {
  if (bytes.length < 4) {
    if (bytes.length > 1 && bytes.readUInt16BE() !== 0) throw new ProtocolError('no Bolt');
    return undefined;
  }
  const [major = 0, minor = 0] = [bytes[3], bytes[2]];
  if (bytes.readUInt32BE() === 0) return { value: null, length: 4 };
  if (bytes.readUInt16BE() !== 0 || major < OLDEST || major > NEWEST)
    throw new ProtocolError('no version of Bolt that was offered');
  return { value: { major, minor }, length: 4 };
};

export function encodeBolt(request: BoltRequest): Buffer {
  switch (request.kind) {
    case 'hello':
      return message(TAG.hello, hello(request.agent, request.none ? { scheme: 'none' } : {}));
    case 'hello-basic':
      return message(TAG.hello, hello(request.agent, basic(request)));
    case 'logon-none':
      return message(TAG.logon, { scheme: 'none' });
    case 'logon':
      return message(TAG.logon, basic(request));
    case 'count':
      return Buffer.concat([
        run(COUNT),
        request.major < 4 ? message(TAG.pull) : message(TAG.pull, { n: 1 }),
      ]);
    case 'unknown':
      if (!WORD.test(request.name)) throw new ProtocolError('no name of a procedure');
      return run(`CALL ${request.name}()`);
    case 'goodbye':
      return message(TAG.goodbye);
  }
}

function hello(agent: string, token: Readonly<Record<string, string>>): PackText {
  return { user_agent: agent, ...token };
}

function basic({ user, password }: { user: string; password: string }): Record<string, string> {
  if (!WORD.test(user)) throw new ProtocolError('no name of an account');
  return { scheme: 'basic', principal: user, credentials: password };
}

/** In a transaction that may read only. */
function run(query: string): Buffer {
  return message(TAG.run, query, {}, { mode: 'r' });
}

function message(tag: number, ...fields: readonly PackText[]): Buffer {
  const body = Buffer.concat([Buffer.of(0xb0 | fields.length, tag), ...fields.map(encodePack)]);
  const head = Buffer.alloc(2);
  head.writeUInt16BE(body.length);
  return Buffer.concat([head, body, Buffer.alloc(2)]);
}

export const parseBolt: Parse<BoltAnswer> = (bytes) => {
  const parts: Buffer[] = [];
  let at = 0;
  while (bytes.length >= at + 2) {
    const length = bytes.readUInt16BE(at);
    at += 2;
    if (length === 0) {
      // An empty message keeps a connection alive.
      if (parts.length === 0) continue;
      return { value: answerOf(decodePack(Buffer.concat(parts))), length: at };
    }
    if (at + length > MAX_MESSAGE) throw new ProtocolError('a Bolt message that is too long');
    if (bytes.length < at + length) return undefined;
    parts.push(bytes.subarray(at, at + length));
    at += length;
  }
  return undefined;
};

function answerOf(value: PackValue): BoltAnswer {
  if (!isStruct(value)) throw new ProtocolError('no Bolt message');
  const [first] = value.fields;
  const text = (name: string): string | undefined => {
    const found = first instanceof Map ? first.get(name) : undefined;
    return typeof found === 'string' ? found : undefined;
  };
  switch (value.tag) {
    case TAG.success:
      return { kind: 'success', server: text('server') };
    case TAG.record:
      return { kind: 'record' };
    case TAG.ignored:
      return { kind: 'ignored' };
    case TAG.failure:
      return { kind: 'failure', code: text('code') ?? '' };
    default:
      throw new ProtocolError(`Bolt message ${value.tag} is no answer`);
  }
}

/** Our own requests; each is made again from what was read of it, and has to come out the same. */
export function describeBolt(bytes: Buffer): string[] {
  if (bytes.equals(HANDSHAKE)) return ['handshake'];
  for (const major of [3, 4])
    if (encodeBolt({ kind: 'count', major }).equals(bytes))
      return [`RUN ${COUNT} mode=r`, major < 4 ? 'PULL_ALL' : 'PULL n=1'];
  const found = candidate(bytes);
  if (!found || !encodeBolt(found.request).equals(bytes))
    throw new ProtocolError('no Bolt request of ours');
  return [found.words];
}

interface Candidate {
  readonly request: BoltRequest;
  readonly words: string;
}

function candidate(bytes: Buffer): Candidate | undefined {
  const value = decodePack(bytes.subarray(2, -2));
  if (!isStruct(value)) return undefined;
  const [first] = value.fields;
  const text = (name: string): string => {
    const found = first instanceof Map ? first.get(name) : undefined;
    return typeof found === 'string' ? found : '';
  };
  const [agent, user, password] = [text('user_agent'), text('principal'), text('credentials')];
  const isBasic = text('scheme') === 'basic';
  const none = text('scheme') === 'none';
  if (value.tag === TAG.goodbye) return { request: { kind: 'goodbye' }, words: 'GOODBYE' };
  if (value.tag === TAG.hello && agent.startsWith('nightlatch/'))
    return isBasic
      ? { request: { kind: 'hello-basic', agent, user, password }, words: `HELLO basic ${user}` }
      : { request: { kind: 'hello', agent, none }, words: none ? 'HELLO none' : 'HELLO' };
  if (value.tag === TAG.logon)
    return isBasic
      ? { request: { kind: 'logon', user, password }, words: `LOGON basic ${user}` }
      : { request: { kind: 'logon-none' }, words: 'LOGON none' };
  const name = typeof first === 'string' ? /^CALL (\w+)\(\)$/.exec(first)?.[1] : undefined;
  return name === undefined
    ? undefined
    : { request: { kind: 'unknown', name }, words: `RUN CALL ${name} mode=r` };
}

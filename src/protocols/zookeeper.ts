/**
 * ZooKeeper: one four-letter word, and of the client protocol what a session that only reads needs.
 *
 *     connect = size(4) version(4) last-zxid(8) timeout(4) session(8) password(4 + 16) read-only(1)
 *     request = size(4) xid(4) type(4) body           reply = size(4) xid(4) zxid(8) error(4) body
 *
 * https://github.com/apache/zookeeper/blob/master/zookeeper-jute/src/main/resources/zookeeper.jute
 * https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_zkCommands
 */
import { ProtocolError, type Parse } from './codec.ts';
import { Fields, bytes32, frames, u32, u8 } from './fields.ts';

const WORD = 'srvr';
const SIZE_BYTES = 4;
const MAX_REPLY = 256 * 1024;
const MAX_TEXT = 16 * 1024;
/** Milliseconds: the server lets a session last twenty ticks at most, and two at least. */
const SESSION_TIMEOUT = 4000;
const PASSWORD_BYTES = 16;
const TYPE = { getAcl: 6, getChildren: 8, closeSession: -11 } as const;

/** https://github.com/apache/zookeeper/blob/master/zookeeper-server/src/main/java/org/apache/zookeeper/KeeperException.java */
export const ZOOKEEPER_ERROR = {
  ok: 0,
  noNode: -101,
  noAuth: -102,
  authFailed: -115,
  wantsSasl: -124,
} as const;

/** Bits of an ACL. */
export const ZOOKEEPER_RIGHT = { write: 2, create: 4, delete: 8, admin: 16 } as const;

export type ZookeeperRequest =
  | { readonly kind: 'getChildren' | 'getAcl'; readonly path: string }
  | { readonly kind: 'closeSession' };

export function encodeZookeeperWord(): Buffer {
  return Buffer.from(WORD);
}

/** A new session, which may also be with a server that is cut off from its quorum and serves reads only. */
export function encodeZookeeperConnect(): Buffer {
  const noSession = Buffer.alloc(8);
  const lastZxid = Buffer.alloc(8);
  const password = bytes32(Buffer.alloc(PASSWORD_BYTES));
  return bytes32(
    Buffer.concat([u32(0), lastZxid, u32(SESSION_TIMEOUT), noSession, password, u8(1)]),
  );
}

/** All in one packet; they are answered in order, with the numbers 1, 2, 3 … */
export function encodeZookeeperRequests(requests: readonly ZookeeperRequest[]): Buffer {
  return Buffer.concat(
    requests.map((request, index) => {
      const head = [u32(index + 1), u32(TYPE[request.kind] >>> 0)];
      return bytes32(Buffer.concat([...head, bodyOf(request)]));
    }),
  );
}

function bodyOf(request: ZookeeperRequest): Buffer {
  if (request.kind === 'closeSession') return Buffer.alloc(0);
  const watch = request.kind === 'getChildren' ? [u8(0)] : [];
  return Buffer.concat([bytes32(request.path), ...watch]);
}

/** What comes until the server hangs up, which it does after a four-letter word. */
export const parseZookeeperText: Parse<string> = (bytes, ended) => {
  if (bytes.length > MAX_TEXT) throw new ProtocolError('a ZooKeeper text without an end');
  return ended ? { value: bytes.toString('utf8'), length: bytes.length } : undefined;
};

function framed<T>(read: (fields: Fields) => T): Parse<T> {
  return (bytes) => {
    if (bytes.length < SIZE_BYTES) return undefined;
    const size = bytes.readUInt32BE();
    if (size > MAX_REPLY) throw new ProtocolError(`a ZooKeeper reply of ${size} bytes`);
    if (bytes.length < SIZE_BYTES + size) return undefined;
    const fields = new Fields(bytes.subarray(SIZE_BYTES, SIZE_BYTES + size));
    return { value: read(fields), length: SIZE_BYTES + size };
  };
}

/** Whether a session was granted: a time-out of nothing says that it was not. */
export const parseZookeeperConnect: Parse<boolean> = framed((fields) => {
  fields.i32();
  const timeout = fields.i32();
  fields.take(8);
  // Lets whoever holds it take the session over: dropped here.
  fields.take(Math.max(0, fields.i32()));
  return timeout > 0;
});

export interface ZookeeperReply<T> {
  readonly error: number;
  /** What was asked for, where there was no error. */
  readonly value: T | undefined;
}

function reply<T>(xid: number, read: (fields: Fields) => T): Parse<ZookeeperReply<T>> {
  return framed((fields) => {
    if (fields.i32() !== xid) throw new ProtocolError('a ZooKeeper reply to something else');
    fields.take(8);
    const error = fields.i32();
    return { error, value: error === ZOOKEEPER_ERROR.ok ? read(fields) : undefined };
  });
}

function text(fields: Fields): string {
  return fields.text(Math.max(0, fields.i32()));
}

function count(fields: Fields): number {
  const entries = fields.i32();
  // Each takes four bytes at least.
  if (entries * SIZE_BYTES > fields.left)
    throw new ProtocolError(`${entries} entries in ${fields.left} bytes`);
  return entries;
}

/** How many children there are; their names are read over. */
export function parseZookeeperChildren(xid: number): Parse<ZookeeperReply<number>> {
  return reply(xid, (fields) => {
    const children = count(fields);
    for (let read = 0; read < children; read += 1) text(fields);
    return Math.max(0, children);
  });
}

/** The rights of everybody (`world:anyone`), as bits. */
export function parseZookeeperAcl(xid: number): Parse<ZookeeperReply<number>> {
  return reply(xid, (fields) => {
    let anyone = 0;
    for (let left = count(fields); left > 0; left -= 1) {
      const rights = fields.i32();
      const scheme = text(fields);
      if (text(fields) === 'anyone' && scheme === 'world') anyone |= rights;
    }
    return anyone;
  });
}

export function describeZookeeper(bytes: Buffer): string[] {
  if (bytes.equals(encodeZookeeperWord())) return [WORD];
  if (bytes.equals(encodeZookeeperConnect())) return ['connect, a new session'];
  const requests = frames(bytes, (start) =>
    bytes.length - start < SIZE_BYTES ? 0 : SIZE_BYTES + bytes.readUInt32BE(start),
  );
  return requests.map((request) => {
    const fields = new Fields(request.subarray(SIZE_BYTES));
    fields.i32();
    const words = describeOne(fields.i32(), fields);
    fields.end();
    return words;
  });
}

function describeOne(type: number, fields: Fields): string {
  if (type === TYPE.closeSession) return 'closeSession';
  if (type === TYPE.getAcl) return `getACL ${text(fields)}`;
  if (type === TYPE.getChildren) {
    const path = text(fields);
    // A watch would be kept for us.
    if (fields.u8() !== 0) throw new ProtocolError('a ZooKeeper watch');
    return `getChildren ${path}`;
  }
  throw new ProtocolError('a ZooKeeper request that is not ours');
}

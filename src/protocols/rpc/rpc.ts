/**
 * ONC RPC over TCP: calls under the name of nobody, and what comes back.
 *
 *     record = { last(1 bit) length(31 bits) bytes }
 *     call   = xid 0 2 program version procedure credentials verifier arguments
 *     reply  = xid 1 { accepted verifier status results | denied why }
 *
 * https://www.rfc-editor.org/rfc/rfc5531
 */
import { ProtocolError, type Parse } from '../codec.ts';
import { transcriptWord } from '../transcript-word.ts';
import { opaque, words, XdrReader } from './xdr.ts';

const LAST = 0x8000_0000;
const MAX_RECORD = 256 * 1024;
const MAX_OPAQUE = 400;
const AUTH_SYS = 1;
/** Nobody on every system, and in no other group. */
const NOBODY = 65_534;
const MACHINE = 'nightlatch';

export const PROGRAM = { portmap: 100_000, nfs: 100_003, mount: 100_005 } as const;
/** Numbers from here on are handed out to nobody for good: RFC 5531, section 13.1. */
const TRANSIENT = 0x4000_0000;
const TRANSIENT_COUNT = 0x2000_0000;

const COMPOUND = 1;
const OPERATION = { lookup: 15, putRoot: 24, readDirectory: 26 } as const;
/** type, fsid and rdattr_error: https://www.rfc-editor.org/rfc/rfc7530#section-5.6 */
const ATTRIBUTES = (1 << 1) | (1 << 8) | (1 << 11);
const DIRECTORY_BYTES = 1024;
const ANSWER_BYTES = 8192;
const MOST_STEPS = 4;

export type RpcRequest =
  | { readonly kind: 'null-nfs' }
  | { readonly kind: 'null-unknown'; readonly program: number }
  | { readonly kind: 'dump' }
  | { readonly kind: 'exports' }
  /** Reads the folder that `path` leads to, from the root. */
  | { readonly kind: 'read'; readonly path: readonly string[] }
  /** Looks for a name in the root. */
  | { readonly kind: 'find'; readonly name: string };

export type RpcReply =
  | { readonly kind: 'accepted'; readonly results: Buffer }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'versions'; readonly low: number; readonly high: number }
  | { readonly kind: 'failed'; readonly status: number }
  | { readonly kind: 'denied' };

export function encodeRpc(xid: number, request: RpcRequest): Buffer {
  const [program, version, procedure, body] = callFor(request);
  const credentials = Buffer.concat([
    words(AUTH_SYS),
    opaque(Buffer.concat([words(0), opaque(MACHINE), words(NOBODY, NOBODY, 0)])),
    words(0, 0),
  ]);
  const call = Buffer.concat([words(xid, 0, 2, program, version, procedure), credentials, body]);
  return Buffer.concat([words(LAST + call.length), call]);
}

type Call = readonly [program: number, version: number, procedure: number, body: Buffer];

function callFor(request: RpcRequest): Call {
  const nothing = Buffer.alloc(0);
  switch (request.kind) {
    case 'null-nfs':
      return [PROGRAM.nfs, 4, 0, nothing];
    case 'null-unknown':
      if (!isTransient(request.program)) throw new ProtocolError('a program that may exist');
      return [request.program, 1, 0, nothing];
    case 'dump':
      return [PROGRAM.portmap, 2, 4, nothing];
    case 'exports':
      return [PROGRAM.mount, 3, 5, nothing];
    case 'read':
      if (request.path.length > MOST_STEPS) throw new ProtocolError('a path that is too long');
      return [PROGRAM.nfs, 4, COMPOUND, compound(request.path, readDirectory())];
    case 'find':
      return [PROGRAM.nfs, 4, COMPOUND, compound([request.name])];
  }
}

/** Minor version 0, no tag: https://www.rfc-editor.org/rfc/rfc7530#section-16.2 */
function compound(path: readonly string[], ...then: readonly Buffer[]): Buffer {
  const steps = path.map((name) => {
    if (!isNfsName(name)) throw new ProtocolError('no name in a folder');
    return Buffer.concat([words(OPERATION.lookup), opaque(name)]);
  });
  const operations = [words(OPERATION.putRoot), ...steps, ...then];
  return Buffer.concat([opaque(''), words(0, operations.length), ...operations]);
}

function readDirectory(): Buffer {
  return words(OPERATION.readDirectory, 0, 0, 0, 0, DIRECTORY_BYTES, ANSWER_BYTES, 1, ATTRIBUTES);
}

/** Whether a name that a server listed can be asked for, and be told in a transcript. */
export function isNfsName(name: string): boolean {
  return !name.includes('/') && name !== '.' && name !== '..' && transcriptWord(name) !== undefined;
}

/** A program that no server can have, by a word that nobody knows. */
export function unknownProgram(nonce: string): number {
  const seed = Buffer.from(nonce).subarray(-6);
  return TRANSIENT + (seed.readUIntBE(0, Math.min(seed.length, 6)) % TRANSIENT_COUNT);
}

function isTransient(program: number): boolean {
  return program >= TRANSIENT && program < TRANSIENT + TRANSIENT_COUNT;
}

export const parseRpc: Parse<RpcReply> = (bytes) => {
  const parts: Buffer[] = [];
  let at = 0;
  let size = 0;
  while (bytes.length >= at + 4) {
    const mark = bytes.readUInt32BE(at);
    const length = mark >= LAST ? mark - LAST : mark;
    size += length;
    if (size > MAX_RECORD || length === 0) throw new ProtocolError('no RPC record');
    const end = at + 4 + length;
    if (bytes.length < end) {
      checkHead(bytes.subarray(at + 4), parts.length);
      return undefined;
    }
    parts.push(bytes.subarray(at + 4, end));
    at = end;
    if (mark >= LAST) return { value: replyOf(Buffer.concat(parts)), length: at };
  }
  return undefined;
};

/** Says early that it is no reply: a record may claim more than will ever come. */
function checkHead(bytes: Buffer, parts: number): void {
  if (parts === 0 && bytes.length >= 8 && bytes.readUInt32BE(4) !== 1)
    throw new ProtocolError('no reply of RPC');
}

function replyOf(bytes: Buffer): RpcReply {
  const reader = new XdrReader(bytes);
  reader.word();
  if (reader.word() !== 1) throw new ProtocolError('no reply of RPC');
  const denied = reader.word();
  if (denied === 1) return { kind: 'denied' };
  if (denied !== 0) throw new ProtocolError('no reply of RPC');
  reader.word();
  reader.opaque(MAX_OPAQUE);
  const status = reader.word();
  if (status === 0) return { kind: 'accepted', results: reader.rest };
  if (status === 1) return { kind: 'unavailable' };
  if (status === 2) return { kind: 'versions', low: reader.word(), high: reader.word() };
  return { kind: 'failed', status };
}

/** Our own calls; each is made again from what was read of it, and has to come out the same. */
export function describeRpc(bytes: Buffer): string[] {
  if (bytes.length < 32) throw new ProtocolError('no RPC call of ours');
  const xid = bytes.readUInt32BE(4);
  const program = bytes.readUInt32BE(16);
  const fixed: readonly (readonly [RpcRequest, string])[] = [
    [{ kind: 'null-nfs' }, 'NFS 4 NULL'],
    [{ kind: 'dump' }, 'PORTMAP 2 DUMP'],
    [{ kind: 'exports' }, 'MOUNT 3 EXPORT'],
    ...(isTransient(program)
      ? [[{ kind: 'null-unknown', program }, `NULL program=${program}`] as const]
      : []),
  ];
  for (const [request, told] of fixed) if (encodeRpc(xid, request).equals(bytes)) return [told];
  return [describeCompound(bytes, xid)];
}

function describeCompound(bytes: Buffer, xid: number): string {
  const path = pathIn(bytes);
  const steps = path.map((name) => transcriptWord(name) ?? '');
  const told = ['NFS 4 PUTROOTFH', ...steps.map((step) => `LOOKUP ${step}`)];
  if (path.every(isNfsName)) {
    if (path.length <= MOST_STEPS && encodeRpc(xid, { kind: 'read', path }).equals(bytes))
      return [...told, 'READDIR'].join(' ');
    const [name] = path;
    if (name !== undefined && encodeRpc(xid, { kind: 'find', name }).equals(bytes))
      return told.join(' ');
  }
  throw new ProtocolError('no RPC call of ours');
}

/** The names in a compound, behind the head that all of our calls have. */
function pathIn(bytes: Buffer): string[] {
  const head = encodeRpc(0, { kind: 'null-nfs' }).length;
  const reader = new XdrReader(bytes.subarray(Math.min(head, bytes.length)));
  reader.opaque(0);
  reader.word();
  const count = reader.word();
  if (count > MOST_STEPS + 2) throw new ProtocolError('no RPC call of ours');
  const names: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const operation = reader.word();
    if (operation === OPERATION.readDirectory) break;
    if (operation === OPERATION.lookup) names.push(reader.opaque(MAX_OPAQUE).toString());
  }
  return names;
}

/** SMB 2 and 3: what a server answers. https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-smb2/ */
import { ProtocolError, type Parse } from '../codec.ts';
import { SMB_HEADER } from './request.ts';

const FRAME = 4;
const MAX_MESSAGE = 256 * 1024;
const PENDING = 0x103;
const MOST_ENTRIES = 1000;

export interface SmbAnswer {
  readonly status: number;
  readonly command: number;
  readonly tree: number;
  readonly session: Buffer;
  /** Header and body: offsets in a body count from the header. */
  readonly bytes: Buffer;
}

/** One answer; those that only say that it takes a while are passed over. */
export const parseSmb: Parse<SmbAnswer> = (bytes) => {
  let at = 0;
  while (bytes.length >= at + FRAME) {
    const length = bytes.readUInt32BE(at);
    if (length < SMB_HEADER || length > MAX_MESSAGE) throw new ProtocolError('no SMB message');
    const start = at + FRAME;
    const end = start + length;
    const known = Math.min(4, bytes.length - start);
    if (!'\xfeSMB'.startsWith(bytes.toString('latin1', start, start + known)))
      throw new ProtocolError('not SMB 2');
    if (bytes.length < end) return undefined;
    const answer = answerOf(bytes.subarray(start, end));
    if (answer.status !== PENDING) return { value: answer, length: end };
    at = end;
  }
  return undefined;
};

function answerOf(bytes: Buffer): SmbAnswer {
  return {
    status: bytes.readUInt32LE(8),
    command: bytes.readUInt16LE(12),
    tree: bytes.readUInt32LE(36),
    session: Buffer.from(bytes.subarray(40, 48)),
    bytes,
  };
}

/** Do these first bytes begin an answer of SMB, in this version or the one before? */
export function startsSmb(bytes: Buffer): boolean {
  return bytes[0] === 0 && /^[\xfe\xff]SMB$/.test(bytes.toString('latin1', FRAME, FRAME + 4));
}

export interface SmbNegotiated {
  readonly dialect: number;
  readonly signing: 'required' | 'enabled' | 'off';
}

export function readNegotiated({ bytes }: SmbAnswer): SmbNegotiated {
  const mode = word(bytes, SMB_HEADER + 2);
  return {
    dialect: word(bytes, SMB_HEADER + 4),
    signing: (mode & 2) !== 0 ? 'required' : (mode & 1) !== 0 ? 'enabled' : 'off',
  };
}

export interface SmbSession {
  readonly isGuest: boolean;
  readonly isNull: boolean;
  readonly token: Buffer;
}

export function readSession({ bytes }: SmbAnswer): SmbSession {
  const flags = word(bytes, SMB_HEADER + 2);
  const at = word(bytes, SMB_HEADER + 4);
  const length = word(bytes, SMB_HEADER + 6);
  return {
    isGuest: (flags & 1) !== 0,
    isNull: (flags & 2) !== 0,
    token: part(bytes, at, length),
  };
}

/** What anybody may do there at most, by the share's own list: section 2.2.10. */
export function readMaximalAccess({ bytes }: SmbAnswer): number {
  return long(bytes, SMB_HEADER + 12);
}

export function readFileId({ bytes }: SmbAnswer): Buffer {
  return Buffer.from(part(bytes, SMB_HEADER + 64, 16));
}

/** What came out of a pipe. */
export function readOutput({ bytes }: SmbAnswer): Buffer {
  return part(bytes, long(bytes, SMB_HEADER + 32), long(bytes, SMB_HEADER + 36));
}

/** How many names a folder showed, itself and its parent not counted. The names stay here. */
export function countEntries({ bytes }: SmbAnswer): number {
  const buffer = part(bytes, word(bytes, SMB_HEADER + 2), long(bytes, SMB_HEADER + 4));
  let count = 0;
  let at = 0;
  for (let turn = 0; turn < MOST_ENTRIES; turn += 1) {
    const next = long(buffer, at);
    const name = part(buffer, at + 12, long(buffer, at + 8)).toString('utf16le');
    if (name !== '.' && name !== '..') count += 1;
    if (next === 0) return count;
    at += next;
  }
  throw new ProtocolError('a folder without an end');
}

function word(bytes: Buffer, at: number): number {
  return part(bytes, at, 2).readUInt16LE();
}

function long(bytes: Buffer, at: number): number {
  return part(bytes, at, 4).readUInt32LE();
}

function part(bytes: Buffer, at: number, length: number): Buffer {
  if (at + length > bytes.length) throw new ProtocolError('an SMB answer that ends early');
  return bytes.subarray(at, at + length);
}

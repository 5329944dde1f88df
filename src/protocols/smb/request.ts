/**
 * SMB 2 and 3: the few requests of an auditor who has no name.
 *
 *     message = 0x00 length(3) header(64) body          header = FE 'SMB' … command … flags … message tree session
 *
 * https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-smb2/
 */
import { ProtocolError } from '../codec.ts';
import { transcriptWord } from '../transcript-word.ts';
import { encodeNtlmAnonymous, encodeNtlmFirst } from './ntlm.ts';
import { encodeShareEnum, encodeSrvsvcBind } from './srvsvc.ts';

export const SMB_HEADER = 64;
export const SMB_COMMAND = {
  negotiate: 0,
  session: 1,
  logoff: 2,
  tree: 3,
  create: 5,
  ioctl: 11,
  list: 14,
} as const;

const FRAME = 4;
const CREDITS = 8;
const AT = { command: 12, credits: 14, message: 24, tree: 36, session: 40 } as const;
/** Section 2.2.3: 2.0.2, 2.1, 3.0, 3.0.2 and 3.1.1. */
const DIALECTS = [0x0202, 0x0210, 0x0300, 0x0302, 0x0311] as const;
const SIGNING_ENABLED = 1;
const WHO_ASKS = 'nightlatch';
const PREAUTH_SALT = 32;
const TRANSCEIVE = 0x0011_c017;
const MOST_BYTES = 64 * 1024;
const FILE_ID = 16;
const ACCESS = { pipe: 0x0012_019f, folder: 0x0010_0081 } as const;
const FILE_NAMES = 12;

/** What the server handed out; they go back to it as they came. */
export interface SmbPlace {
  readonly message: number;
  readonly session: Buffer;
  readonly tree: number;
}

export type SmbRequest =
  | { readonly kind: 'negotiate' }
  | { readonly kind: 'first' }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'tree'; readonly host: string; readonly share: string }
  | { readonly kind: 'pipe' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'bind'; readonly file: Buffer }
  | { readonly kind: 'shares'; readonly file: Buffer }
  | { readonly kind: 'list'; readonly file: Buffer }
  | { readonly kind: 'logoff' };

export function encodeSmb(place: SmbPlace, request: SmbRequest): Buffer {
  const [command, body] = bodyOf(request);
  const bytes = Buffer.alloc(FRAME + SMB_HEADER);
  bytes.writeUInt32BE(SMB_HEADER + body.length, 0);
  const header = bytes.subarray(FRAME);
  header.write('\xfeSMB', 'latin1');
  header.writeUInt16LE(SMB_HEADER, 4);
  header.writeUInt16LE(request.kind === 'negotiate' ? 0 : 1, 6);
  header.writeUInt16LE(command, AT.command);
  header.writeUInt16LE(CREDITS, AT.credits);
  header.writeUInt32LE(place.message, AT.message);
  header.writeUInt32LE(place.tree, AT.tree);
  place.session.copy(header, AT.session, 0, 8);
  return Buffer.concat([bytes, body]);
}

function bodyOf(request: SmbRequest): [command: number, body: Buffer] {
  switch (request.kind) {
    case 'negotiate':
      return [SMB_COMMAND.negotiate, negotiate()];
    case 'first':
      return [SMB_COMMAND.session, session(encodeNtlmFirst())];
    case 'anonymous':
      return [SMB_COMMAND.session, session(encodeNtlmAnonymous())];
    case 'tree':
      return [SMB_COMMAND.tree, tree(`\\\\${request.host}\\${request.share}`)];
    case 'pipe':
      return [SMB_COMMAND.create, create('srvsvc', ACCESS.pipe, 0)];
    case 'folder':
      // The share's own root, and only if it is a folder.
      return [SMB_COMMAND.create, create('', ACCESS.folder, 1)];
    case 'bind':
      return [SMB_COMMAND.ioctl, transceive(request.file, encodeSrvsvcBind())];
    case 'shares':
      return [SMB_COMMAND.ioctl, transceive(request.file, encodeShareEnum())];
    case 'list':
      return [SMB_COMMAND.list, list(request.file)];
    case 'logoff':
      return [SMB_COMMAND.logoff, Buffer.of(4, 0, 0, 0)];
  }
}

function negotiate(): Buffer {
  const fixed = Buffer.alloc(36);
  fixed.writeUInt16LE(36, 0);
  fixed.writeUInt16LE(DIALECTS.length, 2);
  fixed.writeUInt16LE(SIGNING_ENABLED, 4);
  fixed.write(WHO_ASKS, 12, 'latin1');
  const dialects = Buffer.alloc(DIALECTS.length * 2);
  for (const [index, dialect] of DIALECTS.entries()) dialects.writeUInt16LE(dialect, index * 2);
  const end = SMB_HEADER + fixed.length + dialects.length;
  const padding = Buffer.alloc((8 - (end % 8)) % 8);
  fixed.writeUInt32LE(end + padding.length, 28);
  fixed.writeUInt16LE(1, 32);
  return Buffer.concat([fixed, dialects, padding, preauth()]);
}

/** 3.1.1 wants the name of a hash, SHA-512, section 2.2.3.1.1; nothing is ever signed with it here. */
function preauth(): Buffer {
  const data = Buffer.alloc(6 + PREAUTH_SALT);
  data.writeUInt16LE(1, 0);
  data.writeUInt16LE(PREAUTH_SALT, 2);
  data.writeUInt16LE(1, 4);
  const head = Buffer.alloc(8);
  head.writeUInt16LE(1, 0);
  head.writeUInt16LE(data.length, 2);
  return Buffer.concat([head, data]);
}

function session(token: Buffer): Buffer {
  const fixed = Buffer.alloc(24);
  fixed.writeUInt16LE(25, 0);
  fixed[3] = SIGNING_ENABLED;
  fixed.writeUInt16LE(SMB_HEADER + fixed.length, 12);
  fixed.writeUInt16LE(token.length, 14);
  return Buffer.concat([fixed, token]);
}

function tree(path: string): Buffer {
  const name = Buffer.from(path, 'utf16le');
  const fixed = Buffer.alloc(8);
  fixed.writeUInt16LE(9, 0);
  fixed.writeUInt16LE(SMB_HEADER + fixed.length, 4);
  fixed.writeUInt16LE(name.length, 6);
  return Buffer.concat([fixed, name]);
}

/** Opens what is there: disposition 1, section 2.2.13. */
function create(path: string, access: number, options: number): Buffer {
  const name = Buffer.from(path, 'utf16le');
  const fixed = Buffer.alloc(56);
  fixed.writeUInt16LE(57, 0);
  fixed.writeUInt32LE(2, 4);
  fixed.writeUInt32LE(access, 24);
  fixed.writeUInt32LE(7, 32);
  fixed.writeUInt32LE(1, 36);
  fixed.writeUInt32LE(options, 40);
  fixed.writeUInt16LE(SMB_HEADER + fixed.length, 44);
  fixed.writeUInt16LE(name.length, 46);
  return Buffer.concat([fixed, name.length > 0 ? name : Buffer.of(0)]);
}

function transceive(file: Buffer, input: Buffer): Buffer {
  const fixed = Buffer.alloc(56);
  fixed.writeUInt16LE(57, 0);
  fixed.writeUInt32LE(TRANSCEIVE, 4);
  file.copy(fixed, 8, 0, FILE_ID);
  fixed.writeUInt32LE(SMB_HEADER + fixed.length, 24);
  fixed.writeUInt32LE(input.length, 28);
  fixed.writeUInt32LE(MOST_BYTES, 44);
  fixed.writeUInt32LE(1, 48);
  return Buffer.concat([fixed, input]);
}

function list(file: Buffer): Buffer {
  const pattern = Buffer.from('*', 'utf16le');
  const fixed = Buffer.alloc(32);
  fixed.writeUInt16LE(33, 0);
  fixed[2] = FILE_NAMES;
  file.copy(fixed, 8, 0, FILE_ID);
  fixed.writeUInt16LE(SMB_HEADER + fixed.length, 24);
  fixed.writeUInt16LE(pattern.length, 26);
  fixed.writeUInt32LE(1024, 28);
  return Buffer.concat([fixed, pattern]);
}

const WORDS: Readonly<Record<SmbRequest['kind'], string>> = {
  negotiate: 'NEGOTIATE',
  first: 'SESSION_SETUP NTLM',
  anonymous: 'SESSION_SETUP NTLM anonymous',
  tree: 'TREE_CONNECT',
  pipe: 'open pipe srvsvc',
  folder: 'open folder',
  bind: 'IOCTL srvsvc bind',
  shares: 'IOCTL srvsvc NetrShareEnum',
  list: 'QUERY_DIRECTORY names',
  logoff: 'LOGOFF',
};

/** Our own requests; each is made again from what was read of it, and has to come out the same. */
export function describeSmb(bytes: Buffer): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = bytes.length >= at + FRAME ? bytes.readUInt32BE(at) : 0;
    const end = at + FRAME + length;
    if (length < SMB_HEADER || end > bytes.length) throw new ProtocolError('no SMB request');
    found.push(describeOne(bytes.subarray(at, end)));
    at = end;
  }
  return found;
}

function describeOne(bytes: Buffer): string {
  const header = bytes.subarray(FRAME);
  const place = {
    message: header.readUInt32LE(AT.message),
    tree: header.readUInt32LE(AT.tree),
    session: header.subarray(AT.session, AT.session + 8),
  };
  for (const request of candidates(header.subarray(SMB_HEADER)))
    if (encodeSmb(place, request).equals(bytes)) return wordsFor(request);
  throw new ProtocolError('no SMB request of ours');
}

function wordsFor(request: SmbRequest): string {
  if (request.kind !== 'tree') return WORDS[request.kind];
  const word = request.share === 'IPC$' ? request.share : transcriptWord(request.share);
  if (word === undefined) throw new ProtocolError('no name of a share');
  return `${WORDS.tree} ${word}`;
}

function candidates(body: Buffer): SmbRequest[] {
  const file = Buffer.from(body.subarray(8, 8 + FILE_ID));
  const [, , host = '', share = ''] = body.toString('utf16le', 8).split('\\');
  return [
    { kind: 'negotiate' },
    { kind: 'first' },
    { kind: 'anonymous' },
    { kind: 'tree', host, share },
    { kind: 'pipe' },
    { kind: 'folder' },
    { kind: 'bind', file },
    { kind: 'shares', file },
    { kind: 'list', file },
    { kind: 'logoff' },
  ];
}

/** Whether a share can be asked for, and be told in a transcript. */
export function isSmbShare(name: string): boolean {
  return !/[\\/\p{Cc}]/u.test(name) && transcriptWord(name) !== undefined;
}

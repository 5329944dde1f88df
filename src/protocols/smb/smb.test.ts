import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../../test/codec-laws.ts';
import { SMB_ANSWERS as SAMBA } from '../../../test/fakes/smb-answers.ts';
import { ProtocolError, type Parse } from '../codec.ts';
import {
  countEntries,
  parseSmb,
  readFileId,
  readMaximalAccess,
  readNegotiated,
  readOutput,
  readSession,
  startsSmb,
  type SmbAnswer,
} from './answer.ts';
import { ntlmSystem } from './ntlm.ts';
import { describeSmb, encodeSmb, isSmbShare, type SmbRequest } from './request.ts';
import { isBindAccepted, parseShareList } from './srvsvc.ts';

function read(bytes: Buffer): SmbAnswer {
  const parsed = parseSmb(bytes, false);
  if (!parsed) throw new Error('not whole');
  return parsed.value;
}

describe('what Samba answered', () => {
  it('arrives in any pieces', () => {
    for (const bytes of Object.values(SAMBA)) {
      if (bytes === SAMBA.bound) continue;
      expectWhole(parseSmb, bytes, read(bytes));
      expect(startsSmb(bytes)).toBe(true);
    }
  });

  it('is a dialect, a challenge and a session', () => {
    expect(readNegotiated(read(SAMBA.negotiated))).toEqual({ dialect: 0x0311, signing: 'enabled' });
    const challenge = read(SAMBA.challenge);
    expect(challenge.status).toBe(0xc0000016);
    expect(ntlmSystem(readSession(challenge).token)).toBeUndefined();
    expect(readSession(read(SAMBA.session))).toMatchObject({ isGuest: false, isNull: false });
  });

  it('is a list of shares, behind an answer that says it takes a while', () => {
    const bound = read(SAMBA.bound);
    expect(bound.status).toBe(0);
    expect(isBindAccepted(readOutput(bound))).toBe(true);
    expect(readFileId(read(SAMBA.pipe))).toHaveLength(16);
    expect(parseShareList(readOutput(read(SAMBA.shares)))).toEqual({
      code: 0,
      shares: [
        { name: 'public', type: 0 },
        { name: 'closed', type: 0 },
        { name: 'IPC$', type: 0x8000_0003 },
      ],
    });
  });

  it('is one name in a folder', () => {
    expect(countEntries(read(SAMBA.names))).toBe(1);
    expect(readMaximalAccess(read(SAMBA.tree))).toBe(0x001f_00a9);
  });
});

it('reads the system of a Windows challenge', () => {
  const challenge = Buffer.alloc(60);
  challenge.write('NTLMSSP\0', 'latin1');
  challenge.writeUInt32LE(2, 8);
  challenge.set([10, 0, 0x7c, 0x4f], 48);
  expect(ntlmSystem(Buffer.concat([Buffer.from('abc'), challenge]))).toBe('10.0.20348');
});

it.each([
  ['nothing of NetBIOS', '16030100'],
  ['a length that no answer has', '00ffffff'],
  ['too short a message', '00000010'],
  ['SMB 1', '00000040ff534d42'],
])('refuses %s', (_name, text) => {
  expect(() => parseSmb(Buffer.from(text, 'hex'), false)).toThrow(ProtocolError);
});

it('refuses counts and offsets that lie', () => {
  const shares = Buffer.from(readOutput(read(SAMBA.shares)));
  shares.writeUInt32LE(0x7fff_ffff, 24 + 12);
  expect(() => parseShareList(shares)).toThrow(ProtocolError);
  const names = Buffer.from(SAMBA.names);
  names.writeUInt32LE(0x7fff_ffff, 4 + 64 + 4);
  expect(() => countEntries(read(names))).toThrow(ProtocolError);
});

describe('our requests', () => {
  const file = Buffer.alloc(16, 7);
  const place = { message: 300, tree: 77, session: Buffer.from('0102030405060708', 'hex') };
  const REQUESTS: readonly (readonly [SmbRequest, string])[] = [
    [{ kind: 'negotiate' }, 'NEGOTIATE'],
    [{ kind: 'first' }, 'SESSION_SETUP NTLM'],
    [{ kind: 'anonymous' }, 'SESSION_SETUP NTLM anonymous'],
    [{ kind: 'tree', host: '127.0.0.1', share: 'IPC$' }, 'TREE_CONNECT IPC$'],
    [{ kind: 'tree', host: '127.0.0.1', share: 'My Files' }, 'TREE_CONNECT My%20Files'],
    [{ kind: 'pipe' }, 'open pipe srvsvc'],
    [{ kind: 'folder' }, 'open folder'],
    [{ kind: 'bind', file }, 'IOCTL srvsvc bind'],
    [{ kind: 'shares', file }, 'IOCTL srvsvc NetrShareEnum'],
    [{ kind: 'list', file }, 'QUERY_DIRECTORY names'],
    [{ kind: 'logoff' }, 'LOGOFF'],
  ];

  it.each(REQUESTS)('%j', (request, words) => {
    const bytes = encodeSmb(place, request);
    expect(describeSmb(bytes)).toEqual([words]);
    expect(describeSmb(Buffer.concat([bytes, bytes]))).toEqual([words, words]);
    expect(() => describeSmb(bytes.subarray(0, -1))).toThrow(ProtocolError);
  });

  it('never open what would be made, written or deleted', () => {
    for (const kind of ['pipe', 'folder'] as const) {
      for (const at of [24, 32, 36, 40]) {
        const bytes = encodeSmb(place, { kind });
        const where = 4 + 64 + at;
        bytes.writeUInt32LE(bytes.readUInt32LE(where) ^ 0x1002, where);
        expect(() => describeSmb(bytes)).toThrow(ProtocolError);
      }
    }
  });

  it.each(['', 'a\\b', 'a/b', 'a'.repeat(200), 'a\nb'])('name no share %j', (name) => {
    expect(isSmbShare(name)).toBe(false);
  });
});

const READERS: Readonly<Record<string, (bytes: Buffer) => unknown>> = {
  parseSmb: (bytes) => parseSmb(bytes, false),
  describeSmb,
  parseShareList,
  ntlmSystem,
  isBindAccepted,
  ...Object.fromEntries(
    Object.entries({ readNegotiated, readSession, readOutput, readFileId, countEntries }).map(
      ([name, each]) => [name, through(each)],
    ),
  ),
};

function through(each: (answer: SmbAnswer) => unknown): (bytes: Buffer) => unknown {
  const parse: Parse<SmbAnswer> = parseSmb;
  return (bytes) => {
    const parsed = parse(bytes, false);
    return parsed && each(parsed.value);
  };
}

it.each(Object.entries(READERS))('%s is calm', (_name, each) => {
  expectCalm(each, [
    ...Object.values(SAMBA),
    readOutput(read(SAMBA.shares)),
    encodeSmb({ message: 1, tree: 1, session: Buffer.alloc(8) }, { kind: 'pipe' }),
  ]);
});

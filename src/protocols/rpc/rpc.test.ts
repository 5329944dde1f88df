import { describe, expect, it } from 'vitest';
import { expectCalm, expectWhole } from '../../../test/codec-laws.ts';
import { accepted, rpcReply, text, word } from '../../../test/fakes/rpc.ts';
import { ProtocolError } from '../codec.ts';
import { readExports, readFolder, readPrograms } from './results.ts';
import {
  describeRpc,
  encodeRpc,
  isNfsName,
  parseRpc,
  unknownProgram,
  type RpcRequest,
} from './rpc.ts';

const XID = word(7);
const RESULTS = Buffer.concat([accepted(0), word(1, 2)]);

/** PUTROOTFH and READDIR of a folder and a file: RFC 7530, sections 16.2 and 16.24. */
const FOLDER = Buffer.concat([
  word(0),
  text(''),
  word(2, 24, 0, 26, 0, 0, 0),
  ...[
    ['data', 2],
    ['x.sql', 1],
  ].flatMap(([name, type]) => [
    word(1, 0, 5),
    text(String(name)),
    word(1, 0x902, 24, Number(type), 0, 9, 0, 1, 0),
  ]),
  word(0, 1),
]);

describe('a reply', () => {
  it('comes in one record or several', () => {
    expectWhole(parseRpc, rpcReply(XID, RESULTS), { kind: 'accepted', results: word(1, 2) });
    const body = rpcReply(XID, RESULTS).subarray(4);
    const parts = Buffer.concat([
      word(8),
      body.subarray(0, 8),
      word(0x80000000 + body.length - 8),
      body.subarray(8),
    ]);
    expectWhole(parseRpc, parts, { kind: 'accepted', results: word(1, 2) });
  });

  it.each([
    [accepted(1), { kind: 'unavailable' }],
    [accepted(2, 3, 4), { kind: 'versions', low: 3, high: 4 }],
    [accepted(4), { kind: 'failed', status: 4 }],
    [word(1, 1, 5), { kind: 'denied' }],
  ])('%#', (rest, value) => {
    expectWhole(parseRpc, rpcReply(XID, rest), value);
  });

  it.each([
    ['HTTP', Buffer.from('HTTP/1.1 200 OK')],
    ['a record without bytes', word(0x80000000)],
    ['a record that is too long', word(0x80000000 + 0x7fffff)],
    ['a call', Buffer.concat([word(0x80000020), XID, word(0, 2)])],
  ])('is not %s', (_name, bytes) => {
    expect(() => parseRpc(bytes, false)).toThrow(ProtocolError);
  });
});

describe('results', () => {
  it('are programs and their ports', () => {
    const list = Buffer.concat([word(1, 100_003, 4, 6, 2049, 1, 100_000, 2, 6, 111, 0)]);
    expect(readPrograms(list)).toEqual(
      new Map([
        [100_003, new Set([2049])],
        [100_000, new Set([111])],
      ]),
    );
  });

  it('are exports, some of them for everybody', () => {
    const list = Buffer.concat([
      ...[word(1), text('/srv'), word(1), text('*'), word(0)],
      ...[word(1), text('/home'), word(1), text('10.0.0.0/8'), word(1), text('host'), word(0)],
      ...[word(1), text('/pub'), word(0), word(0)],
    ]);
    expect(readExports(list)).toEqual({ total: 3, forEverybody: 2 });
  });

  it('are folders and files', () => {
    const system = '00000000000000090000000000000001';
    expect(readFolder(FOLDER)).toEqual({
      status: 0,
      entries: [
        { name: 'data', isFolder: true, system },
        { name: 'x.sql', isFolder: false, system },
      ],
    });
    expect(readFolder(Buffer.concat([word(10_016), text(''), word(2, 24, 0, 26, 10_016)]))).toEqual(
      {
        status: 10_016,
        entries: [],
      },
    );
  });

  it('end', () => {
    const endless = Buffer.concat(Array.from({ length: 5000 }, () => word(1, 1, 1, 1, 1)));
    expect(() => readPrograms(endless)).toThrow(ProtocolError);
    expect(() => readExports(Buffer.alloc(4, 1))).toThrow(ProtocolError);
    expect(() => readFolder(Buffer.concat([word(0), text(''), word(1, 99, 0)]))).toThrow(
      ProtocolError,
    );
  });
});

describe('our calls', () => {
  const REQUESTS: readonly (readonly [RpcRequest, string])[] = [
    [{ kind: 'null-nfs' }, 'NFS 4 NULL'],
    [{ kind: 'null-unknown', program: 0x4000_0001 }, 'NULL program=1073741825'],
    [{ kind: 'dump' }, 'PORTMAP 2 DUMP'],
    [{ kind: 'exports' }, 'MOUNT 3 EXPORT'],
    [{ kind: 'read', path: [] }, 'NFS 4 PUTROOTFH READDIR'],
    [
      { kind: 'read', path: ['srv', 'my files'] },
      'NFS 4 PUTROOTFH LOOKUP srv LOOKUP my%20files READDIR',
    ],
    [{ kind: 'find', name: 'nl1' }, 'NFS 4 PUTROOTFH LOOKUP nl1'],
  ];

  it.each(REQUESTS)('%j', (request, told) => {
    const bytes = encodeRpc(300, request);
    expect(describeRpc(bytes)).toEqual([told]);
    expect(() => describeRpc(Buffer.concat([bytes, bytes]))).toThrow(ProtocolError);
    for (const at of [16, 23, 27]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x20;
      expect(() => describeRpc(changed)).toThrow(ProtocolError);
    }
  });

  it('never mount, and never go up', () => {
    expect(['..', '.', 'a/b', '', 'x'.repeat(200)].filter(isNfsName)).toEqual([]);
    expect(() => encodeRpc(1, { kind: 'null-unknown', program: 100_005 })).toThrow(ProtocolError);
    expect(() => encodeRpc(1, { kind: 'read', path: ['..'] })).toThrow(ProtocolError);
    for (const nonce of ['nl0123456789ab', 'nlffffffffffff', 'n'])
      expect(unknownProgram(nonce)).toBeGreaterThanOrEqual(0x4000_0000);
  });
});

it.each(Object.entries({ parseRpc, describeRpc, readPrograms, readExports, readFolder }))(
  '%s is calm',
  (_name, read: (bytes: Buffer, ended: boolean) => unknown) => {
    expectCalm(read, [
      rpcReply(XID, RESULTS),
      FOLDER,
      encodeRpc(1, { kind: 'read', path: ['srv'] }),
    ]);
  },
);

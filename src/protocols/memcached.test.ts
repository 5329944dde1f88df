import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from './codec.ts';
import {
  describeMemcached,
  encodeMemcachedCommands,
  encodeMemcachedPackets,
  parseMemcachedPacket,
  parseMemcachedReply,
  parseMemcachedStatPackets,
} from './memcached.ts';

/** As Memcached 1.6.18 sent them. */
const STATS = Buffer.from(
  'STAT pid 6107\r\nSTAT uptime 4\r\nSTAT curr_items 2\r\nSTAT libevent 2.1.12-stable\r\nEND\r\n',
);
const BINARY_VERSION = Buffer.from(
  '810b00000000000000000006000000000000000000000000312e362e3138',
  'hex',
);
const AUTH_FAILURE = Buffer.from(
  '81100000000000200000000d00000000000000000000000041757468206661696c7572652e',
  'hex',
);
const STAT_PID = Buffer.from(
  '81100003000000000000000700000000000000000000000070696436313037',
  'hex',
);
const STAT_END = Buffer.from('811000000000000000000000000000000000000000000000', 'hex');

const PARSERS = { parseMemcachedReply, parseMemcachedPacket, parseMemcachedStatPackets };

describe('replies of the text protocol', () => {
  it.each([
    ['VERSION 1.6.18\r\n', { kind: 'version', version: '1.6.18' }],
    ['ERROR\r\n', { kind: 'error', code: 'ERROR', text: '' }],
    [
      'CLIENT_ERROR unauthenticated\r\n',
      { kind: 'error', code: 'CLIENT_ERROR', text: 'unauthenticated' },
    ],
    ['ERRORS\r\n', { kind: 'line' }],
    ['\r\n', { kind: 'line' }],
  ])('%j', (text, value) => {
    expect(parseMemcachedReply(Buffer.from(`${text}VERSION`), false)).toEqual({
      value,
      length: text.length,
    });
  });

  it('reads statistics up to their end', () => {
    const parsed = parseMemcachedReply(STATS, false);
    expect(parsed?.length).toBe(STATS.length);
    expect(parsed?.value).toMatchObject({ kind: 'stats' });
    expect(parsed?.value.kind === 'stats' && parsed.value.stats.get('curr_items')).toBe('2');
  });

  it('refuses lines and lists without an end', () => {
    expect(() => parseMemcachedReply(Buffer.alloc(4096, 'a'), false)).toThrow(ProtocolError);
    expect(() => parseMemcachedReply(Buffer.from('STAT a 1\r\n'.repeat(3000)), false)).toThrow(
      ProtocolError,
    );
    expect(() => parseMemcachedReply(Buffer.from('STAT a 1\r\nVALUE b 0 1\r\n'), false)).toThrow(
      ProtocolError,
    );
  });
});

describe('packets of the binary protocol', () => {
  it('reads what a real server sent', () => {
    expect(parseMemcachedPacket(BINARY_VERSION, false)?.value).toEqual({
      opcode: 0x0b,
      status: 0,
      key: '',
      value: '1.6.18',
    });
    expect(parseMemcachedStatPackets(AUTH_FAILURE, false)?.value).toEqual({
      status: 0x20,
      stats: new Map(),
    });
    const both = parseMemcachedStatPackets(Buffer.concat([STAT_PID, STAT_END]), false);
    expect(both).toEqual({
      value: { status: 0, stats: new Map([['pid', '6107']]) },
      length: STAT_PID.length + STAT_END.length,
    });
  });

  it('refuses lengths that no server needs', () => {
    const huge = Buffer.from(STAT_END);
    huge.writeUInt32BE(0xff_ff_ff_ff, 8);
    expect(() => parseMemcachedPacket(huge, false)).toThrow(ProtocolError);
    const key = Buffer.from(STAT_END);
    key.writeUInt16BE(10, 2);
    expect(() => parseMemcachedPacket(key, false)).toThrow(ProtocolError);
  });
});

it.each([
  ['parseMemcachedReply', STATS],
  ['parseMemcachedPacket', BINARY_VERSION],
  ['parseMemcachedStatPackets', Buffer.concat([STAT_PID, STAT_END])],
] as const)('%s waits for more at every byte', (name, bytes) => {
  for (let at = 0; at < bytes.length; at += 1)
    expect(PARSERS[name](bytes.subarray(0, at), false)).toBeUndefined();
});

it.each(Object.entries(PARSERS))(
  '%s makes a value, nothing or a ProtocolError of any bytes',
  (_name, parse) => {
    const seeds = fc.constantFrom(STATS, BINARY_VERSION, STAT_PID, Buffer.alloc(0));
    fc.assert(
      fc.property(seeds, fc.uint8Array({ maxLength: 200 }), fc.nat(60), (seed, noise, cut) => {
        const bytes = Buffer.concat([seed.subarray(0, cut), noise]);
        try {
          const parsed = parse(bytes, false);
          expect(parsed === undefined || parsed.length <= bytes.length).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  },
);

describe('our own requests', () => {
  it('are read back', () => {
    expect(describeMemcached(encodeMemcachedCommands('version', 'stats'))).toEqual([
      'version',
      'stats',
    ]);
    expect(describeMemcached(encodeMemcachedPackets('version', 'stat'))).toEqual([
      'binary version',
      'binary stat',
    ]);
  });

  it.each(['', 'version', 'version\n', 'set x 0 0 1\r\n\0\r\n', 'version\r\n\r\n', 'gets a-b\r\n'])(
    'are nothing else: %j',
    (text) => {
      expect(() => describeMemcached(Buffer.from(text))).toThrow(ProtocolError);
    },
  );

  it('carry no key and no body', () => {
    const packet = encodeMemcachedPackets('stat');
    packet.writeUInt16BE(3, 2);
    expect(() => describeMemcached(packet)).toThrow(ProtocolError);
    const flush = encodeMemcachedPackets('stat');
    flush[1] = 0x08;
    expect(() => describeMemcached(flush)).toThrow(ProtocolError);
    expect(() => describeMemcached(encodeMemcachedPackets('stat').subarray(0, 20))).toThrow(
      ProtocolError,
    );
  });
});

import { assert, constantFrom, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  authSwitch,
  failure,
  greeting,
  GREETING_9,
  NONCE,
  OK,
  packet,
} from '../../test/fakes/mysql.ts';
import { ProtocolError } from './codec.ts';
import {
  columnCount,
  describeMysql,
  encodeAuthData,
  encodeHandshakeResponse,
  encodeMysqlQuery,
  encodeMysqlQuit,
  encodeMysqlSslRequest,
  nativeAnswer,
  parseAuthAnswer,
  parseMysqlOpening,
  parseResultPacket,
  rowOf,
  sha2Answer,
} from './mysql.ts';

const RESPONSE = {
  user: 'root',
  auth: Buffer.alloc(0),
  plugin: 'mysql_native_password',
  encrypted: false,
  program: undefined,
};

describe('requests', () => {
  test('an SSLRequest is the start of a response, with CLIENT_SSL', () => {
    const bytes = encodeMysqlSslRequest();
    expect(bytes.subarray(0, 4).toString('hex')).toBe('20000001');
    expect(bytes.readUInt32LE(4) & 0x800).toBe(0x800);
    // CLIENT_LOCAL_FILES is never offered.
    expect(bytes.readUInt32LE(4) & 0x80).toBe(0);
  });

  test('are read back in words, without what answers a challenge', () => {
    const auth = nativeAnswer('s3cret', Buffer.from(NONCE));
    const all = Buffer.concat([
      encodeMysqlSslRequest(),
      encodeHandshakeResponse({
        ...RESPONSE,
        auth,
        encrypted: true,
        program: 'nightlatch/1 run/2',
      }),
      encodeAuthData(4, Buffer.from('s3cret\0')),
      encodeMysqlQuery('SHOW DATABASES'),
      encodeMysqlQuit(),
    ]);
    expect(describeMysql(all)).toEqual([
      'SSLRequest',
      'HandshakeResponse41 user=root plugin=mysql_native_password program_name=nightlatch%2F1%20run%2F2',
      'answer to a challenge',
      'COM_QUERY SHOW DATABASES',
      'COM_QUIT',
    ]);
    expect(describeMysql(encodeHandshakeResponse(RESPONSE))).toEqual([
      'HandshakeResponse41 user=root plugin=mysql_native_password',
    ]);
  });

  test.each([
    ['half a packet', encodeMysqlQuery('SHOW DATABASES').subarray(0, 9)],
    ['COM_SHUTDOWN', packet(0, Buffer.of(8))],
    ['COM_QUERY of nothing', packet(0, Buffer.of(3))],
    ['a response before 4.1', packet(1, Buffer.from('010000ffffff', 'hex'))],
    [
      'a response that ends early',
      packet(1, encodeHandshakeResponse({ ...RESPONSE, program: 'x' }).subarray(4, 45)),
    ],
  ])('%s is none of ours', (_name, bytes) => {
    expect(() => describeMysql(bytes)).toThrow(ProtocolError);
  });
});

describe('challenges', () => {
  test('are answered as the server computes them', () => {
    // SHA1(password) XOR SHA1(nonce, SHA1(SHA1(password))), computed with another program.
    const nonce = Buffer.from(NONCE);
    expect(nativeAnswer('s3cret', nonce).toString('hex')).toBe(
      '714e266755489c6c1ec8b62d32d3438489aaf42c',
    );
    expect(sha2Answer('s3cret', nonce).toString('hex')).toBe(
      'b4e44a5ad3e00e792689879f9e96e7b673cccd90abdfc071692d5225e441d237',
    );
    expect(nativeAnswer('', nonce)).toHaveLength(0);
    expect(sha2Answer('', nonce)).toHaveLength(0);
  });
});

describe('answers', () => {
  test('a greeting carries version, challenge, plugin and TLS', () => {
    expect(
      parseMysqlOpening(greeting('8.0.36', 'caching_sha2_password', true), false)?.value,
    ).toMatchObject({
      kind: 'greeting',
      protocol: 10,
      version: '8.0.36',
      plugin: 'caching_sha2_password',
      nonce: Buffer.from(NONCE),
    });
    expect(parseMysqlOpening(GREETING_9, false)?.value).toMatchObject({
      protocol: 9,
      version: '3.20.32',
      plugin: undefined,
    });
  });

  test.each([
    ['greeting', greeting('8.0.36')],
    ['old greeting', GREETING_9],
    ['refusal', failure(0, 1130, 'Host not allowed')],
  ])('a %s is the same however it is cut', (_name, bytes) => {
    for (let cut = 0; cut < bytes.length; cut += 1)
      expect(parseMysqlOpening(bytes.subarray(0, cut), false)).toBeUndefined();
    expect(parseMysqlOpening(Buffer.concat([bytes, bytes]), false)?.length).toBe(bytes.length);
  });

  test('an error loses its state and keeps its code', () => {
    expect(parseMysqlOpening(failure(0, 1045, 'Access denied', '28000'), false)?.value).toEqual({
      kind: 'error',
      code: 1045,
      text: 'Access denied',
    });
  });

  test('a log-in is let in, refused, switched or asked for more', () => {
    expect(parseAuthAnswer(OK(2), false)?.value).toEqual({ kind: 'ok' });
    expect(parseAuthAnswer(failure(2, 1698, 'x', '28000'), false)?.value).toMatchObject({
      code: 1698,
    });
    expect(parseAuthAnswer(authSwitch(2, 'dialog'), false)?.value).toMatchObject({
      kind: 'switch',
      plugin: 'dialog',
      nonce: Buffer.from(NONCE),
      sequence: 2,
    });
    expect(parseAuthAnswer(packet(2, Buffer.of(0xfe)), false)?.value).toMatchObject({
      plugin: 'mysql_old_password',
    });
    expect(parseAuthAnswer(packet(2, Buffer.of(1, 4)), false)?.value).toMatchObject({
      kind: 'more',
      data: Buffer.of(4),
    });
  });

  test.each([
    ['a packet of 16 MB', Buffer.from('ffffff000a', 'hex')],
    ['a greeting without its challenge', packet(0, '\n8.0.36\0', Buffer.from('0700', 'hex'))],
    ['protocol 11', packet(0, '\u000b8.0.36\0')],
    ['an error without a code', packet(0, Buffer.of(0xff))],
    ['nothing', packet(0)],
  ])('%s is refused', (_name, bytes) => {
    expect(() => parseMysqlOpening(bytes, false)).toThrow(ProtocolError);
  });

  test('lengths inside a row are checked', () => {
    expect(rowOf(Buffer.from('\u0001a\u0002bc'), 2)).toEqual(['a', 'bc']);
    expect(rowOf(Buffer.of(0xfb), 1)).toEqual([null]);
    expect(() => rowOf(Buffer.of(9, 1), 1)).toThrow(ProtocolError);
    expect(() => rowOf(Buffer.of(0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff), 1)).toThrow(
      ProtocolError,
    );
    expect(() => columnCount({ body: Buffer.from('fcffff', 'hex') })).toThrow(ProtocolError);
    expect(columnCount({ body: Buffer.from('\u00fb/etc/passwd', 'latin1') })).toBe('infile');
  });

  test('whatever comes is a value, a wait or a refusal', () => {
    assert(
      property(
        constantFrom(parseMysqlOpening, parseAuthAnswer, parseResultPacket),
        constantFrom(0, 0x0a, 9, 0xff, 0xfe, 1),
        uint8Array({ maxLength: 80 }),
        (parse, first, bytes) => {
          for (const framed of [
            Buffer.from(bytes),
            packet(0, Buffer.of(first), Buffer.from(bytes)),
          ]) {
            try {
              const parsed = parse(framed, false);
              if (parsed) expect(parsed.length).toBeLessThanOrEqual(framed.length);
            } catch (error) {
              expect(error).toBeInstanceOf(ProtocolError);
            }
            try {
              describeMysql(framed);
            } catch (error) {
              expect(error).toBeInstanceOf(ProtocolError);
            }
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

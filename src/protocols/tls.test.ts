import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from './codec.ts';
import { describeTls, encodeClientHello, parseServerChoice } from './tls.ts';

/** The head of a ServerHello record, as RFC 5246 lays it out: 48 bytes of body, then the version. */
const serverHello = (version: string): Buffer =>
  Buffer.from(`16030300350200003103${version}${'00'.repeat(32)}`, 'hex');

describe('a ClientHello', () => {
  it('is read back with its ceiling', () => {
    expect(describeTls(encodeClientHello('TLSv1.1', 'db.example.org'))).toEqual([
      'ClientHello up to TLSv1.1',
    ]);
    expect(describeTls(encodeClientHello('TLSv1.2'))).toEqual(['ClientHello up to TLSv1.2']);
  });

  it('carries a name only when one was given', () => {
    expect(encodeClientHello('TLSv1.2', 'db.example.org').includes('db.example.org')).toBe(true);
    expect(encodeClientHello('TLSv1.2').includes(Buffer.from([0, 0, 0, 14]))).toBe(false);
  });

  it('is described only whole and alone', () => {
    const hello = encodeClientHello('TLSv1.2');
    for (let at = 0; at < hello.length; at += 1)
      expect(() => describeTls(hello.subarray(0, at))).toThrow(ProtocolError);
    expect(() => describeTls(Buffer.concat([hello, hello]))).toThrow(ProtocolError);
    expect(() => describeTls(Buffer.concat([hello, Buffer.from('x')]))).toThrow(ProtocolError);
  });

  it('is not seen in arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => describeTls(Buffer.from(bytes))).toThrow(ProtocolError);
        expect(() => describeTls(Buffer.from([0x16, 3, 1, ...bytes]))).toThrow(ProtocolError);
      }),
    );
  });
});

describe('the version that a server chooses', () => {
  it.each([
    ['01', 'TLSv1'],
    ['02', 'TLSv1.1'],
    ['03', 'TLSv1.2'],
  ])('03%s is %s', (minor, name) => {
    const bytes = serverHello(minor);
    for (let at = 0; at < 11; at += 1)
      expect(parseServerChoice(bytes.subarray(0, at), false)).toBeUndefined();
    expect(parseServerChoice(bytes, false)?.value).toBe(name);
  });

  it('is none where it sends an alert', () => {
    expect(parseServerChoice(Buffer.from('15030100020246', 'hex'), false)?.value).toBeNull();
  });

  it.each([
    ['a version that nobody offered', serverHello('09')],
    ['another handshake message', Buffer.from('160303003505000031030300', 'hex')],
    ['another protocol', Buffer.from('HTTP/1.1 400 Bad Request')],
    ['a record of another version', Buffer.from('160903003502000031030300', 'hex')],
  ])('is refused where it is %s', (_, bytes) => {
    expect(() => parseServerChoice(bytes, false)).toThrow(ProtocolError);
  });

  it('survives arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, real) => {
        try {
          parseServerChoice(Buffer.from(real ? [0x16, 3, 3, 0, 9, 2, ...bytes] : bytes), false);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });
});

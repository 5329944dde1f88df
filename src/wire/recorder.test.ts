import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WireError } from '../protocols/line.ts';
import { encodeRespPipeline } from '../protocols/resp.ts';
import { listen } from '../../test/fakes/listen.ts';
import { openSession } from '../../test/fakes/session.ts';
import { declarations, Recorder } from './recorder.ts';

describe('declarations', () => {
  const declared = declarations([
    'PING',
    'GET /v1/{name}',
    'POST /range {"key":"AA==","limit":"1"}',
    'POST /kv/{nonce} {}',
  ]);

  it.each([
    'PING',
    'GET /v1/abc',
    'GET /v1/nl01ab-c.d',
    'POST /range {"key":"AA==","limit":"1"}',
    'POST /kv/nl12 {}',
  ])('let out %s', (request) => {
    expect(declared(request)).toBe(true);
  });

  it.each([
    'PING x',
    'ping',
    'FLUSHALL',
    'GET /v1/',
    'GET /v1/a/b',
    'GET /v1/a b',
    'GET /v1/a?x=y',
    `GET /v1/${'a'.repeat(129)}`,
    'DELETE /v1/abc',
    'POST /range {"key":"AA==","limit":"2"}',
    'POST /kv/nl12 {"key":"AA=="}',
    'GET /v1/{name}\nDELETE /',
  ])('stop %j', (request) => {
    expect(declared(request)).toBe(false);
  });

  it('take every sign of a declaration but its placeholders as it stands', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 40 }), (line, other) => {
        fc.pre(!/\{[a-z-]+\}/.test(line) && line !== other);
        const only = declarations([line]);
        expect(only(line)).toBe(true);
        expect(only(other)).toBe(false);
      }),
    );
  });
});

describe('the name of an object', () => {
  const declared = declarations(['HEAD /{bucket}/{object}']);

  it('leaves with any percent-encoded length that stores allow, and no slash', () => {
    expect(declared(`HEAD /shop/${'%C3%A4'.repeat(170)}`)).toBe(true);
    expect(declared(`HEAD /shop/${'a'.repeat(1025)}`)).toBe(false);
    expect(declared('HEAD /shop/a/b')).toBe(false);
  });

  it('is not written down', () => {
    const recorder = new Recorder();
    const request = 'HEAD /shop/shop-canary%2Fshop HTTP/1.1\r\nHost: a\r\n\r\n';
    recorder.check(1, 'http', Buffer.from(request), declared);
    expect(recorder.transcript).toEqual([{ connection: 1, sent: 'HEAD /{bucket}/{object}' }]);
  });
});

describe('the recorder', () => {
  it('notes what it lets out, and counts what it stops', () => {
    const recorder = new Recorder();
    const declared = declarations(['PING', 'INFO server']);
    recorder.check(1, 'resp', encodeRespPipeline([['PING'], ['INFO', 'server']]), declared);
    expect(() =>
      recorder.check(1, 'resp', encodeRespPipeline([['PING'], ['FLUSHALL']]), declared),
    ).toThrow(WireError);
    expect(() => recorder.check(1, 'resp', Buffer.from('FLUSHALL\r\n'), declared)).toThrow(
      WireError,
    );
    expect(recorder.transcript).toEqual([
      { connection: 1, sent: 'PING' },
      { connection: 1, sent: 'INFO server' },
    ]);
    expect(recorder.refused).toBe(2);
  });

  it('lets a server hear nothing of a packet that holds one undeclared request', async () => {
    await using fake = await listen(() => undefined);
    await using opened = openSession(fake, ['PING']);
    const line = await opened.dialogue.open();
    const hostile = encodeRespPipeline([['PING'], ['SET', 'a', 'b']]);
    expect(() => line.send('resp', hostile)).toThrow(
      expect.objectContaining({ fault: 'undeclared' }) as Error,
    );
    line.narrow({ id: 'other', sends: ['DBSIZE'] });
    expect(() => line.send('resp', encodeRespPipeline([['PING']]))).toThrow(
      expect.objectContaining({ fault: 'undeclared' }) as Error,
    );
    line.send('resp', encodeRespPipeline([['DBSIZE']]));
    await line.listen(100);
    expect(fake.heard).toEqual(['*1\r\n$6\r\nDBSIZE\r\n']);
    expect(opened.session.recorder.refused).toBe(2);
  });
});

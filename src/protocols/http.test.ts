import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProtocolError } from './codec.ts';
import {
  describeHttp,
  encodeHttpRequest,
  MAX_BODY,
  parseHttpHead,
  parseHttpResponse,
  type HttpResponse,
} from './http.ts';

const request = {
  method: 'GET',
  path: '/a?b=c',
  host: 'example.org:9200',
  agent: 'nightlatch/0 run/1',
} as const;

function response(head: string, body: string | Buffer = ''): Buffer {
  return Buffer.concat([
    Buffer.from(
      `${head
        .trim()
        .split('\n')
        .map((line) => line.trim())
        .join('\r\n')}\r\n\r\n`,
    ),
    Buffer.from(body),
  ]);
}

function parsed(bytes: Buffer, ended = false): HttpResponse | undefined {
  return parseHttpResponse(bytes, ended)?.value;
}

/** Cut anywhere, what has come must ask for more, and the whole must still be understood. */
function splits(bytes: Buffer): void {
  for (let at = 0; at < bytes.length; at += 1)
    expect(parseHttpResponse(bytes.subarray(0, at), false), `at ${at}`).toBeUndefined();
  expect(parseHttpResponse(bytes, false)?.length).toBe(bytes.length);
}

describe('requests', () => {
  it('are read back in the words in which they are declared', () => {
    expect(describeHttp(encodeHttpRequest(request))).toEqual(['GET /a?b=c']);
    const post = {
      ...request,
      method: 'POST',
      path: '/v3/kv/range',
      body: '{"key":"AA=="}',
      headers: { 'Content-Type': 'application/json' },
    } as const;
    expect(describeHttp(encodeHttpRequest(post))).toEqual(['POST /v3/kv/range {"key":"AA=="}']);
  });

  it('say who asks', () => {
    expect(encodeHttpRequest(request).toString()).toContain(
      '\r\nUser-Agent: nightlatch/0 run/1\r\n',
    );
  });

  it('cannot be split by a line break in any part', () => {
    for (const hostile of [
      { path: '/a\r\nDELETE /b HTTP/1.1' },
      { host: 'a\r\nx: y' },
      { headers: { a: 'b\r\n\r\nDELETE / HTTP/1.1' } },
    ]) {
      expect(() => encodeHttpRequest({ ...request, ...hostile })).toThrow(ProtocolError);
    }
  });

  const plain = 'GET / HTTP/1.1\r\nHost: a\r\n';
  it.each([
    ['another method', 'DELETE / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['a second request behind the first', `${plain}\r\nDELETE /b HTTP/1.1\r\nHost: a\r\n\r\n`],
    ['a body that is longer than announced', `POST / HTTP/1.1\r\nContent-Length: 1\r\n\r\nab`],
    ['two lengths', `POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 0\r\n\r\nab`],
    ['chunks', `${plain}Transfer-Encoding: chunked\r\n\r\n`],
    ['a method in a header', `${plain}X-HTTP-Method-Override: DELETE\r\n\r\n`],
    ['an absolute address', 'GET http://other.example/ HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['half a request', plain],
    ['nothing', ''],
  ])('with %s are not described', (_, text) => {
    expect(() => describeHttp(Buffer.from(text))).toThrow(ProtocolError);
  });

  it('survive arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          describeHttp(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
    );
  });

  it('round-trip whatever the path and the body', () => {
    const path = fc.stringMatching(/^\/[!-~]{0,60}$/);
    const body = fc.stringMatching(/^[ -~]{1,80}$/);
    fc.assert(
      fc.property(path, body, (to, what) => {
        expect(describeHttp(encodeHttpRequest({ ...request, path: to }))).toEqual([`GET ${to}`]);
        expect(
          describeHttp(encodeHttpRequest({ ...request, method: 'POST', path: to, body: what })),
        ).toEqual([`POST ${to} ${what}`]);
      }),
    );
  });
});

describe('responses', () => {
  it('may come in any pieces', () => {
    splits(response('HTTP/1.1 200 OK\nContent-Length: 5', 'hello'));
    splits(
      response(
        'HTTP/1.1 200 OK\nTransfer-Encoding: chunked',
        '5\r\nhello\r\n3;x=y\r\nyou\r\n0\r\nTrailer: x\r\n\r\n',
      ),
    );
    splits(response('HTTP/1.1 204 No Content'));
    splits(
      Buffer.concat([
        response('HTTP/1.1 103 Early Hints\nLink: a'),
        response('HTTP/1.1 200 OK\nContent-Length: 0'),
      ]),
    );
  });

  it('keep a connection only where both sides may', () => {
    expect(parsed(response('HTTP/1.1 200 OK\nContent-Length: 0'))?.keepAlive).toBe(true);
    expect(
      parsed(response('HTTP/1.1 200 OK\nContent-Length: 0\nConnection: close'))?.keepAlive,
    ).toBe(false);
    expect(parsed(response('HTTP/1.0 200 OK\nContent-Length: 0'))?.keepAlive).toBe(false);
    expect(parsed(response('HTTP/1.1 200 OK', 'until the end'), true)).toMatchObject({
      keepAlive: false,
      truncated: false,
    });
  });

  it('without a single byte are no answer, even when the peer has left', () => {
    expect(parseHttpResponse(Buffer.alloc(0), true)).toBeUndefined();
  });

  it('of several schemes keep them all, and of other repeated headers the first', () => {
    const page = parsed(
      response(
        'HTTP/1.1 401 No\nContent-Length: 0\nWWW-Authenticate: Bearer realm="a"\nWWW-Authenticate: Basic realm="b"\nX-A: 1\nX-A: 2',
      ),
    );
    expect(page?.headers.get('www-authenticate')).toBe('Bearer realm="a", Basic realm="b"');
    expect(page?.headers.get('x-a')).toBe('1');
  });

  it('that end early are cut, not lost', () => {
    expect(parsed(response('HTTP/1.1 200 OK\nContent-Length: 99', 'abc'), true)).toMatchObject({
      truncated: true,
      keepAlive: false,
    });
    expect(
      parsed(response('HTTP/1.1 200 OK\nTransfer-Encoding: chunked', '5\r\nab'), true),
    ).toMatchObject({ truncated: true });
  });

  it('longer than the limit are cut at it, whatever length they announce', () => {
    const long = Buffer.alloc(MAX_BODY + 10, 'a');
    for (const head of [
      'HTTP/1.1 200 OK\nContent-Length: 2147483648',
      'HTTP/1.1 200 OK',
      `HTTP/1.1 200 OK\nContent-Length: ${long.length}`,
    ]) {
      const page = parsed(response(head, long));
      expect(page).toMatchObject({ truncated: true, keepAlive: false });
      expect(page?.body.length).toBe(MAX_BODY);
    }
    const chunk = Buffer.concat([Buffer.from('ffffffff\r\n'), long]);
    expect(
      parsed(response('HTTP/1.1 200 OK\nTransfer-Encoding: chunked', chunk))?.body.length,
    ).toBe(MAX_BODY);
  });

  it.each([
    ['a length that is no number', response('HTTP/1.1 200 OK\nContent-Length: -1')],
    [
      'a chunk size that is no number',
      response('HTTP/1.1 200 OK\nTransfer-Encoding: chunked', 'zz\r\n'),
    ],
    [
      'a chunk without its end',
      response('HTTP/1.1 200 OK\nTransfer-Encoding: chunked', '2\r\nabcdef'),
    ],
    ['headers without an end', Buffer.from(`HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(9000)}`)],
    ['too many headers', response(`HTTP/1.1 200 OK\n${'X: y\n'.repeat(300)}`)],
    ['interim answers without an end', Buffer.from('HTTP/1.1 100 Continue\r\n\r\n'.repeat(20_000))],
    ['another protocol', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')],
    ['another version', response('HTTP/2.0 200 OK')],
  ])('with %s are refused', (_, bytes) => {
    expect(() => parseHttpResponse(bytes, false)).toThrow(ProtocolError);
  });

  it('survive arbitrary bytes, also behind a real head', () => {
    const heads = [
      '',
      'HTTP/1.1 ',
      'HTTP/1.1 200 OK\r\n',
      'HTTP/1.1 200 OK\r\n\r\n',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
      'HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.uint8Array({ maxLength: 400 }),
        fc.boolean(),
        (head, bytes, ended) => {
          try {
            const value = parseHttpResponse(
              Buffer.concat([Buffer.from(head), Buffer.from(bytes)]),
              ended,
            );
            if (value) expect(value.length).toBeLessThanOrEqual(head.length + bytes.length);
          } catch (error) {
            expect(error).toBeInstanceOf(ProtocolError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('compressed bodies, though none was asked for', () => {
  const packed = (how: string, body: Buffer): HttpResponse | undefined =>
    parsed(
      response(`HTTP/1.1 200 OK\nContent-Encoding: ${how}\nContent-Length: ${body.length}`, body),
    );

  it('are unpacked', () => {
    for (const [how, body] of [
      ['gzip', gzipSync('hello')],
      ['x-gzip', gzipSync('hello')],
      ['deflate', deflateSync('hello')],
      ['br', brotliCompressSync('hello')],
    ] as const) {
      const page = packed(how, body);
      expect(page?.body.toString(), how).toBe('hello');
      expect(page?.truncated).toBe(false);
    }
  });

  it('that are bombs give no more than the limit, and are marked', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const page = packed('gzip', bomb);
    expect(page?.truncated).toBe(true);
    expect(page?.body.length).toBeLessThanOrEqual(MAX_BODY);
    expect(page?.body.length).toBeGreaterThan(0);
  });

  it('that are broken, or packed in an unknown way, are marked', () => {
    expect(packed('gzip', Buffer.from('no gzip'))).toMatchObject({
      truncated: true,
      body: Buffer.alloc(0),
    });
    expect(packed('zstd, gzip', Buffer.from('x'))).toMatchObject({
      truncated: true,
      body: Buffer.alloc(0),
    });
  });
});

describe('the answer to a HEAD', () => {
  const head = response('HTTP/1.1 200 OK\nContent-Length: 5000000');

  it('ends with its headers, whatever length it announces', () => {
    expect(parseHttpHead(head, false)).toMatchObject({
      length: head.length,
      value: { status: 200, truncated: false, keepAlive: true },
    });
    expect(parseHttpHead(head.subarray(0, -1), false)).toBeUndefined();
  });

  it('leaves what a server sends all the same', () => {
    const found = parseHttpHead(Buffer.concat([head, Buffer.from('canary')]), false);
    expect(found?.length).toBe(head.length);
    expect(found?.value.body).toHaveLength(0);
  });

  it('is declared like any other request', () => {
    const bytes = encodeHttpRequest({ ...request, method: 'HEAD', path: '/shop/a.csv' });
    expect(describeHttp(bytes)).toEqual(['HEAD /shop/a.csv']);
  });
});

it('lines that end without a carriage return are read alike', () => {
  const bytes = Buffer.from(
    'HTTP/1.1 200 OK\ncontent-type: text/plain\ncontent-length: 6\n\na\r\n\r\nb',
  );
  expect(parsed(bytes)).toMatchObject({ status: 200, keepAlive: true });
  expect(parsed(bytes)?.headers.get('content-type')).toBe('text/plain');
  expect(parsed(bytes)?.body.toString()).toBe('a\r\n\r\nb');
  splits(bytes);
});

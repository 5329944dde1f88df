import { createServer as createTlsServer } from 'node:tls';
import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { certificate } from '../../lab/certificates.ts';
import { ask } from '../../test/ask.ts';
import { fakeHttp, serveHttp, type FakeAnswer } from '../../test/fakes/http.ts';
import { LISTINGS } from '../../test/fakes/http-listings.ts';
import { listen } from '../../test/fakes/listen.ts';
import { looksAtRealServers } from '../../test/real-servers.ts';

const page = { product: 'http', protocol: 'http', access: 'identified', grants: null } as const;

looksAtRealServers(
  'nginx',
  {
    open: { ...page, plaintext: true, reason: 'HTTP 200: a page that anyone may read.' },
    password: { product: 'http', access: 'protected', authMethods: ['basic'], plaintext: true },
    listing: { product: 'http', access: 'partial', grants: 'read', authMethods: ['none'] },
    'login-page': { ...page, reason: 'HTTP 200: a log-in page, which anyone may read.' },
    tls: page,
    'tls-expired': page,
    'tls-not-yet-valid': page,
    'tls-wrong-name': page,
    'tls-self-signed': page,
    mtls: {
      product: 'http',
      access: 'tls-only',
      plaintext: false,
      authMethods: ['client-certificate'],
    },
  },
  (asked, state) => {
    if (state === 'listing') {
      expect(asked.proof[0]?.answered).toBe('HTTP 200, a directory listing with 3 entries');
      expect(asked.control[0]?.answered).toBe('HTTP 404');
      expect(JSON.stringify(asked)).not.toMatch(/customers|backup/);
    }
    if (state.startsWith('tls')) expect(asked.tls?.certificate).not.toBeNull();
  },
);

const listing = {
  product: 'http',
  access: 'partial',
  grants: 'read',
  authMethods: ['none'],
} as const;

looksAtRealServers(
  'apache',
  {
    open: page,
    password: { product: 'http', access: 'protected', authMethods: ['basic'] },
    listing,
  },
  undefined,
  ['listing'],
);

looksAtRealServers('lighttpd', { open: page, listing }, undefined, ['listing']);

const NOT_FOUND: FakeAnswer = { status: 404, body: 'not found' };
const html = (body: string): FakeAnswer => ({ headers: { 'Content-Type': 'text/html' }, body });

/** Asks a server whose root gives `root`, and every other path `other`. */
async function look(root: FakeAnswer, other: FakeAnswer = NOT_FOUND) {
  await using fake = await fakeHttp((path) => (path === '/' ? root : other));
  const asked = await ask(fake);
  expect(asked.undeclared).toBe(0);
  return asked;
}

describe('directory listings', () => {
  it.each(Object.entries(LISTINGS))('of %s name their files', async (_, body) => {
    const asked = await look(html(body));
    expect(asked).toMatchObject({ access: 'partial', grants: 'read' });
    expect(asked.proof[0]?.answered).toBe('HTTP 200, a directory listing with 3 entries');
  });

  it('on a path that does not exist are a decoy', async () => {
    const body = LISTINGS['Apache 2.4.71'] ?? '';
    expect(await look(html(body), html(body))).toMatchObject({ access: 'decoy' });
  });

  it('prove nothing where every path has a page, or where they name no file', async () => {
    const body = LISTINGS['Apache 2.4.71'] ?? '';
    expect(await look(html(body), html('<h1>Welcome</h1>'))).toMatchObject(page);
    expect(await look(html('<title>Index of /</title><a href="../">../</a>'))).toMatchObject(page);
  });
});

describe('pages', () => {
  it('that are the same on every path are told as such', async () => {
    const app = html('<div id="root"></div>');
    expect((await look(app, app)).reason).toBe(
      'HTTP 200: one page for every path, which anyone may read.',
    );
  });

  it.each<[string, FakeAnswer, string, string]>([
    ['403', { status: 403 }, 'identified', 'no credentials were asked for'],
    ['404', { status: 404 }, 'identified', 'nothing to read at the root'],
    ['500', { status: 500 }, 'identified', 'nothing to read at the root'],
    ['429', { status: 429 }, 'unknown', 'no room'],
    ['503', { status: 503 }, 'unknown', 'no room'],
    [
      '401',
      { status: 401, headers: { 'WWW-Authenticate': 'Negotiate' } },
      'protected',
      'it asks for credentials',
    ],
    [
      '401 of a proxy',
      { status: 401, headers: { 'CF-RAY': '1' } },
      'protected',
      'a proxy in front',
    ],
    [
      '407',
      { status: 407, headers: { 'Proxy-Authenticate': 'Basic realm="x"' } },
      'protected',
      'a proxy in front',
    ],
    [
      'a redirect to HTTPS',
      { status: 301, headers: { Location: 'https://db.example/' } },
      'identified',
      'to an HTTPS address',
    ],
    [
      'a redirect to a log-in',
      { status: 302, headers: { Location: '/login?next=%2F' } },
      'identified',
      'looks like a log-in',
    ],
    [
      'a redirect elsewhere',
      { status: 302, headers: { Location: '//169.254.169.254/' } },
      'identified',
      'to another address',
    ],
    [
      'a redirect in a circle',
      { status: 302, headers: { Location: '/' } },
      'identified',
      'redirects to itself',
    ],
  ])('%s', async (_, answer, access, words) => {
    const asked = await look(answer);
    expect(asked.access).toBe(access);
    expect(asked.reason).toContain(words);
  });

  it('redirects are recorded without what may be secret, and never followed', async () => {
    await using other = await fakeHttp(() => html('you found me'));
    await using fake = await fakeHttp(() => ({
      status: 302,
      headers: { Location: `http://user:canary@127.0.0.1:${other.port}/a?token=canary` },
    }));
    const asked = await ask(fake);
    expect(asked.says?.['redirectsTo']).toBe(`http://127.0.0.1:${other.port}/a`);
    expect(JSON.stringify(asked)).not.toContain('canary');
    expect(other.heard).toEqual([]);
  });

  it('that are compressed unasked are read all the same', async () => {
    const body = gzipSync(LISTINGS['nginx 1.22.1'] ?? '');
    expect(await look({ headers: { 'Content-Encoding': 'gzip' }, body })).toMatchObject({
      access: 'partial',
    });
    const bomb = gzipSync(Buffer.alloc(40 * 1024 * 1024, '<a href="x">'));
    expect(await look({ headers: { 'Content-Encoding': 'gzip' }, body: bomb })).toMatchObject(page);
  });
});

describe('plain HTTP on a port for TLS leads inside', () => {
  const words = {
    nginx: 'The plain HTTP request was sent to HTTPS port',
    Go: 'Client sent an HTTP request to an HTTPS server.\n',
    Apache: "Reason: You're speaking plain HTTP to an SSL-enabled server port.<br />",
  };

  /** The first byte tells TLS from HTTP, as such servers do. */
  async function both(address: string, sentence: string, requestCert = false) {
    const { cert, key, ca } = await certificate('good', address);
    const inside = createTlsServer(
      {
        cert: readFileSync(cert),
        key: readFileSync(key),
        ca: readFileSync(ca),
        requestCert,
        rejectUnauthorized: requestCert,
      },
      (socket) =>
        serveHttp(socket, (path) => (path === '/' ? html('<title>Inside</title>') : NOT_FOUND)),
    );
    inside.on('tlsClientError', () => undefined);
    return await listen(
      (socket) => {
        socket.once('data', (first: Buffer) => {
          if (first[0] === 0x16) {
            socket.pause();
            socket.unshift(first);
            inside.emit('connection', socket);
          } else
            socket.end(
              sentence.startsWith('https:')
                ? `HTTP/1.1 307 Temporary Redirect\r\nLocation: ${sentence}\r\nConnection: close\r\n\r\n`
                : `HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n${sentence}`,
            );
        });
      },
      { address, port: 8080, server: (serve: (socket: Socket) => void) => createServer(serve) },
    );
  }

  it.each(Object.entries(words))('in the words of %s', async (_, sentence) => {
    await using fake = await both('127.44.12.3', sentence);
    const asked = await ask(fake);
    expect(asked).toMatchObject({
      ...page,
      plaintext: false,
      says: { title: 'Inside' },
      tls: { offered: true, required: true },
    });
    expect(asked.connections).toBeLessThanOrEqual(3);
  });

  it('where it redirects to itself with TLS', async () => {
    await using fake = await both('127.44.12.5', 'https://127.44.12.5:8080/');
    expect(await ask(fake)).toMatchObject({ ...page, plaintext: false, says: { title: 'Inside' } });
  });

  it('and says where a client certificate is wanted there', async () => {
    await using fake = await both('127.44.12.4', words.Go, true);
    expect(await ask(fake)).toMatchObject({
      access: 'tls-only',
      plaintext: false,
      authMethods: ['client-certificate'],
    });
  });
});

describe('hostile servers cost no more than their budget', () => {
  const limits = { total: 3000, answer: 500 };
  const answering = (head: string, more: (socket: Socket) => void = () => undefined) =>
    listen((socket) => {
      socket.once('data', (first: Buffer) => {
        if (first[0] === 0x16) socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
        else {
          socket.write(head);
          more(socket);
        }
      });
    });

  it.each<[string, string, ((socket: Socket) => void)?]>([
    ['two gigabytes announced', 'HTTP/1.1 200 OK\r\nContent-Length: 2147483648\r\n\r\nabc'],
    [
      'headers without an end',
      'HTTP/1.1 200 OK\r\n',
      (socket) => socket.write('X-A: b\r\n'.repeat(20_000)),
    ],
    [
      'a body without an end',
      'HTTP/1.1 200 OK\r\n\r\n',
      (socket) => socket.write(Buffer.alloc(2_000_000, 'a')),
    ],
    [
      'chunks without an end',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
      (socket) => socket.write('1\r\na\r\n'.repeat(300_000)),
    ],
    [
      'interim answers without an end',
      'HTTP/1.1 100 Continue\r\n\r\n',
      (socket) => socket.write('HTTP/1.1 100 Continue\r\n\r\n'.repeat(15_000)),
    ],
    [
      'one byte at a time',
      'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n',
      (socket) => {
        const drip = setInterval(() => socket.write('a'), 50);
        socket.on('close', () => clearInterval(drip));
      },
    ],
  ])('%s', async (_, head, more) => {
    await using fake = await answering(head, more);
    const asked = await ask({ ...fake, port: fake.port, limits });
    expect(['unknown', 'identified']).toContain(asked.access);
    expect(asked.milliseconds).toBeLessThan(limits.total + 500);
    expect(asked.connections).toBeLessThanOrEqual(8);
  });

  it('a connection that is closed between two requests is opened again', async () => {
    await using fake = await listen((socket) => {
      let count = 0;
      serveHttp(socket, (path) => {
        count += 1;
        if (count === 1 && path === '/') setTimeout(() => socket.end(), 0);
        return path === '/' ? html('hello') : NOT_FOUND;
      });
    });
    expect(await ask(fake)).toMatchObject(page);
  });
});

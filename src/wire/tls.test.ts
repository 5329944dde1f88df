import { readFileSync } from 'node:fs';
import { createServer, type TlsOptions, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { certificate, type CertificateKind } from '../../lab/certificates.ts';
import { listen, type Fake } from '../../test/fakes/listen.ts';
import { openSession } from '../../test/fakes/session.ts';
import type { Parse } from '../protocols/codec.ts';
import { tlsFacts } from './dialogue.ts';
import { startsTls } from './tls.ts';

const ADDRESS = '127.0.0.1';
const fault = (name: string): Error => expect.objectContaining({ fault: name }) as Error;
const all: Parse<string> = (bytes) =>
  bytes.length === 0 ? undefined : { value: bytes.toString(), length: bytes.length };

async function secure(
  kind: CertificateKind,
  options: TlsOptions,
  serve: (socket: TLSSocket) => void = (socket) => socket.write('hello'),
): Promise<Fake> {
  const { cert, key, ca } = await certificate(kind, ADDRESS);
  const server = createServer(
    { cert: readFileSync(cert), key: readFileSync(key), ca: readFileSync(ca), ...options },
    serve,
  );
  server.on('tlsClientError', () => undefined);
  return await listen((socket) => server.emit('connection', socket));
}

describe('a handshake', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'with %s shows the certificate, and bytes go through',
    async (version) => {
      await using fake = await secure('good', { minVersion: version, maxVersion: version });
      await using opened = openSession(fake, []);
      const line = await opened.dialogue.open({ tls: true });
      expect(line.encrypted).toBe(true);
      expect(line.fresh).toBe(true);
      expect(await line.read(all)).toBe('hello');
      const { tls } = opened.session;
      expect(tls?.shown.version).toBe(version);
      expect(tls?.shown.certificate?.selfSigned).toBe(false);
      expect(tls?.shown.certificate?.fingerprint).toMatch(/^[\da-f]{64}$/);
      expect(tlsFacts(opened.session, false, [])).toMatchObject({
        offered: true,
        required: true,
        how: 'direct',
      });
    },
  );

  it.each(['expired', 'not-yet-valid', 'wrong-name', 'self-signed'] as const)(
    'with a certificate that is %s is completed and recorded',
    async (kind) => {
      await using fake = await secure(kind, {});
      await using opened = openSession(fake, []);
      await opened.dialogue.open({ tls: true });
      expect(opened.session.tls?.shown.certificate?.selfSigned).toBe(kind === 'self-signed');
    },
  );

  it('that wants a client certificate fails with TLS 1.2, and says so at the first read with TLS 1.3', async () => {
    const mutual = { requestCert: true, rejectUnauthorized: true };
    await using old = await secure('good', { ...mutual, maxVersion: 'TLSv1.2' });
    await using first = openSession(old, []);
    // OpenSSL's server has only "handshake failure" for it there, which says less.
    await expect(first.dialogue.open({ tls: true })).rejects.toThrow(fault('tls-failed'));
    await using fresh = await secure('good', { ...mutual, minVersion: 'TLSv1.3' });
    await using second = openSession(fresh, []);
    const line = await second.dialogue.open({ tls: true });
    await expect(line.read(all)).rejects.toThrow(fault('client-certificate'));
    expect(second.session.clientCertificate).toBe(true);
    // A question is told the same, so that no further one is asked in vain.
    const again = await second.dialogue.open({ tls: true });
    await expect(again.listen(500)).rejects.toThrow(fault('client-certificate'));
  });

  it('with a server that is not TLS leaves what it said to be read', async () => {
    await using fake = await listen((socket) =>
      socket.once('data', () => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')),
    );
    await using opened = openSession(fake, []);
    const line = await opened.dialogue.open();
    const answer = await line.encrypt('direct');
    expect(answer.outcome).toBe('bytes');
    expect(answer.bytes.toString()).toContain('400 Bad Request');
    expect(line.encrypted).toBe(false);
    expect(tlsFacts(opened.session, true, [])).toMatchObject({ offered: false });
  });

  it('to which nothing, or the end, is the answer is told as that', async () => {
    await using quiet = await listen(() => undefined);
    await using first = openSession(quiet, [], { answer: 150 });
    expect((await (await first.dialogue.open()).encrypt('direct')).outcome).toBe('silent');
    await using closing = await listen((socket) => socket.once('data', () => socket.end()));
    await using second = openSession(closing, []);
    expect((await (await second.dialogue.open()).encrypt('direct')).outcome).toBe('closed');
  });

  it('of broken records fails, and hangs nowhere', async () => {
    await using fake = await listen((socket) =>
      socket.once('data', () => socket.write(Buffer.from('160303ffff0200', 'hex'))),
    );
    await using opened = openSession(fake, [], { answer: 300 });
    const line = await opened.dialogue.open();
    const outcome = await line.encrypt('direct').then(
      (answer) => answer.outcome,
      () => 'failed',
    );
    expect(['failed', 'silent', 'closed']).toContain(outcome);
  });

  it('holds the bytes inside it to the same budget', async () => {
    await using fake = await secure('good', {}, (socket) => socket.write(Buffer.alloc(2_000_000)));
    await using opened = openSession(fake, [], { bytes: 100_000 });
    const line = await opened.dialogue.open({ tls: true });
    const never: Parse<never> = () => undefined;
    await expect(line.read(never)).rejects.toThrow(fault('too-long'));
  });
});

it.each([
  ['160303', true],
  ['15', true],
  ['1503', true],
  ['1603', true],
  ['16ff', false],
  ['485454', false],
  ['160303005a02', true],
  ['160301020001', false],
  ['160301020057', false],
])('bytes %s start TLS: %s', (hex, expected) => {
  expect(startsTls(Buffer.from(hex, 'hex'))).toBe(expected);
});

/**
 * A completed TLS handshake over a connection that is already open, and what it shows.
 * Certificates are recorded and not trusted: judging them is for rules. Old versions and weak ciphers are let in,
 * because an old server is to be seen and not missed.
 */
import { Duplex } from 'node:stream';
import { connect, createSecureContext, type SecureContext, type TLSSocket } from 'node:tls';
import { isIP } from 'node:net';
import type { Certificate } from '../model/observation.ts';
import { untrusted } from '../model/untrusted.ts';
import { WireError } from '../protocols/line.ts';
import { faultOf, type Connection } from './connection.ts';

export interface Handshake {
  /** As OpenSSL names it: `TLSv1.3`. */
  readonly version: string;
  readonly certificate: Certificate | null;
}

/** By whom a server must be vouched for, and under which name, before it is told a credential. */
export interface Trust {
  readonly name: string;
  readonly authorities: readonly string[];
}

let context: SecureContext | undefined;

/** One context for all handshakes: making one costs more than a handshake. */
function secureContext(): SecureContext {
  context ??= createSecureContext({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
  return context;
}

const RECORD_ALERT = 0x15;
const RECORD_HANDSHAKE = 0x16;

const SERVER_HELLO = 2;
const HANDSHAKE_TYPE_AT = 5;

/**
 * A TLS record starts with its type and the major version 3. https://www.rfc-editor.org/rfc/rfc8446#section-5.1
 * A server's first message is its ServerHello; anything else is our own ClientHello, as it is or mangled, from a port
 * that echoes.
 */
export function startsTls(bytes: Buffer): boolean {
  const type = bytes[0];
  if (bytes.length > 1 && bytes[1] !== 3) return false;
  if (type === RECORD_HANDSHAKE)
    return bytes.length <= HANDSHAKE_TYPE_AT || bytes[HANDSHAKE_TYPE_AT] === SERVER_HELLO;
  return type === RECORD_ALERT;
}

/** The answer to our ClientHello was not TLS; `bytes` are what came. */
export class NotTls extends Error {
  readonly bytes: Buffer;
  constructor(bytes: Buffer) {
    super('the answer to a ClientHello was not TLS');
    this.bytes = bytes;
  }
}

/** Resolves once the handshake is complete; throws `NotTls` or a `WireError` (`tls-failed`, `client-certificate`, …). */
export async function handshake(
  connection: Connection,
  servername: string | undefined,
  timeout: number,
  trust?: Trust,
): Promise<Handshake> {
  const pipe = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => connection.writeRaw(chunk, done),
  });
  pipe.on('error', () => undefined);
  const secure = connect({
    socket: pipe,
    ...(trust
      ? {
          // Node compares the certificate with it; no connection is made.
          host: trust.name,
          secureContext: createSecureContext({
            minVersion: 'TLSv1.2',
            ca: [...trust.authorities],
          }),
          rejectUnauthorized: true,
        }
      : { secureContext: secureContext(), rejectUnauthorized: false }),
    ...(servername !== undefined && isIP(servername) === 0 && { servername }),
  });
  try {
    await established(connection, pipe, secure, timeout);
  } catch (error) {
    connection.tap(undefined);
    secure.destroy();
    throw error;
  }
  return { version: secure.getProtocol() ?? 'unknown', certificate: certificateOf(secure) };
}

function established(
  connection: Connection,
  pipe: Duplex,
  secure: TLSSocket,
  timeout: number,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = false;
    let rawEnd: WireError | undefined;
    const timer = setTimeout(
      () => reject(new WireError('timed-out', 'no TLS handshake in time')),
      timeout,
    );
    const fail = (error: Error): void => {
      clearTimeout(timer);
      reject(error);
      connection.fail(error instanceof WireError ? error : new WireError('closed', 'not TLS'));
    };
    secure.on('error', (error: Error) =>
      fail(isAlert(error) ? tlsFault(error) : (rawEnd ?? tlsFault(error))),
    );
    // The other side said that nothing more comes; the connection beneath may stay open.
    secure.on('end', () => fail(rawEnd ?? new WireError('closed', 'hung up')));
    secure.on('close', () => fail(rawEnd ?? new WireError('closed', 'hung up')));
    secure.once('secureConnect', () => {
      clearTimeout(timer);
      connection.layer(secure);
      resolve();
    });
    secure.on('data', (chunk: Buffer) => connection.deliver(chunk));
    connection.tap({
      data: (chunk) => {
        if (!heard && !startsTls(chunk)) {
          clearTimeout(timer);
          reject(new NotTls(chunk));
          return;
        }
        heard = true;
        pipe.push(chunk);
      },
      end: (error) => {
        rawEnd = error;
        if (!heard) fail(error);
        pipe.push(null);
      },
    });
  });
}

const WANTS_CERTIFICATE = /CERTIFICATE_REQUIRED|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_UNKNOWN/;

/** OpenSSL's own word; with TLS 1.3 it often comes after the handshake and together with the end of the connection. */
function isAlert({ code }: NodeJS.ErrnoException): boolean {
  return code?.startsWith('ERR_SSL_') === true;
}

function tlsFault(error: NodeJS.ErrnoException): WireError {
  const code = error.code ?? '';
  if (code === 'ECONNRESET' || code === 'EPIPE') return faultOf(error);
  if (WANTS_CERTIFICATE.test(code)) return new WireError('client-certificate', code);
  return new WireError('tls-failed', code || 'handshake failed');
}

function certificateOf(secure: TLSSocket): Certificate | null {
  const shown = secure.getPeerX509Certificate();
  if (!shown) return null;
  try {
    return {
      subject: untrusted(shown.subject ?? ''),
      names: sanNames(shown.subjectAltName ?? ''),
      issuer: untrusted(shown.issuer ?? ''),
      notBefore: isoDate(shown.validFrom),
      notAfter: isoDate(shown.validTo),
      selfSigned: shown.subject === shown.issuer && shown.verify(shown.publicKey),
      fingerprint: shown.fingerprint256.replaceAll(':', '').toLowerCase(),
    };
  } catch {
    return null; // a certificate that OpenSSL shows and cannot read
  }
}

function sanNames(altNames: string): string[] {
  return altNames
    .split(', ')
    .map((name) => name.replace(/^(?:DNS|IP Address):/, ''))
    .filter((name) => name !== '')
    .slice(0, 50)
    .map((name) => untrusted(name, 100));
}

function isoDate(text: string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? 'unreadable' : date.toISOString();
}

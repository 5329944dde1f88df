/** A line as products use it: every request passes the recorder, every read ends with the endpoint's time. */
import type { Parse } from '../protocols/codec.ts';
import type { ProtocolId } from '../protocols/index.ts';
import { WireError, type Answer, type Declares, type Line } from '../protocols/line.ts';
import type { Connection } from './connection.ts';
import { declarationsOf, type Declared } from './recorder.ts';
import type { Session } from './session.ts';
import { asksForTls, isLoopback } from './secrecy.ts';
import { handshake, NotTls } from './tls.ts';

export class WireLine implements Line {
  readonly number: number;
  readonly #session: Session;
  readonly #connection: Connection;
  #declared: Declared;
  #encrypted = false;
  /** The handshake was held to the trust that credentials need. */
  #trusted = false;
  #sent = false;

  constructor(session: Session, connection: Connection, declared: Declared) {
    this.#session = session;
    this.#connection = connection;
    this.#declared = declared;
    this.number = session.opened;
    session.lines.push(this);
  }

  get encrypted(): boolean {
    return this.#encrypted;
  }

  get fresh(): boolean {
    return !this.#sent;
  }

  get usable(): boolean {
    return this.#connection.usable;
  }

  send(protocol: ProtocolId, requests: Buffer): void {
    const fault = this.#connection.fault;
    if (fault) throw fault;
    if (this.#isExposed && !asksForTls(protocol, requests))
      throw new WireError('exposed', 'the line may be heard by others');
    this.#session.recorder.check(this.number, protocol, requests, this.#declared);
    this.#sent = true;
    this.#connection.write(requests);
  }

  get #isExposed(): boolean {
    const { trust, candidate } = this.#session;
    return trust !== undefined && !this.#trusted && !isLoopback(candidate.address);
  }

  async read<T>(parse: Parse<T>, timeout?: number): Promise<T> {
    try {
      return await this.#connection.read(parse, this.#within(timeout));
    } catch (error) {
      if (error instanceof WireError && error.fault === 'client-certificate') {
        this.#session.clientCertificate = true;
      }
      throw error;
    }
  }

  ask<T>(protocol: ProtocolId, request: Buffer, parse: Parse<T>, timeout?: number): Promise<T> {
    this.send(protocol, request);
    return this.read(parse, timeout);
  }

  async listen(timeout: number): Promise<Answer> {
    const answer = await this.#connection.listen(this.#within(timeout));
    const { fault } = this.#connection;
    if (fault?.fault === 'client-certificate') {
      this.#session.clientCertificate = true;
      // No other question would be heard either.
      if (answer.outcome !== 'bytes') throw fault;
    }
    return answer;
  }

  async encrypt(how: 'direct' | 'upgrade', timeout?: number): Promise<Answer> {
    const session = this.#session;
    session.recorder.note(this.number, 'TLS ClientHello');
    this.#sent = true;
    try {
      const shown = await handshake(
        this.#connection,
        session.candidate.host,
        this.#within(timeout),
        isLoopback(session.candidate.address) ? undefined : session.trust,
      );
      this.#trusted = session.trust !== undefined;
      session.tls ??= { how, shown };
      this.#encrypted = true;
      this.#sent = false;
      return { outcome: 'tls', bytes: Buffer.alloc(0) };
    } catch (error) {
      return this.#notEncrypted(error);
    }
  }

  #notEncrypted(error: unknown): Answer {
    if (error instanceof NotTls) {
      this.#session.tlsDenied = true;
      this.#connection.deliver(error.bytes);
      return { outcome: 'bytes', bytes: error.bytes };
    }
    if (!(error instanceof WireError)) throw error;
    // The facts are those of the look, which trusts anybody.
    if (this.#session.trust) throw error;
    if (error.fault === 'client-certificate') this.#session.clientCertificate = true;
    if (!this.#session.clientCertificate) this.#session.tlsDenied = true;
    if (error.fault === 'timed-out') return { outcome: 'silent', bytes: Buffer.alloc(0) };
    if (error.fault === 'closed' || error.fault === 'reset') {
      return { outcome: error.fault, bytes: Buffer.alloc(0) };
    }
    throw error;
  }

  withoutTls(): void {
    this.#session.tlsDenied = true;
  }

  withTls(): void {
    this.#session.tlsPromised = true;
  }

  narrow({ id, sends }: Declares): void {
    this.#declared = declarationsOf(id, sends);
  }

  close(): void {
    this.#connection.destroy();
  }

  #within(timeout: number | undefined): number {
    return Math.max(0, Math.min(timeout ?? this.#session.wire.limits.answer, this.#session.left));
  }
}

/**
 * The only door to what is audited: every connection asks the guard with the address it is about to use,
 * waits for its turn, and is counted; every request passes the recorder; the whole endpoint has one deadline.
 */
import { randomBytes } from 'node:crypto';
import type { Candidate } from '../model/target.ts';
import type { Tls } from '../model/observation.ts';
import {
  WireError,
  type Answer,
  type Declares,
  type Dialogue,
  type Line,
} from '../protocols/line.ts';
import type { ProtocolId } from '../protocols/index.ts';
import type { Parse } from '../protocols/codec.ts';
import { Connection } from './connection.ts';
import type { Pace } from './pace.ts';
import { declarations, Recorder, type Declared } from './recorder.ts';
import { handshake, NotTls, type Handshake } from './tls.ts';

/** Says whether a connection may be made; the scope's own `permit` fits. */
export type Guard = (
  candidate: Candidate,
) => { readonly allowed: true } | { readonly allowed: false; readonly reason: string };

export interface Limits {
  /** Connections to one endpoint for identification and access together. */
  readonly connections: number;
  /** Milliseconds for the whole endpoint. */
  readonly total: number;
  /** Milliseconds for one answer. */
  readonly answer: number;
  /** Bytes taken from one connection. */
  readonly bytes: number;
}

export const LIMITS: Limits = { connections: 8, total: 15_000, answer: 3000, bytes: 512 * 1024 };

export interface Wire {
  readonly guard: Guard;
  readonly pace: Pace;
  readonly limits: Limits;
  readonly agent: string;
  readonly signal: AbortSignal;
}

export interface TlsSeen {
  readonly how: 'direct' | 'upgrade';
  readonly shown: Handshake;
}

/** Milliseconds after which a server may have given up on a client that said nothing. */
const A_WHILE = 100;

/** All that is kept of one endpoint's conversation. */
export class Session implements AsyncDisposable {
  readonly recorder = new Recorder();
  readonly candidate: Candidate;
  readonly wire: Wire;
  /** Set when the endpoint's turn comes: waiting in line costs it nothing. */
  deadline = Number.POSITIVE_INFINITY;
  #turn: Promise<() => void> | undefined;
  readonly lines: WireLine[] = [];
  /** Connections of the look, held to its budget; `connections` counts those beside it too. */
  opened = 0;
  connections = 0;
  /** At least one connection came about. */
  reached = false;
  #budget: number;
  /** The first completed handshake. */
  tls: TlsSeen | undefined;
  /** A handshake was tried and the other side was not TLS. */
  tlsDenied = false;
  clientCertificate = false;
  firstFault: WireError | undefined;

  constructor(candidate: Candidate, wire: Wire) {
    this.candidate = candidate;
    this.wire = wire;
    this.#budget = wire.limits.connections;
  }

  get connectionsLeft(): number {
    return this.#budget - this.opened;
  }

  /** More connections, for what is not part of the look: accounts. */
  grant(connections: number): void {
    this.#budget = this.opened + connections;
  }

  get left(): number {
    return this.deadline - performance.now();
  }

  /** TCP only, after the guard and the pace; not counted against the budget of connections. */
  async connect(): Promise<Connection> {
    const { candidate, wire } = this;
    const permit = wire.guard(candidate);
    if (!permit.allowed) throw new WireError('out-of-scope', permit.reason);
    const opened = await wire.pace.toConnect(candidate.address);
    let connection: Connection | undefined;
    try {
      connection = await this.#dial();
      opened();
      const waited = await this.#myTurn();
      // Whoever grew tired of waiting with us is called again.
      return waited && !connection.usable ? await this.#dial() : connection;
    } catch (error) {
      opened();
      connection?.destroy();
      if (error instanceof WireError) {
        this.firstFault ??= error;
        // A closed port refuses; one that resets had accepted before.
        if (error.fault === 'reset') this.reached = true;
      }
      throw error;
    }
  }

  async #dial(): Promise<Connection> {
    const { candidate, wire } = this;
    if (wire.signal.aborted) throw new WireError('cancelled', 'stopped by the operator');
    if (this.left <= 0) throw new WireError('spent', 'the time for this endpoint is used up');
    this.connections += 1;
    const connection = new Connection(candidate.address, candidate.port, wire.limits.bytes);
    await connection.connected(Math.min(wire.limits.answer, this.left));
    this.reached = true;
    return connection;
  }

  /**
   * An endpoint that let us in waits until few enough of its host are being asked; then its time begins.
   * Tells whether that took a while.
   */
  async #myTurn(): Promise<boolean> {
    if (this.#turn) return false;
    const { candidate, wire } = this;
    const start = performance.now();
    this.#turn = wire.pace.toAsk(candidate.address);
    await this.#turn;
    const now = performance.now();
    this.deadline = now + wire.limits.total;
    if (wire.signal.aborted) throw new WireError('cancelled', 'stopped by the operator');
    return now - start > A_WHILE;
  }

  /** A connection beside the look, not counted against its budget: TLS versions. */
  async aside(sends: readonly string[]): Promise<Line> {
    return new WireLine(this, await this.connect(), declarations(sends));
  }

  /** Ends everything at once, because the operator stopped the run. */
  abort(): void {
    for (const line of this.lines) line.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const line of this.lines) line.close();
    (await this.#turn)?.();
  }
}

export class WireLine implements Line {
  readonly number: number;
  readonly #session: Session;
  readonly #connection: Connection;
  #declared: Declared;
  #encrypted = false;
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
    this.#session.recorder.check(this.number, protocol, requests, this.#declared);
    this.#sent = true;
    this.#connection.write(requests);
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
      );
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

/** What a product's file is handed. */
export function dialogueOf(session: Session, declared: Declared): Dialogue {
  const { candidate, wire } = session;
  return {
    address: candidate.address,
    port: candidate.port,
    host: candidate.host,
    agent: wire.agent,
    timeout: wire.limits.answer,
    nonce: () => `nl${randomBytes(6).toString('hex')}`,
    get connectionsLeft() {
      return session.connectionsLeft;
    },
    async open(options = {}) {
      if (session.connectionsLeft <= 0) {
        throw new WireError('spent', `${session.opened} connections were not enough`);
      }
      session.opened += 1;
      const line = new WireLine(session, await session.connect(), declared);
      if (!options.tls) return line;
      const answer = await line.encrypt('direct');
      if (answer.outcome === 'tls') return line;
      line.close();
      throw new WireError('tls-failed', `no TLS here (${answer.outcome})`);
    },
    speaking: ({ id, sends }) => dialogueOf(session, declarationsOf(id, sends)),
  };
}

const known = new Map<string, { sends: readonly string[]; declared: Declared }>();

function declarationsOf(id: string, sends: readonly string[]): Declared {
  const found = known.get(id);
  if (found?.sends === sends) return found.declared;
  const declared = declarations(sends);
  known.set(id, { sends, declared });
  return declared;
}

/** The `tls` facts of an observation; `plaintext` says whether the product answered without TLS. */
export function tlsFacts(
  session: Session,
  plaintext: boolean | null,
  versions: readonly string[],
): Tls | null {
  const { tls } = session;
  const seen = tls !== undefined || session.clientCertificate;
  if (!seen) {
    if (!session.tlsDenied) return null;
    return { offered: false, required: false, versions: [], certificate: null };
  }
  return {
    offered: true,
    required: plaintext === null ? null : !plaintext,
    ...(tls && { how: tls.how }),
    versions: [...versions],
    ...(session.clientCertificate && { clientCertificate: true }),
    certificate: tls?.shown.certificate ?? null,
  };
}

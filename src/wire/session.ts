/**
 * One endpoint's conversation: every connection asks the guard with the address that it is about to use, waits for its
 * turn and is counted; the whole endpoint has one deadline.
 */
import type { Candidate } from '../model/target.ts';
import { WireError } from '../protocols/line.ts';
import { Connection } from './connection.ts';
import type { Pace } from './pace.ts';
import { Recorder } from './recorder.ts';
import type { Handshake, Trust } from './tls.ts';

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
  /** Open lines, to be closed with the session. */
  readonly lines: { close: () => void }[] = [];
  /** Connections of the look, held to its budget; `connections` counts those beside it too. */
  opened = 0;
  connections = 0;
  /** At least one connection came about. */
  reached = false;
  #budget: number;
  /** What one connection may bring. */
  #bytes: number;
  /** The first completed handshake. */
  tls: TlsSeen | undefined;
  /** A handshake was tried and the other side was not TLS. */
  tlsDenied = false;
  clientCertificate = false;
  /** The other side said that it offers TLS, and no handshake was made. */
  tlsPromised = false;
  firstFault: WireError | undefined;
  /**
   * Set once credentials of the owner may be spoken: from then on a handshake succeeds only where the certificate
   * verifies, and beside TLS nothing leaves but the request for it. On loopback neither is asked.
   */
  trust: Trust | undefined;

  constructor(candidate: Candidate, wire: Wire) {
    this.candidate = candidate;
    this.wire = wire;
    this.#budget = wire.limits.connections;
    this.#bytes = wire.limits.bytes;
  }

  get connectionsLeft(): number {
    return this.#budget - this.opened;
  }

  /** More connections, for what is not part of the look: accounts, and the inventory with a time and bytes of its own. */
  grant(connections: number, own?: Pick<Limits, 'total' | 'bytes'>): void {
    this.#budget = this.opened + connections;
    if (!own) return;
    this.deadline = performance.now() + own.total;
    this.#bytes = own.bytes;
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
    const connection = new Connection(candidate.address, candidate.port, this.#bytes);
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

  /** Ends everything at once, because the operator stopped the run. */
  abort(): void {
    for (const line of this.lines) line.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const line of this.lines) line.close();
    (await this.#turn)?.();
  }
}

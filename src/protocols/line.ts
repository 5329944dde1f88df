import type { Parse } from './codec.ts';
import type { ProtocolId } from './index.ts';

/** Why a conversation ended early. A closed set; each can be told from the others on a real socket. */
export type WireFault =
  | 'refused' // ECONNREFUSED
  | 'unreachable' // no route, or a firewall said no
  | 'timed-out' // nothing within the time that was left
  | 'closed' // the peer ended in order
  | 'reset' // the peer ended with RST
  | 'too-long' // more bytes than the budget
  | 'not-this-protocol' // a codec refused the bytes
  | 'tls-failed' // the handshake, or an alert after it
  | 'client-certificate' // an alert that says a client certificate is wanted
  | 'out-of-scope' // the guard said no
  | 'spent' // the endpoint's budget of connections or time is used up
  | 'exposed' // a credential would have left on a line that others may hear
  | 'undeclared' // the recorder refused what was about to be sent
  | 'cancelled'; // the operator stopped the run

export class WireError extends Error {
  override name = 'WireError';
  readonly fault: WireFault;

  constructor(fault: WireFault, message: string) {
    super(message);
    this.fault = fault;
  }
}

/** What came without being parsed: the bytes stay on the line, to be read by whoever recognises them. */
export interface Answer {
  readonly outcome: 'bytes' | 'silent' | 'closed' | 'reset' | 'tls';
  readonly bytes: Buffer;
}

/** One bounded connection. Every read has a deadline and a byte budget; every write passes the recorder. */
export interface Line {
  /** 1 for the first connection to this endpoint. */
  readonly number: number;
  readonly encrypted: boolean;
  /** Nothing was sent on it yet, so any question may be the first. */
  readonly fresh: boolean;
  readonly usable: boolean;
  /** Sends `requests` whole, or nothing: throws `undeclared` where a request is not declared. */
  send: (protocol: ProtocolId, requests: Buffer) => void;
  /** Reads one value; `timeout` in milliseconds, never beyond what the endpoint has left. */
  read: <T>(parse: Parse<T>, timeout?: number) => Promise<T>;
  ask: <T>(protocol: ProtocolId, request: Buffer, parse: Parse<T>, timeout?: number) => Promise<T>;
  /** Waits up to `timeout` milliseconds for any bytes, and leaves them unread. Never throws for a quiet peer. */
  listen: (timeout: number) => Promise<Answer>;
  /** Completes a TLS handshake on this connection; what was not TLS is left unread and told as `bytes`. */
  encrypt: (how: 'direct' | 'upgrade', timeout?: number) => Promise<Answer>;
  /** The other side said in its own protocol that it offers no TLS. */
  withoutTls: () => void;
  /** It said that it does, in a way that is not spoken here. */
  withTls: () => void;
  /** From here on only what `declares` lists may leave on this connection. */
  narrow: (declares: Declares) => void;
  close: () => void;
}

export interface Declares {
  readonly id: string;
  readonly sends: readonly string[];
}

/** What a product's file is handed: it can open bounded lines to one endpoint and nothing else. */
export interface Dialogue {
  readonly address: string;
  readonly port: number;
  /** The name that the owner gave, for Host headers and the like. */
  readonly host: string | undefined;
  /** The path of the URL that the owner gave: a bucket, the root of an API. It begins with a slash. */
  readonly path: string | undefined;
  /** What Nightlatch calls itself on the wire: `nightlatch/VERSION run/ID`. */
  readonly agent: string;
  /** A word that no real server knows, for negative controls. Another one at each call. */
  readonly nonce: () => string;
  readonly connectionsLeft: number;
  readonly timeout: number;
  /** Opens a connection; with `tls`, completes a handshake on it or throws `tls-failed`. */
  open: (options?: { readonly tls?: boolean }) => Promise<Line>;
  /** The same endpoint, with only `sends` allowed out. */
  speaking: (declares: Declares) => Dialogue;
}

/**
 * What a codec makes of the bytes so far: a value and how many bytes it took, or `undefined` for "more bytes".
 * Anything that can never become a value throws a `ProtocolError`. `ended` says that the peer sent its last byte.
 */
export type Parse<T> = (bytes: Buffer, ended: boolean) => Parsed<T> | undefined;

export interface Parsed<T> {
  readonly value: T;
  /** Bytes consumed, counted from the start of `bytes`. */
  readonly length: number;
}

/** The bytes do not follow the protocol, or claim a size that no sane server would. */
export class ProtocolError extends Error {
  override name = 'ProtocolError';
}

/**
 * Reads our own requests back out of the bytes about to leave, each in the protocol's own words.
 * It throws a `ProtocolError` where the bytes are not whole requests: such bytes are never sent.
 */
export type DescribeRequests = (bytes: Buffer) => readonly string[];

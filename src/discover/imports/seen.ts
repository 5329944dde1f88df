/** What a sweep saw at one port, whatever program wrote it down. */
export interface Seen {
  /** An address, or the name that the sweep was asked for. */
  readonly host: string;
  readonly port: number;
  /** Of a URL that the sweep was asked for. */
  readonly path?: string;
}

/** An entry, and the line of the file on which it ends. */
export interface Placed {
  readonly entry: Entry;
  readonly line: number;
}

/** One record: the endpoint that it says is open, or why there is nothing to ask. */
export type Entry = Seen | Skipped;
export type Skipped = 'udp' | 'not open' | 'no port';

/** A record that the reader does not know. */
export class NotARecord extends Error {
  override name = 'NotARecord';
}

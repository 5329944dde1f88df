/** The table that tells a product which speaks HTTP; http-product.ts makes a service of it. */
import type { Control } from '../../model/access.ts';
import type { Look } from '../service.ts';
import type { HttpInventory } from './http-inventory-table.ts';
import type { HttpEvidence, HttpService } from './http-service.ts';
import type { HttpAsk, HttpPage } from './http-talk.ts';

export interface HttpProof extends HttpAsk {
  /**
   * What kind of answer it is, if it is the real one and cannot be had from a secured server: `a list of 3 models`.
   * Never a value. An empty list alone is `undefined`.
   */
  readonly shows: (page: HttpPage) => string | undefined;
  /** Whoever gets this gets everything, so that refusals elsewhere limit nothing: a token, or "authentication: off". */
  readonly whole?: true;
  /** The status of the real answer, where it is not 200: some say with 401 what is no question for credentials. */
  readonly status?: number;
}

/** A page that says that no administrator exists yet. */
export interface HttpUnclaimed extends HttpAsk {
  readonly is: (page: HttpPage) => boolean;
  /** In the report, beside the path: `no user exists`. */
  readonly answered: string;
}

/** What was read, by path. */
export type Pages = ReadonlyMap<string, HttpPage>;

export interface HttpProduct {
  readonly id: string;
  /** Its name, as it begins a sentence. */
  readonly title: string;
  readonly verified: string;
  readonly recognise: HttpService['recognise'];
  /** See `HttpService`. */
  readonly tells?: HttpAsk;
  /**
   * For a product that is told by the answers to its proofs, which saves a request: false where it is another one.
   * Its `recognise` says `'maybe'`, or true on marks of the root that others could have.
   */
  readonly isIt?: (pages: Pages) => boolean;
  /** Pages that the product gives to nobody without credentials once it is secured. */
  readonly proofs: readonly HttpProof[];
  /** Public pages with its version or its id. They are read last and prove nothing. */
  readonly also?: readonly HttpAsk[];
  /** The path that no real server knows; `{nonce}` is replaced. */
  readonly control?: string;
  /** A refusal that is not 401 or 403. */
  readonly refuses?: (page: HttpPage) => boolean;
  /** It refuses where we come from, or the name by which we called it, and did not get to credentials. */
  readonly denies?: (page: HttpPage) => boolean;
  /** It takes HTTP Basic without offering it in a 401. */
  readonly takesBasic?: boolean;
  /** Asked before the proofs. */
  readonly unclaimed?: HttpUnclaimed;
  readonly version?: (evidence: HttpEvidence, pages: Pages) => string | null;
  /** An id that the server keeps over restarts. */
  readonly stableId?: (pages: Pages) => string | undefined;
  /** What a caller without credentials could do where the proofs hold. */
  readonly grants: Control | ((pages: Pages) => Control);
  /** What stands inside, where it let us in. */
  readonly inventory?: HttpInventory;
  /** A last word of the product itself on what the table made of it. */
  readonly refine?: (look: Look, pages: Pages) => Look;
}

/** A request in the words of a declaration and of a proof: method, path, and the body where it has one. */
export function wordsOf({ method = 'GET', path, body, headers }: HttpAsk): string {
  // As the recorder reads it back; a cookie is only ever one that the same server handed out.
  const cookie = headers?.['Cookie'] === undefined ? '' : ' with a cookie';
  return `${method} ${path}${body ? ` ${body}` : ''}${cookie}`;
}

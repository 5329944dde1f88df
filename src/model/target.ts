/**
 * What the owner named, after its spelling was understood and before any name was looked up.
 * `ports: null` means: the usual ports of all known products.
 */
export interface Target {
  /** As it was written. */
  readonly text: string;
  readonly subject:
    | { readonly kind: 'name'; readonly name: string }
    | {
        readonly kind: 'range';
        readonly first: string;
        readonly prefix: number;
        readonly version: 4 | 6;
      };
  /** Port ranges, inclusive, sorted and merged. */
  readonly ports: readonly (readonly [low: number, high: number])[] | null;
  /** The path of a URL target; asked by the HTTP family after the root. */
  readonly path?: string;
}

/** An address and port that are about to be asked, with the target that led to them. */
export interface Candidate {
  readonly address: string;
  readonly port: number;
  /** The name that led here, for SNI and Host. */
  readonly host?: string;
  readonly target: Target;
  /** For this machine's own listeners. */
  readonly listener?: {
    readonly boundTo: string;
    readonly owner: { readonly pid?: number; readonly process?: string; readonly user?: string };
  };
}

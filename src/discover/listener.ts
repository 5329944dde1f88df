import type { Candidate } from '../model/target.ts';

/** Something that accepts connections on this machine: one asset, however many addresses reach it. */
export interface Listener {
  /** From the kernel's table; `0.0.0.0` and `::` are the wildcards. */
  readonly boundTo: string;
  readonly port: number;
  readonly family: 4 | 6;
  readonly owner: NonNullable<Candidate['listener']>['owner'];
  /** Loopback addresses that reach it; none where it is bound to another address only. */
  readonly ask: readonly string[];
}

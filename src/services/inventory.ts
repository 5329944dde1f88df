/**
 * What stands inside a store that let us in: asked after the look, on connections, time and bytes of its own.
 * A product's file lists names and counts first and the largest first, then reads bounded samples; whatever ends it
 * early leaves what was gathered. Nothing of a sample outlives the call that adds it.
 */
import type { InventoryBuilder } from '../data/inventory.ts';
import type { AtRest } from '../model/inventory.ts';
import type { Dialogue } from '../protocols/line.ts';
import type { Look } from './service.ts';

interface InventoryBudget {
  /** Things that are listed at most. */
  readonly items: number;
  /** Rows of one sample; none are read where the owner wants names only. */
  readonly rows: number;
  /** Bytes of one sample. */
  readonly sampleBytes: number;
  /** Whether samples are read at all. */
  readonly samples: boolean;
}

export const MOST_LISTED = 200;
export const SAMPLED_ROWS = 20;
export const SAMPLED_BYTES = 64 * 1024;

export interface LogIn {
  /** Empty where a password stands alone. */
  readonly user: string;
  readonly password: string;
  /** Where the account was made, for stores that keep accounts by database. */
  readonly database?: string;
  /** In place of both, for what takes one over HTTP. */
  readonly token?: string;
  /** It is the owner's own, lent for reading, and asks what it may write. */
  readonly isOwners?: true;
}

export interface InventoryTask {
  /** The look that let us in. */
  readonly look: Look;
  /** Connections begin with a TLS handshake, as those of the look did. */
  readonly tls: boolean;
  /** The account that was let in, where the look needed one. */
  readonly logIn?: LogIn;
  readonly budget: InventoryBudget;
  /** Takes what is listed, and in our words what was not reached. */
  readonly into: InventoryBuilder;
  /** Whether the engine says how its data lies on the disk. */
  readonly atRest: (fact: AtRest) => void;
  /** Whether the owner's own account may change something, where the server tells. */
  readonly canWrite: (can: boolean | undefined) => void;
  /** Enough of the inventory's time is left to begin another question. */
  readonly hasTime: () => boolean;
}

/**
 * Fills `task.into`. What the dialogue may send is what the product declares as `lists`. A fault of the wire may be
 * thrown: what was added stays, and the audit says that the rest was not reached.
 */
export type TakeInventory = (dialogue: Dialogue, task: InventoryTask) => Promise<void>;

/** Names of tables and the like that may stand between quotes in a request; others are listed, and not read. */
export function isQuotable(name: string): boolean {
  return /^[\p{L}\p{N}_$ .:@-]{1,100}$/u.test(name);
}

/** Why something is missing from an inventory, in our words. */
export const MISSED = {
  unquotable: 'Names with unusual signs were listed and their rows not read.',
  time: 'The time for the inventory ran out before everything was read.',
  refused: 'Some of it was refused to this client.',
  more: (count: number | string): string =>
    `${count} more were not listed; the largest come first.`,
} as const;

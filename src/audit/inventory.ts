/** Asks a store that let us in what it holds, with a budget beside that of the look. */
import { InventoryBuilder } from '../data/inventory.ts';
import type { Access } from '../model/access.ts';
import type { AtRest, Inventory } from '../model/inventory.ts';
import { WireError } from '../protocols/line.ts';
import {
  MOST_LISTED,
  SAMPLED_BYTES,
  SAMPLED_ROWS,
  type InventoryTask,
  type LogIn,
} from '../services/inventory.ts';
import { wordsFor, type Looked } from '../services/look.ts';
import { dialogueOf } from '../wire/dialogue.ts';
import { declarations } from '../wire/recorder.ts';
import type { Session } from '../wire/session.ts';

/** How much the operator wants to know of what stands inside. */
export const DEPTHS = ['none', 'names', 'sample'] as const;
export type InventoryDepth = (typeof DEPTHS)[number];

/** Nothing at all where none was asked for. */
export interface Taken {
  readonly facts?: { readonly inventory?: Inventory; readonly atRest?: AtRest };
  readonly connections: number;
}

const LET_IN: readonly Access[] = ['open', 'partial', 'passwordless', 'default-password'];
const NOTHING_DECLARED = declarations([]);
const CONNECTIONS = 6;
/** Milliseconds for the whole inventory. */
const TOTAL = 10_000;
/** Bytes that one of its connections may bring. */
const BYTES = 4 * 1024 * 1024;
/** Milliseconds below which no other question is begun. */
const LEAST_TIME = 250;

export async function takeInventory(
  session: Session,
  { look, family }: Looked,
  depth: InventoryDepth,
  logIn?: LogIn,
): Promise<Taken> {
  const take = family?.inventory;
  if (depth === 'none' || !take || look.product === null || !LET_IN.includes(look.access))
    return { connections: 0 };
  const before = session.opened;
  session.grant(CONNECTIONS, { total: TOTAL, bytes: BYTES });
  const into = new InventoryBuilder(MOST_LISTED);
  let atRest: AtRest | undefined;
  const task: InventoryTask = {
    look,
    tls: session.tls?.how === 'direct' && look.plaintext !== true,
    ...(logIn && { logIn }),
    budget: {
      items: MOST_LISTED,
      rows: SAMPLED_ROWS,
      sampleBytes: SAMPLED_BYTES,
      samples: depth === 'sample',
    },
    into,
    atRest: (fact) => {
      atRest = fact;
    },
    hasTime: () => session.left > LEAST_TIME,
  };
  try {
    await take(dialogueOf(session, NOTHING_DECLARED), task);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    into.missed(`The inventory ended early: ${wordsFor(error)}.`);
  }
  const inventory = into.build();
  return {
    facts: { ...(into.wasTold && { inventory }), ...(atRest && { atRest }) },
    connections: session.opened - before,
  };
}

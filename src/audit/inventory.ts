/** Asks a store that let us in what it holds, with a budget beside that of the look. */
import { InventoryBuilder } from '../data/inventory.ts';
import { dataDisk } from '../discover/data-disk.ts';
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
  const told: Told = { into: new InventoryBuilder(MOST_LISTED), atRest: undefined };
  const about = { look, ...(logIn && { logIn }), samples: depth === 'sample' };
  try {
    await take(dialogueOf(session, NOTHING_DECLARED), taskOf(session, about, told));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    told.into.missed(`The inventory ended early: ${wordsFor(error)}.`);
  }
  const atRest = onDisk(session.candidate.listener?.owner.pid, told.atRest);
  const inventory = told.into.build();
  return {
    facts: { ...(told.into.wasTold && { inventory }), ...(atRest && { atRest }) },
    connections: session.opened - before,
  };
}

/** What a product's file says in the course of it. */
interface Told {
  readonly into: InventoryBuilder;
  atRest: AtRest | undefined;
}

function taskOf(
  session: Session,
  { samples, ...about }: Pick<InventoryTask, 'look' | 'logIn'> & { readonly samples: boolean },
  told: Told,
): InventoryTask {
  return {
    ...about,
    tls: session.tls?.how === 'direct' && about.look.plaintext !== true,
    budget: { items: MOST_LISTED, rows: SAMPLED_ROWS, sampleBytes: SAMPLED_BYTES, samples },
    into: told.into,
    atRest: (fact) => {
      told.atRest = fact;
    },
    hasTime: () => session.left > LEAST_TIME,
  };
}

/** What the engine encrypts is encrypted on any disk; else a disk of this machine that tells something decides. */
function onDisk(pid: number | undefined, engine: AtRest | undefined): AtRest | undefined {
  if (pid === undefined || engine?.state === 'encrypted') return engine;
  const disk = dataDisk(pid);
  return disk && (disk.state !== 'unknown' || !engine) ? disk : engine;
}

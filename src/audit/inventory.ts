/** Asks a store that let us in what it holds, with connections and bytes beside those of the look. */
import { InventoryBuilder } from '../data/inventory.ts';
import { dataDisk } from '../discover/data-disk.ts';
import type { Access } from '../model/access.ts';
import type { AtRest, Inventory } from '../model/inventory.ts';
import type { CredentialUse } from '../model/observation.ts';
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
import { unusedCredential, useOf, type Credential } from './credential.ts';

/** How much the operator wants to know of what stands inside. */
export const DEPTHS = ['none', 'names', 'sample'] as const;
export type InventoryDepth = (typeof DEPTHS)[number];

export interface Wanted {
  readonly depth: InventoryDepth;
  /** The account that the look was let in with. */
  readonly logIn?: LogIn | undefined;
  /** What the owner lent for this endpoint. */
  readonly credential?: Credential | undefined;
}

/** Nothing at all where none was asked for. */
export interface Taken {
  readonly facts?: {
    readonly inventory?: Inventory;
    readonly atRest?: AtRest;
    readonly credential?: CredentialUse;
  };
  readonly connections: number;
}

const LET_IN: readonly Access[] = ['open', 'partial', 'passwordless', 'default-password'];
/** Doors at which the owner's own account shows more than a stranger sees. */
const OWNERS_DOORS: readonly Access[] = ['protected', 'identified'];
const NOTHING_DECLARED = declarations([]);
const CONNECTIONS = 6;
/** Milliseconds for the whole inventory, as far as the endpoint's own time leaves them. */
const TOTAL = 10_000;
/** Bytes that one of its connections may bring. */
const BYTES = 4 * 1024 * 1024;
/** Milliseconds below which no other question is begun. */
const LEAST_TIME = 250;

export async function takeInventory(
  session: Session,
  looked: Looked,
  { depth, logIn, credential }: Wanted,
): Promise<Taken> {
  const { look, family } = looked;
  const own = OWNERS_DOORS.includes(look.access) ? credential : undefined;
  if (depth === 'none' || look.product === null || !(own || LET_IN.includes(look.access)))
    return { connections: 0 };
  if (own && !family?.logsIn) return { facts: unusedCredential(), connections: 0 };
  if (!family?.inventory) return { connections: 0 };
  const before = session.opened;
  // An endpoint has one deadline for all of it.
  const total = Math.max(0, Math.min(TOTAL, session.left));
  session.grant(CONNECTIONS, { total, bytes: BYTES });
  session.trust = own?.trust;
  const facts = await gather(session, looked, { depth, logIn: own?.logIn ?? logIn });
  return { facts, connections: session.opened - before };
}

async function gather(
  session: Session,
  { look, family }: Looked,
  { depth, logIn }: Pick<Wanted, 'depth' | 'logIn'>,
): Promise<NonNullable<Taken['facts']>> {
  const into = new InventoryBuilder(MOST_LISTED);
  const told: Told = { into, atRest: undefined, canWrite: undefined };
  const about = { look, ...(logIn && { logIn }), samples: depth === 'sample' };
  let ended: WireError | undefined;
  try {
    await family?.inventory?.(dialogueOf(session, NOTHING_DECLARED), taskOf(session, about, told));
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    ended = error;
  }
  const credential = session.trust && useOf(into, ended, told.canWrite);
  if (ended) into.missed(`The inventory ended early: ${wordsFor(ended)}.`);
  const atRest = onDisk(session.candidate.listener?.owner.pid, told.atRest);
  return {
    ...((into.wasTold || credential) && { inventory: into.build() }),
    ...(atRest && { atRest }),
    ...(credential && { credential }),
  };
}

/** What a product's file says in the course of it. */
interface Told {
  readonly into: InventoryBuilder;
  atRest: AtRest | undefined;
  canWrite: boolean | undefined;
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
    canWrite: (can) => {
      told.canWrite = can;
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

/** A conversation with a store under its owner's credential: bounded, marked as ours, and asked of the guard like any other. */
import { untrusted } from '../../model/untrusted.ts';
import { parseTarget } from '../../scope/parse-target.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { dialogueOf } from '../../wire/dialogue.ts';
import { FAST, Pace } from '../../wire/pace.ts';
import { Session, type Guard } from '../../wire/session.ts';

export interface Access {
  readonly product: string;
  readonly address: string;
  readonly port: number;
  /** The owner's account; without one we come as the stranger came. */
  readonly user?: string;
  readonly password?: string;
  readonly tls: boolean;
  readonly guard: Guard;
  /** `nightlatch/VERSION run/ID`, in every request that can carry it, so that it is subtracted later. */
  readonly agent: string;
}

export interface Answer {
  /** As it came, in the store's own words. */
  readonly text: string;
  /** The same before it was read as text, where the store may say what is none. */
  readonly bytes?: Buffer;
  /** The same as columns, where the store answers in columns. */
  readonly rows: readonly (readonly string[])[];
  /** It went on, and was cut. */
  readonly cut: boolean;
}

/** Of our own words and a path or two. */
const MOST_WORDS = 1000;

/** The store refused a question, or did not know it. What it says may be the store's word, and goes into journals. */
export class AskError extends Error {
  override readonly name = 'AskError';

  constructor(says: string, options?: ErrorOptions) {
    super(untrusted(says, MOST_WORDS), options);
  }
}

export interface Asker extends AsyncDisposable {
  ask: (question: string) => Promise<Answer>;
}

const MEBIBYTE = 1024 * 1024;
const LIMITS = { connections: 64, total: 300_000, answer: 30_000, bytes: 64 * MEBIBYTE };

/** The guard decides as ever; what is said with the owner's leave is written down by the case and not by the recorder. */
const WITH_LEAVE = Object.assign(() => true, { written: () => 'with the owner’s credential' });

export function sessionOf(access: Access): Session {
  const { address, port, guard, agent } = access;
  const { signal } = new AbortController();
  const text = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
  const wire = { guard, pace: new Pace(FAST, signal), limits: LIMITS, agent, signal };
  return new Session({ address, port, target: parseTarget(text) }, wire);
}

/** One that does not come about leaves no connection behind, which would count as a session and keep us alive. */
export async function inSession(
  access: Access,
  open: (session: Session) => Promise<Asker>,
): Promise<Asker> {
  const session = sessionOf(access);
  try {
    return await open(session);
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

export function talkTo(session: Session): Dialogue {
  return dialogueOf(session, WITH_LEAVE);
}

/**
 * Doors that were shut are looked at again: at any time when somebody asks, after a restart of the store, which may have
 * brought its old settings back, and a day after the last look. (UFO VPN's was shut on 15 July 2020, and open on the 20th.)
 */
import type { CaseEntry, CaseEvent } from '../../model/case.ts';
import { AskError, type Access } from '../ask/asker.ts';
import { eventsOf, journalOf, listCases, readCase, type Case } from '../case/case.ts';
import { readPlan, type Plan } from './plan.ts';
import { processAt } from './process.ts';
import type { Context } from './recipe.ts';
import { peersBefore } from './saved.ts';
import { verifyContainment } from './verify.ts';

type Verified = Extract<CaseEvent, { kind: 'verified' }>;
export type Why = NonNullable<Verified['why']>;

const DAY = 86_400_000;

export interface Check {
  /** As the owner, where its credential is at hand. */
  readonly owner: Access;
  readonly doors: readonly Access[];
  readonly vantage: string;
  readonly run: Context['run'];
  readonly why: Why;
  readonly now: Date;
}

/** When the plan was done last; undefined where it never was, or was taken back since. */
export function doneAt(entries: readonly CaseEntry[], id: string): Date | undefined {
  const last = entries.findLast(({ event }) => event.kind === 'step' && event.plan === id);
  const isDone = last?.event.kind === 'step' && last.event.state === 'done';
  return isDone ? new Date(last.at) : undefined;
}

/** The last plan of a case that is done. */
export function lastDone({ entries }: Case): string | undefined {
  const plans = eventsOf(entries, 'planned').map(({ plan }) => plan);
  return plans
    .map((id) => ({ id, at: doneAt(entries, id)?.getTime() ?? 0 }))
    .filter(({ at }) => at > 0)
    .toSorted((one, other) => one.at - other.at)
    .at(-1)?.id;
}

/** Looks at both verdicts, and writes them into the case with the time. */
export async function verifyPlan(folder: string, id: string, check: Check): Promise<Verified> {
  const { owner, run, why, now, ...rest } = check;
  const since = doneAt(readCase(folder).entries, id) ?? now;
  const before = peersBefore(folder);
  const verified = await verifyContainment({
    owner,
    run,
    since,
    ...rest,
    ...(before && { before }),
  });
  const process = await processNow(owner, run);
  const event: Verified = { ...verified, plan: id, why, ...(process !== undefined && { process }) };
  journalOf(folder).add(event, now);
  return event;
}

async function processNow(access: Access, run: Context['run']): Promise<string | undefined> {
  try {
    const { pid, started } = await processAt({ run, access });
    return `${pid}/${started}`;
  } catch (error) {
    if (error instanceof AskError) return undefined;
    throw error;
  }
}

interface Due {
  readonly folder: string;
  readonly plan: Plan;
  readonly why: Why;
}

export interface Round {
  /** The folder of this machine's cases. */
  readonly root: string;
  readonly now: Date;
  readonly run: Context['run'];
  /** As a stranger; whoever comes back from this was allowed by the owner's scope. */
  readonly accessOf: (plan: Plan) => Access;
  readonly vantage: string;
  /** A plan that cannot be believed any more, or be looked at; it keeps no other from being looked at. */
  readonly failed: (error: unknown) => void;
}

type Seen = Due & { readonly verified: Verified };

/** Looks again at every door of this machine's cases that is due, and gives what it saw. */
export async function verifyDue(round: Round): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const { folder, fault } of listCases(round.root)) {
    if (fault !== null) continue;
    const { entries } = readCase(folder);
    for (const id of new Set(eventsOf(entries, 'planned').map(({ plan }) => plan))) {
      const since = doneAt(entries, id);
      if (!since) continue;
      try {
        const { plan } = readPlan(folder, id);
        const why = await whyDue(entries, plan, since, round);
        if (why) seen.push(await look({ folder, plan, why }, round));
      } catch (error) {
        round.failed(error);
      }
    }
  }
  return seen;
}

async function look(due: Due, { accessOf, vantage, run, now }: Round): Promise<Seen> {
  const { folder, plan, why } = due;
  const access = accessOf(plan);
  const check = { owner: access, doors: [access], vantage, run, why, now };
  return { ...due, verified: await verifyPlan(folder, plan.id, check) };
}

async function whyDue(
  entries: readonly CaseEntry[],
  plan: Plan,
  since: Date,
  { now, run, accessOf }: Round,
): Promise<Why | undefined> {
  const last = entries.findLast(({ event }) => event.kind === 'verified' && event.plan === plan.id);
  const at = last && new Date(last.at) > since ? new Date(last.at) : since;
  if (now.getTime() - at.getTime() >= DAY) return 'day';
  const known = last?.event.kind === 'verified' ? last.event.process : undefined;
  if (known === undefined) return undefined;
  const process = await processNow(accessOf(plan), run);
  return process !== undefined && process !== known ? 'restart' : undefined;
}

/**
 * Does a plan, or takes it back. Before a step its old state is saved, and the journal says that it is being done; after
 * a crash the same command goes on from there, or `undo` goes back, and either way the journal tells which it was.
 */
import type { CaseEvent } from '../../model/case.ts';
import { UsageError } from '../../model/errors.ts';
import type { GroupPlace, SecurityGroup } from '../../model/security-group.ts';
import { WireError } from '../../protocols/line.ts';
import { AskError, type Access, type Asker } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';
import { eventsOf, journalOf, readCase } from '../case/case.ts';
import { isAsShown, readPlan, type Kept } from './plan.ts';
import type { Context, Saved, Step } from './recipe.ts';
import { savedFile } from './saved.ts';

export interface Approval {
  /** The plan's id once more, typed by a person. */
  readonly approve: string;
  readonly by: string;
  readonly withoutSnapshot: string | undefined;
}

export interface Means {
  readonly access: Access;
  readonly run: Context['run'];
  /** The way to a security group, where there is one. */
  readonly openGroup?: (place: GroupPlace) => Promise<SecurityGroup>;
  readonly password: string;
  /** Called with a password that was made, before it is used. */
  readonly show: (password: string) => void;
  /** Called after each entry of the journal; tests crash here. */
  readonly told?: (event: CaseEvent) => void;
}

export async function applyPlan(
  folder: string,
  id: string,
  approval: Approval,
  means: Means,
): Promise<void> {
  const kept = readPlan(folder, id);
  refuse(kept, approval);
  if (!isAsShown(kept, means.access))
    throw new UsageError(
      `plan ${id}: this version would do other steps than were shown and approved. nightlatch contain plan ${folder} makes plans anew`,
    );
  await using work = new Work(folder, kept, means);
  // An approval may be older than the plan's first step: it can be given on the page of serve.
  const begun = new Set(eventsOf(kept.found.entries, 'step').map(({ plan }) => plan));
  if (!begun.has(id)) {
    const reason = await kept.recipe.precheck(work.context);
    if (reason !== undefined) throw new UsageError(`plan ${id}: ${reason}`);
  }
  const { by, withoutSnapshot = null } = approval;
  work.note({ kind: 'approved', plan: id, by, withoutSnapshot });
  if (kept.recipe.makesPassword) means.show(means.password);
  for (const step of work.steps) await work.do(step);
}

/** Evidence before containment; a person's name under it. */
function refuse({ found, plan }: Kept, { approve, by, withoutSnapshot }: Approval): void {
  if (approve !== plan.id)
    throw new UsageError(`--approve has to repeat the plan's id, ${plan.id}`);
  if (by.trim() === '') throw new UsageError('--by has to name who approves it');
  const isTaken = eventsOf(found.entries, 'snapshot').some(
    ({ complete, artefacts }) => complete && artefacts > 0,
  );
  if (isTaken || (withoutSnapshot !== undefined && withoutSnapshot.trim() !== '')) return;
  throw new UsageError(
    `no snapshot is taken: what this plan ends cannot be seen again. nightlatch case snapshot ${found.folder}, or --without-snapshot REASON`,
  );
}

export async function undoPlan(folder: string, id: string, means: Means): Promise<void> {
  const kept = readPlan(folder, id);
  await using work = new Work(folder, kept, means);
  for (const step of work.steps.toReversed()) await work.undo(step);
}

type StepEvent = Extract<CaseEvent, { kind: 'step' }>;
export type State = StepEvent['state'];

interface StepStatus {
  readonly id: string;
  readonly title: string;
  readonly state: State | null;
  /** What the journal says of how it went. */
  readonly says: string;
}

export interface PlanStatus {
  /** By what the store and the host show now, and not by the journal: a crash may have come between the two. */
  readonly door: 'old' | 'new' | 'unknown';
  readonly steps: readonly StepStatus[];
  /** The step at which it stopped, where it did not come to its end. */
  readonly stoppedAt: string | null;
}

export async function planStatus(folder: string, id: string, means: Means): Promise<PlanStatus> {
  await using work = new Work(folder, readPlan(folder, id), means);
  return await work.status();
}

class Work implements AsyncDisposable {
  readonly context: Context;
  readonly steps: readonly Step[];
  readonly #folder: string;
  readonly #plan: string;
  readonly #means: Means;
  #owner: Asker | undefined;
  #group: SecurityGroup | undefined;

  constructor(folder: string, { plan, recipe }: Kept, means: Means) {
    const { access, run, password } = means;
    const { id, allow, seconds, usersFile, group } = plan;
    this.#folder = folder;
    this.#plan = id;
    this.#means = means;
    const settings = { id, allow, seconds, usersFile, group };
    this.context = {
      access,
      run,
      password,
      plan: settings,
      asker: async () => await this.#asker(),
      group: async () => await this.#openGroup(group),
    };
    this.steps = recipe.steps(access, settings);
  }

  /** With the credential given; after a crash that is the password that was shown. */
  async #asker(): Promise<Asker> {
    const { access, password } = this.#means;
    this.#owner ??= await openAsker(access).catch(async (error: unknown) => {
      if (!(error instanceof AskError)) throw error;
      return await openAsker({ ...access, password });
    });
    return this.#owner;
  }

  async #openGroup(place: GroupPlace | null): Promise<SecurityGroup> {
    const { openGroup } = this.#means;
    if (!openGroup || !place) throw new AskError('there is no way to a security group here');
    this.#group ??= await openGroup(place);
    return this.#group;
  }

  async status(): Promise<PlanStatus> {
    const steps = this.steps.map((step) => ({
      id: step.id,
      title: step.title,
      state: this.#lastOf(step)?.state ?? null,
      says: this.#lastOf(step)?.says ?? '',
    }));
    const settled = (end: State) => steps.every(({ state }) => state === null || state === end);
    const isWhole = steps.every(({ state }) => state === 'done') || settled('undone');
    const rest = steps.find(({ state }) => state !== 'done');
    return { door: await this.#door(), steps, stoppedAt: isWhole ? null : (rest?.id ?? null) };
  }

  async #door(): Promise<PlanStatus['door']> {
    try {
      for (const step of this.steps)
        if (step.shuts && !(await step.isDone(this.context))) return 'old';
      return 'new';
    } catch (error) {
      if (error instanceof AskError || error instanceof WireError) return 'unknown';
      throw error;
    }
  }

  note(event: CaseEvent): void {
    journalOf(this.#folder).add(event);
    this.#means.told?.(event);
  }

  async do(step: Step): Promise<void> {
    if (this.#stateOf(step) === 'done' && (await step.isDone(this.context))) return;
    const saved = await this.#saved(step);
    if (await step.isDone(this.context)) {
      this.#step(step, 'done', 'it was so already');
      return;
    }
    this.#step(step, 'doing', '');
    let says: string | void;
    try {
      says = await step.apply(this.context, saved);
    } catch (error) {
      this.#step(step, 'failed', error instanceof AskError ? error.message : 'see the message');
      throw error;
    }
    this.#step(step, 'done', says ?? '');
  }

  async undo(step: Step): Promise<void> {
    const state = this.#stateOf(step);
    // What was only saved, or is undone, changed nothing.
    if (state === undefined || state === 'saving' || state === 'undone') return;
    const isOurs = this.#wasTried(step);
    this.#step(step, 'undoing', '');
    const says = isOurs
      ? await step.undo(this.context, await this.#saved(step))
      : 'it was so before the plan, and stays';
    this.#step(step, 'undone', says ?? '');
  }

  /** The state before the first try: a second one would save what the first had changed. */
  async #saved(step: Step): Promise<Saved> {
    const file = savedFile(this.#folder, this.#plan, step.id);
    if (!file.isThere || this.#stateOf(step) === 'undone') {
      file.write(await step.save(this.context));
      this.#step(step, 'saving', '');
    }
    return file.read();
  }

  #step({ id }: Step, state: State, says: string): void {
    this.note({ kind: 'step', plan: this.#plan, step: id, state, says });
  }

  #stateOf(step: Step): State | undefined {
    return this.#lastOf(step)?.state;
  }

  /** Since it was taken back last. What was found done changes nothing when it is taken back: it is somebody else's. */
  #wasTried(step: Step): boolean {
    const states = this.#eventsOf(step).map(({ state }) => state);
    return states.slice(states.lastIndexOf('undone') + 1).includes('doing');
  }

  #lastOf(step: Step): StepEvent | undefined {
    return this.#eventsOf(step).at(-1);
  }

  #eventsOf({ id }: Step): StepEvent[] {
    const steps = eventsOf(readCase(this.#folder).entries, 'step');
    return steps.filter(({ plan, step }) => plan === this.#plan && step === id);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.#owner?.[Symbol.asyncDispose]();
    } catch {
      // A session that the plan itself ended has nothing left to close.
    }
  }
}

/** The fixed order of an incident, how far a case came in it, and what is to be typed next on the host of its folder. */
import { z } from 'zod';
import type { CaseEntry, CaseEvent } from '../../model/case.ts';
import type { Ledger } from '../../model/ledger.ts';
import { eventsOf } from '../case/case.ts';
import type { Plan } from '../contain/plan.ts';

export const STEPS = ['assess', 'snapshot', 'quantify', 'contain', 'verify', 'report'] as const;

export const CaseStep = z.object({
  step: z.enum(STEPS),
  done: z.boolean(),
  /** When it was done, or tried last. */
  at: z.string().nullable(),
  says: z.string(),
  /** To be run on the host where the folder is, as the account that it belongs to. */
  commands: z.array(z.string()),
});
export type CaseStep = z.infer<typeof CaseStep>;

/** What stood inside when the case began, by name and number: `case trails --inventory` counts people by it. */
export const INVENTORY = 'inventory.json';

export interface Stand {
  readonly folder: string;
  readonly entries: readonly CaseEntry[];
  readonly ledger: Pick<Ledger, 'sources'> | null;
  readonly visits: number;
  readonly plans: readonly Plan[];
  readonly inventory: boolean;
  readonly now: Date;
}

type Told = Omit<CaseStep, 'step'>;
const yet = (says: string, commands: string[]): Told => ({ done: false, at: null, says, commands });

const PLAIN = /^[\w@%+:,./-]+$/;
/** As a POSIX shell takes it for one word. */
const word = (text: string): string =>
  PLAIN.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

export function stepsOf(stand: Stand): CaseStep[] {
  const contain = contained(stand);
  const told: Readonly<Record<CaseStep['step'], Told>> = {
    assess: assessed(stand),
    snapshot: taken(stand),
    quantify: quantified(stand),
    contain,
    verify: verified(stand, contain),
    report: {
      ...yet('What only a person can say is filled in below; each export says what is missing.', [
        `nightlatch case report ${word(stand.folder)} --format markdown`,
      ]),
    },
  };
  return STEPS.map((step) => ({ step, ...told[step] }));
}

/** The report is never done by itself: a person sends it. */
export function nextOf(steps: readonly CaseStep[]): CaseStep['step'] {
  return steps.find(({ done }) => !done)?.step ?? 'report';
}

function lastOf<K extends CaseEvent['kind']>(
  { entries }: Stand,
  kind: K,
  fits: (event: Extract<CaseEvent, { kind: K }>) => boolean = () => true,
): { readonly at: string; readonly event: Extract<CaseEvent, { kind: K }> } | undefined {
  for (const entry of entries.toReversed()) {
    const [event] = eventsOf([entry], kind);
    if (event && fits(event)) return { at: entry.at, event };
  }
  return undefined;
}

function assessed(stand: Stand): Told {
  const opened = lastOf(stand, 'opened');
  const count = opened?.event.findings.length ?? 0;
  const says = `Opened on ${count} ${count === 1 ? 'finding' : 'findings'} of one asset.`;
  return { done: true, at: opened?.at ?? null, says, commands: [] };
}

function taken(stand: Stand): Told {
  const last = lastOf(stand, 'snapshot', ({ complete, artefacts }) => complete && artefacts > 0);
  if (!last)
    return yet(
      'Before anything is shut: a fix ends sessions and counters that cannot be seen again. Name each log with --file; --user and NIGHTLATCH_PASSWORD give the owner’s account; --encrypt seals it under NIGHTLATCH_PASSPHRASE.',
      [`nightlatch case snapshot ${word(stand.folder)}`],
    );
  const { artefacts, missing } = last.event;
  const says = `${artefacts} artefacts; ${missing.length} could not be had.`;
  return { done: true, at: last.at, says, commands: [] };
}

/** As far as it was open when the evidence was taken: what came later is in no snapshot. */
function windowOf(stand: Stand): string {
  const window = lastOf(stand, 'opened')?.event.window;
  if (!window) return '';
  const { lastShutBefore, firstOpen, firstShut } = window;
  const to = firstShut ?? lastOf(stand, 'snapshot')?.at ?? stand.now.toISOString();
  return ` --window ${word(`${lastShutBefore ?? firstOpen}..${to}`)}`;
}

function quantified(stand: Stand): Told {
  const { folder, ledger, visits, inventory } = stand;
  const looked = lastOf(stand, 'indicators');
  const signs = `nightlatch case indicators ${word(folder)}`;
  const last = lastOf(stand, 'ledger');
  if (!last || !ledger) {
    const snapshot = lastOf(stand, 'snapshot')?.event.folder;
    const from = snapshot === undefined ? 'LOG' : word(`${folder}/${snapshot}`);
    const file = word(`${folder}/trails.json`);
    const holdings = inventory ? ` --inventory ${word(`${folder}/${INVENTORY}`)}` : '';
    return yet(
      'Who came, what they took, and how sure that is. Add further logs to the first command; where the snapshot is encrypted, name the logs themselves in its place.',
      [
        `nightlatch case trails ${from}${windowOf(stand)}${holdings} --format json --output ${file}`,
        `nightlatch case add-ledger ${word(folder)} ${file}`,
        ...(looked ? [] : [signs]),
      ],
    );
  }
  const says = `${visits} visits out of ${ledger.sources.length} sources. ${signsSeen(looked?.event)}`;
  return { done: true, at: last.at, says, commands: looked ? [] : [signs] };
}

function signsSeen(look: { looked: readonly unknown[]; found: readonly unknown[] } | undefined) {
  if (!look) return 'Signs of compromise were not looked for yet.';
  return `${look.found.length} signs of compromise seen of ${look.looked.length} looked for.`;
}

export type PlanState = 'planned' | 'approved' | 'under way' | 'done' | 'failed' | 'undone';

/** Where a plan is; of its steps the last word counts, and a later approval may begin it anew. */
export function planState(entries: readonly CaseEntry[], { id, steps }: Plan): PlanState {
  const last = new Map<string, string>();
  let isApproved = false;
  for (const { event } of entries) {
    if (event.kind === 'step' && event.plan === id) {
      last.set(event.step, event.state);
      isApproved = false;
    }
    isApproved ||= event.kind === 'approved' && event.plan === id;
  }
  const states = steps.map((step) => last.get(step.id) ?? 'open');
  if (states.every((each) => each === 'done')) return 'done';
  if (isApproved) return 'approved';
  if (states.includes('failed')) return 'failed';
  if (states.includes('undone')) return 'undone';
  return last.size > 0 ? 'under way' : 'planned';
}

function contained(stand: Stand): Told {
  const { entries, plans, folder } = stand;
  const stateOf = (state: PlanState): Plan | undefined =>
    plans.findLast((plan) => planState(entries, plan) === state);
  const done = stateOf('done');
  if (done) {
    const last = lastOf(stand, 'step', ({ plan }) => plan === done.id);
    return { done: true, at: last?.at ?? null, says: `Done: ${done.title}.`, commands: [] };
  }
  const chosen = stateOf('under way') ?? stateOf('failed') ?? stateOf('approved');
  if (chosen) {
    const by = lastOf(stand, 'approved', ({ plan }) => plan === chosen.id)?.event.by ?? 'NAME';
    return yet(`${chosen.title}: approved by ${by}, and to be done on the host.`, [
      `nightlatch contain apply ${chosen.id} --approve ${chosen.id} --by ${word(by)} --case ${word(folder)}`,
    ]);
  }
  if (plans.length > 0)
    return yet('An operator approves one of the plans below; it is then done on the host.', []);
  return yet(
    'Plans say what each step does to evidence and to live sessions, and change nothing.',
    [`nightlatch contain plan ${word(folder)}`],
  );
}

/**
 * New connections are told by the last look; that no old session lives on by the last that could tell: what was gone
 * does not come back, and a look without the owner's credential lists no sessions.
 */
function verified(stand: Stand, contain: Told): Told {
  const commands = [`nightlatch contain verify ${word(stand.folder)}`];
  const since = contain.at ?? '';
  const looks = stand.entries.filter(({ event, at }) => event.kind === 'verified' && at >= since);
  const last = looks.at(-1);
  const verdicts = eventsOf(looks, 'verified');
  if (!last)
    return yet(
      'Two verdicts, from where the stranger came: no new connection gets in, no old session lives on. Name each door with --door; --user and NIGHTLATCH_PASSWORD let it list the sessions, with the new password where there is one.',
      commands,
    );
  const isShut = verdicts.at(-1)?.newConnections.held === true;
  const told = verdicts.findLast(({ oldSessions }) => oldSessions.held !== null);
  const done = isShut && told?.oldSessions.held === true && contain.done;
  const says = done
    ? 'No new connection gets in, and no old session lives on.'
    : 'It does not hold, or could not be told: both verdicts stand under “Is it shut?”.';
  return { done, at: last.at, says, commands: done ? [] : commands };
}

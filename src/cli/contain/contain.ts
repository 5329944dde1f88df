/** `nightlatch contain`: shut it, with a person's approval, and prove it. */
import { AskError } from '../../incident/ask/asker.ts';
import { eventsOf, readCase } from '../../incident/case/case.ts';
import { applyPlan, planStatus, undoPlan, type PlanStatus } from '../../incident/contain/apply.ts';
import { makePlans } from '../../incident/contain/plan.ts';
import { noteFor } from '../../incident/contain/recipes.ts';
import { UsageError } from '../../model/errors.ts';
import { forJson, forTerminal } from '../../report/escape.ts';
import { parseTarget } from '../../scope/parse-target.ts';
import { accessTo, type AccessOptions } from '../case/access.ts';
import { folderOf } from '../case/folder.ts';
import { EXIT } from '../exit.ts';
import { say } from '../terminal.ts';
import { groupFor, type GroupOptions } from './group.ts';
import { caseOfPlan, meansOf, type ApplyOptions } from './means.ts';
import { INTRODUCTION, planWords } from './plan-words.ts';

const SECONDS_A_MINUTE = 60;

export interface PlanOptions extends AccessOptions, GroupOptions {
  readonly allow: string[];
  readonly minutes?: string;
  readonly usersFile?: string;
  readonly format: string;
}

/** In the one form that nft, iptables and ss all take: `::ffff:10.0.0.1` is 10.0.0.1/32. */
export function networksOf(allow: readonly string[]): string[] {
  return allow.map((each) => {
    const { subject, ports, path } = parseTarget(each);
    if (subject.kind !== 'range' || ports !== null || path !== undefined)
      throw new UsageError(`--allow ${JSON.stringify(each)}: takes an address or a CIDR`);
    return `${subject.first}/${subject.prefix}`;
  });
}

function secondsOf(minutes: string | undefined): number {
  if (minutes === undefined) return 0;
  const value = Number(minutes);
  if (!Number.isInteger(value) || value < 1) throw new UsageError('--minutes takes a whole number');
  return value * SECONDS_A_MINUTE;
}

export async function containPlan(word: string, options: PlanOptions): Promise<number> {
  return await told(plan(word, options), 'nothing is planned');
}

async function plan(word: string, options: PlanOptions): Promise<void> {
  const found = readCase(folderOf(word));
  const access = accessTo(found, options);
  const plans = makePlans(found, {
    access,
    allow: networksOf(options.allow),
    seconds: secondsOf(options.minutes),
    usersFile: options.usersFile ?? null,
    group: await groupFor(access.port, options),
  });
  const text = options.format === 'json' ? `${forJson(plans)}\n` : plans.map(planWords).join('\n');
  process.stdout.write(text);
  if (options.format !== 'json') say(INTRODUCTION);
  const note = noteFor(access.product);
  if (note !== undefined) say(`${note}.`);
  const isTaken = eventsOf(found.entries, 'snapshot').some(({ complete }) => complete);
  if (!isTaken) say('No snapshot is taken yet; without one nothing is applied.');
}

/** Why a step could not be done is for the operator, and no bug of ours. */
async function told(work: Promise<void>, so = 'the journal says how far it came'): Promise<number> {
  try {
    await work;
    return EXIT.clean;
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    say(`nightlatch: it could not be done (${forTerminal(error.message)}); ${so}.`);
    return EXIT.couldNotLook;
  }
}

export async function containApply(id: string, options: ApplyOptions): Promise<number> {
  const folder = caseOfPlan(id, options);
  const { approve = '', by = '', withoutSnapshot } = options;
  return await told(
    applyPlan(folder, id, { approve, by, withoutSnapshot }, meansOf(folder, id, options)),
  );
}

export async function containUndo(id: string, options: ApplyOptions): Promise<number> {
  const folder = caseOfPlan(id, options);
  return await told(undoPlan(folder, id, meansOf(folder, id, options)));
}

const DOORS: Readonly<Record<PlanStatus['door'], string>> = {
  old: 'OLD STATE: the door is as it was before the plan',
  new: 'NEW STATE: the door is shut by the plan',
  unknown: 'UNKNOWN: the store or the host did not say',
};

/** After a crash above all: what is in force, and where it stopped. */
export async function containStatus(id: string, options: ApplyOptions): Promise<number> {
  const folder = caseOfPlan(id, options);
  const { door, steps, stoppedAt } = await planStatus(folder, id, meansOf(folder, id, options));
  const lines = [
    DOORS[door],
    ...steps.map(
      ({ id: step, title, state, says }) =>
        `  ${step}: ${title}: ${state ?? 'not begun'}${says && `; ${forTerminal(says)}`}`,
    ),
  ];
  if (stoppedAt !== null)
    lines.push(
      `It stopped at ${stoppedAt}. On:   nightlatch contain apply ${id} --approve ${id} --by NAME`,
      `Back: nightlatch contain undo ${id}`,
    );
  process.stdout.write(`${lines.join('\n')}\n`);
  return EXIT.clean;
}

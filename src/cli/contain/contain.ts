/** `nightlatch contain`: shut it, with a person's approval, and prove it. */
import { spawn } from 'node:child_process';
import { hostname } from 'node:os';
import { AskError } from '../../incident/ask/asker.ts';
import { eventsOf, journalOf, readCase } from '../../incident/case/case.ts';
import { applyPlan, undoPlan, type Means } from '../../incident/contain/apply.ts';
import { makePassword } from '../../incident/contain/password.ts';
import { folderOfPlan, makePlans, readPlan, type Plan } from '../../incident/contain/plan.ts';
import { verifyContainment } from '../../incident/contain/verify.ts';
import { UsageError } from '../../model/errors.ts';
import { forJson, forTerminal } from '../../report/escape.ts';
import { parseTarget } from '../../scope/parse-target.ts';
import { accessTo, type AccessOptions } from '../case/access.ts';
import { casesFolder, folderOf } from '../case/folder.ts';
import { EXIT } from '../exit.ts';
import { say } from '../terminal.ts';

const MOST_OUTPUT = 64 * 1024 * 1024;
const SECONDS_A_MINUTE = 60;

export interface PlanOptions extends AccessOptions {
  readonly allow: string[];
  readonly minutes?: string;
  readonly usersFile?: string;
  readonly format: string;
}

export interface ApplyOptions extends AccessOptions {
  readonly case?: string;
  readonly approve?: string;
  readonly by?: string;
  readonly withoutSnapshot?: string;
}

export interface VerifyOptions extends AccessOptions {
  readonly door: string[];
  readonly vantage?: string;
}

async function runHere(argv: readonly string[], input = ''): Promise<string> {
  const [program = '', ...rest] = argv;
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MOST_OUTPUT) chunks.push(chunk);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new AskError(`${program} ended with ${code}`);
  return Buffer.concat(chunks).toString('utf8');
}

function networksOf(allow: readonly string[]): string[] {
  for (const each of allow) {
    if (parseTarget(each).subject.kind !== 'range')
      throw new UsageError(`--allow ${JSON.stringify(each)}: takes an address or a CIDR`);
  }
  return [...allow];
}

function secondsOf(minutes: string | undefined): number {
  if (minutes === undefined) return 0;
  const value = Number(minutes);
  if (!Number.isInteger(value) || value < 1) throw new UsageError('--minutes takes a whole number');
  return value * SECONDS_A_MINUTE;
}

export function containPlan(word: string, options: PlanOptions): number {
  const found = readCase(folderOf(word));
  const plans = makePlans(found, {
    access: accessTo(found, options),
    allow: networksOf(options.allow),
    seconds: secondsOf(options.minutes),
    usersFile: options.usersFile ?? null,
  });
  const text = options.format === 'json' ? `${forJson(plans)}\n` : plans.map(wordsOf).join('\n');
  process.stdout.write(text);
  const isTaken = eventsOf(found.entries, 'snapshot').some(({ complete }) => complete);
  if (!isTaken) say('No snapshot is taken yet; without one nothing is applied.');
  return EXIT.clean;
}

function wordsOf({ id, title, layer, seconds, steps }: Plan): string {
  const lines = [
    `${id}  ${title} (${layer}${seconds > 0 ? `, lifts itself after ${seconds} s` : ''})`,
  ];
  for (const step of steps) {
    lines.push(`  ${step.id}: ${step.title}`);
    lines.push(
      ...step.command
        .flatMap((each) => each.split('\n'))
        .map((each) => `      ${forTerminal(each)}`),
    );
    lines.push(`    evidence:  ${step.evidence}`, `    sessions:  ${step.sessions}`);
    lines.push(
      `    back:      ${forTerminal(step.rollback.join('; ') || 'what ended does not come back')}`,
    );
    lines.push(`    verified:  ${step.verification}`);
  }
  return `${lines.join('\n')}\n`;
}

function meansOf(folder: string, id: string, options: ApplyOptions): Means {
  const { found, plan } = readPlan(folder, id);
  const target = plan.address.includes(':')
    ? `[${plan.address}]:${plan.port}`
    : `${plan.address}:${plan.port}`;
  const access = accessTo(found, { ...options, target, product: plan.product });
  const { NIGHTLATCH_NEW_PASSWORD } = process.env;
  const given =
    NIGHTLATCH_NEW_PASSWORD === undefined || NIGHTLATCH_NEW_PASSWORD === ''
      ? undefined
      : NIGHTLATCH_NEW_PASSWORD;
  if (given !== undefined && !/^[\w-]{16,128}$/.test(given))
    throw new UsageError('NIGHTLATCH_NEW_PASSWORD takes 16 to 128 letters, digits, - and _');
  return {
    access,
    run: runHere,
    password: given ?? makePassword(),
    show: (password) => {
      if (given === undefined)
        process.stdout.write(`The password, shown once and stored nowhere: ${password}\n`);
    },
  };
}

function caseOfPlan(id: string, options: ApplyOptions): string {
  const folder =
    options.case === undefined ? folderOfPlan(casesFolder(), id) : folderOf(options.case);
  if (folder === undefined)
    throw new UsageError(`no case of this machine has a plan ${JSON.stringify(id)}`);
  return folder;
}

/** Why a step could not be done is for the operator, and no bug of ours. */
async function told(work: Promise<void>): Promise<number> {
  try {
    await work;
    return EXIT.clean;
  } catch (error) {
    if (!(error instanceof AskError)) throw error;
    say(
      `nightlatch: it could not be done (${forTerminal(error.message)}); the journal says how far it came.`,
    );
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

export async function containVerify(word: string, options: VerifyOptions): Promise<number> {
  const found = readCase(folderOf(word));
  const owner = accessTo(found, options);
  const places = options.door.length > 0 ? options.door : [undefined];
  const doors = places.map((target) =>
    accessTo(found, { ...options, ...(target !== undefined && { target }) }),
  );
  const done = found.entries.findLast(
    ({ event }) => event.kind === 'step' && event.state === 'done',
  );
  const since = new Date(done?.at ?? Date.now());
  const verified = await verifyContainment({
    owner,
    doors,
    vantage: options.vantage ?? hostname(),
    since,
  });
  journalOf(found.folder).add(verified);
  const verdicts = {
    'no new connection': verified.newConnections,
    'no old session': verified.oldSessions,
  };
  for (const [name, { held, evidence }] of Object.entries(verdicts)) {
    process.stdout.write(
      `${name}: ${held === null ? 'could not be told' : held ? 'holds' : 'does not hold'}\n`,
    );
    for (const line of evidence) process.stdout.write(`  ${forTerminal(line)}\n`);
  }
  return Object.values(verdicts).every(({ held }) => held === true) ? EXIT.clean : EXIT.findings;
}

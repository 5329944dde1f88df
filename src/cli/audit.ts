import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runAudit, type AuditResult } from '../audit/run.ts';
import { Memory } from '../audit/memory.ts';
import { Tally } from '../audit/tally.ts';
import { SEVERITIES } from '../model/verdict.ts';
import { jsonLine, type ReportOptions } from '../report/index.ts';
import { rules } from '../rules/index.ts';
import { readAuditOptions, type AuditOptions, type RawAuditOptions } from './audit-options.ts';
import { planOf } from './audit-plan.ts';
import { readWanted, type Wanted } from './audit-scope.ts';
import { EXIT } from './exit.ts';
import { openOutputs, print, writeReports, type OutputList } from './outputs.ts';
import { printPlan } from './plan.ts';
import { openSave } from './save.ts';
import { stateFolder } from './state-folder.ts';
import { readSubmission, submit } from './submit.ts';
import { columns, say, showProgress, wantsColor } from './terminal.ts';

export async function audit(
  words: readonly string[],
  raw: RawAuditOptions,
  list: OutputList,
): Promise<number> {
  const options = await readAuditOptions(raw, list);
  // Refused and silent ports are errors by the hundred thousand; their stacks would cost a sixth of the time.
  if (!raw.verbose) Error.stackTraceLimit = 0;
  // What a look leaves behind is garbage at once: a heap that grows slowly keeps to half the memory.
  setFlagsFromString('--heap-growing-percent=40');
  const submission = await readSubmission(raw);
  const wanted = await readWanted(words, options, new Date());
  if (raw.plan) return printPlan(wanted, options);
  const outputs = openOutputs(options.outputs);
  const save = raw.save === undefined ? undefined : openSave(raw.save);
  const lines = outputs.filter(({ format }) => format === 'jsonl');
  const interrupt = stopOnInterrupt();
  const tally = new Tally();
  tally.blindSpots.push(...wanted.blindSpots);
  if (wanted.nothingNamed) tally.gaps.add('the lists of targets', 'they name nothing to ask');
  const memory = new Memory(stateFolder(), () => new Date());
  const hide = showProgress(() => progress(tally, wanted), raw.quiet === true);

  using result = await runAudit(
    planOf(wanted, options, {
      id: randomUUID(),
      tally,
      memory,
      signal: interrupt.signal,
      onObservation: (observation) => {
        const line = lines.length > 0 ? jsonLine(observation) : '';
        for (const { sink } of lines) {
          if (sink) sink.write(line);
          else void print(line);
        }
      },
    }),
  );
  hide();
  rememberOrSay(memory);
  save?.write(result.view, options);
  await writeReports(outputs, result.view, reportOptions(options));
  const isTaken = !submission || (await submit(submission, result.view, reportOptions(options)));
  interrupt.done();
  if (!isTaken) return EXIT.couldNotLook;
  return exitCode(result, options, interrupt.signal.aborted);
}

function reportOptions({ raw }: AuditOptions): ReportOptions {
  return {
    color: wantsColor(process.stdout),
    width: columns(process.stdout),
    verbose: raw.verbose === true,
    rules,
  };
}

/** The first Ctrl-C stops the looking and leads to the report; a second one ends the process at once. */
function stopOnInterrupt(): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    controller.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    done: () => {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

function progress(
  tally: Tally,
  wanted: Wanted,
): Parameters<typeof showProgress>[0] extends () => infer S ? S : never {
  return {
    done: tally.endpoints,
    total: wanted.endpoints || null,
    answered: tally.answered,
    open: tally.open,
    secondsLeft: null,
  };
}

function exitCode(
  { view, tally, severities }: AuditResult,
  options: AuditOptions,
  interrupted: boolean,
): number {
  if (interrupted) return EXIT.interrupted;
  if (tally.answered + tally.refused === 0 && somethingWasWanted(tally)) return EXIT.couldNotLook;
  const limit = options.failOn === 'none' ? -1 : SEVERITIES.indexOf(options.failOn);
  const bad = SEVERITIES.slice(0, limit + 1).some((severity) => severities.has(severity));
  const unknown =
    options.failOnUnknown && (tally.unknownAccess > 0 || view.coverage.gaps.length > 0);
  return bad || unknown ? EXIT.findings : EXIT.clean;
}

function somethingWasWanted(tally: Tally): boolean {
  return tally.silent > 0 || tally.gaps.list().length > 0 || tally.outOfScope.list().length > 0;
}

function rememberOrSay(memory: Memory): void {
  try {
    memory.save();
  } catch {
    say(`What was asked politely could not be remembered: ${stateFolder()} cannot be written to.`);
  }
}

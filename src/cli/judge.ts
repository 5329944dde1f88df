/** `nightlatch judge DIR`: the same verdicts again, without a network. The folder is hostile input. */
import { Judging } from '../audit/judging.ts';
import { Tally } from '../audit/tally.ts';
import { UsageError } from '../model/errors.ts';
import { SEVERITIES } from '../model/verdict.ts';
import type { RunView } from '../model/run.ts';
import { jsonLine } from '../report/index.ts';
import { rules } from '../rules/index.ts';
import { EXIT } from './exit.ts';
import { openOutputs, print, writeReports, type OutputList } from './outputs.ts';
import { readSaved, savedObservations, type Saved } from './saved.ts';
import { columns, wantsColor } from './terminal.ts';

export interface JudgeOptions {
  readonly asOf?: string;
  readonly failOn?: string;
  readonly failOnUnknown?: boolean;
  readonly verbose?: boolean;
}

export async function judge(
  folder: string,
  options: JudgeOptions,
  list: OutputList,
): Promise<number> {
  const failOn = severityLimit(options.failOn ?? 'high');
  const outputs = openOutputs(list.list());
  const saved = readSaved(folder);
  const asOf = options.asOf === undefined ? new Date(saved.run.finished) : dateOf(options.asOf);
  const tally = new Tally();
  using judging = new Judging(
    { policy: saved.policy, asOf, accounts: saved.accounts },
    saved.vantage ?? undefined,
    tally,
  );
  const lines = outputs.filter(({ format }) => format === 'jsonl');
  for (const observation of savedObservations(folder)) {
    judging.take(observation);
    for (const { sink } of lines) {
      if (sink) sink.write(jsonLine(observation));
      else await print(jsonLine(observation));
    }
  }
  judging.finish();

  await writeReports(outputs, viewOf(saved, judging, tally), {
    color: wantsColor(process.stdout),
    width: columns(process.stdout),
    verbose: options.verbose === true,
    rules,
  });
  const severities = judging.severities();
  const bad = SEVERITIES.slice(0, failOn).some((severity) => severities.has(severity));
  return bad || (options.failOnUnknown === true && tally.unknownAccess > 0)
    ? EXIT.findings
    : EXIT.clean;
}

/** What was seen and missed is as it was saved; what is counted of the verdicts is counted anew. */
function viewOf({ run, scope, coverage }: Saved, judging: Judging, tally: Tally): RunView {
  return {
    run,
    scope,
    coverage: { ...coverage, byAccess: tally.byAccess, unknownRules: tally.unknownRules },
    observations: judging.observations,
    findings: judging.findings,
    findingCount: judging.count,
  };
}

export function severityLimit(text: string): number {
  if (text === 'none') return 0;
  const at = SEVERITIES.findIndex((severity) => severity === text && severity !== 'info');
  if (at === -1)
    throw new UsageError(
      `--fail-on ${JSON.stringify(text)}: choose from critical, high, medium, low, none`,
    );
  return at + 1;
}

function dateOf(text: string): Date {
  const date = text === 'now' ? new Date() : new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`--as-of ${JSON.stringify(text)}: takes "now" or a day, YYYY-MM-DD`);
  return date;
}

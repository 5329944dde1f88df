/** What of the findings is left once exceptions and a baseline are taken away; pure. */
import type { ExceptionEntry, LineException } from '../model/exception.ts';
import type { Finding } from '../model/finding.ts';

export interface Accepted {
  readonly left: readonly Finding[];
  /** Told, since what is accepted is still there. */
  readonly accepted: readonly { readonly finding: Finding; readonly until: string }[];
  /** Findings whose exception has run out; they fail whatever their severity. */
  readonly expired: readonly { readonly finding: Finding; readonly until: string }[];
  /** Known from the baseline. */
  readonly known: number;
}

export interface Exceptions {
  readonly inFiles: readonly LineException[];
  readonly inConfig: readonly ExceptionEntry[];
  readonly baseline: ReadonlySet<string>;
}

export function sieve(findings: Iterable<Finding>, exceptions: Exceptions, asOf: Date): Accepted {
  const today = asOf.toISOString().slice(0, 10);
  const left: Finding[] = [];
  const accepted: { finding: Finding; until: string }[] = [];
  const expired: { finding: Finding; until: string }[] = [];
  let known = 0;
  for (const finding of findings) {
    const until = untilOf(finding, exceptions);
    // The last day still counts.
    if (until !== undefined && until >= today) accepted.push({ finding, until });
    else if (until === undefined && exceptions.baseline.has(finding.id)) known += 1;
    else {
      left.push(finding);
      if (until !== undefined) expired.push({ finding, until });
    }
  }
  return { left, accepted, expired, known };
}

/** The latest day of all exceptions that fit. */
function untilOf(finding: Finding, { inFiles, inConfig }: Exceptions): string | undefined {
  const { rule, where, asset, changes = [] } = finding;
  const lines = [where, ...changes].map(({ file, line }) => `${file}:${line}`);
  const days = [
    ...inFiles.filter((each) => each.rule === rule && lines.includes(`${each.file}:${each.line}`)),
    ...inConfig.filter(
      (each) => each.rule === rule && (each.where === asset || each.where === where.file),
    ),
  ].map(({ until }) => until);
  return days.toSorted().at(-1);
}

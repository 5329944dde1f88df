import type { RunView } from '../model/run.ts';
import { occurring, type FindingSummary } from './summary.ts';
import { count, elapsed, fromVantage, number } from './words.ts';

/** The sentences at the top of every report for people, as plain text. */

export function lookedAt({ run, coverage }: RunView): string {
  const { endpoints } = coverage;
  return `${count(endpoints, 'endpoint')}, seen ${fromVantage(run.vantage)}, in ${elapsed(run)}`;
}

/** A look at files, which asked nothing. */
function isOfFiles({ run }: Pick<RunView, 'run'>): boolean {
  return run.vantage === 'files';
}

export function answeredCount({ coverage }: RunView): number {
  return Object.values(coverage.byAccess).reduce((sum, some) => sum + some, 0);
}

/** `3 findings: 1 critical, 2 high`; for none, what that does and does not mean. */
export function verdictLine(view: RunView, summary: FindingSummary): string {
  if (summary.total > 0) {
    const each = occurring(summary.bySeverity).map(([severity, n]) => `${number(n)} ${severity}`);
    return `${count(summary.total, 'finding')}: ${each.join(', ')}`;
  }
  if (answeredCount(view) > 0) return 'No findings';
  return isOfFiles(view)
    ? 'Nothing in these files opens a port that Nightlatch knows'
    : 'Nothing answered, so nothing was judged';
}

/** What keeps the verdict from being the whole truth, one sentence each; empty where the look was complete. */
export function caveats({ run, scope, coverage }: RunView): string[] {
  const unknown = coverage.byAccess['unknown'] ?? 0;
  const sentences: string[] = [];
  if (run.interrupted) sentences.push('The run was interrupted: this is what was known by then.');
  if (unknown > 0) {
    sentences.push(
      `${count(unknown, 'endpoint')} ${isOfFiles({ run }) ? 'of these files' : 'answered but'} could not be told. Unknown is never a pass.`,
    );
  }
  if (coverage.gaps.length > 0) {
    sentences.push(`${count(coverage.gaps.length, 'gap')}: not everything could be looked at.`);
  }
  if (scope.refused.length > 0) {
    sentences.push(
      `${count(scope.refused.length, 'target')} refused: out of scope, and nothing was sent there.`,
    );
  }
  if (coverage.undeclaredRequests > 0) {
    sentences.push(
      `${count(coverage.undeclaredRequests, 'request')} held back because no service declares it. Please report this as a bug in Nightlatch.`,
    );
  }
  return sentences;
}

/** Where the endpoints went: each number of the coverage once. */
export function totals(view: RunView): string {
  const { endpoints, connections, refused, silent } = view.coverage;
  if (isOfFiles(view)) return `${count(endpoints, 'endpoint')} that these files open.`;
  const answered = number(answeredCount(view));
  return `${count(endpoints, 'endpoint')} over ${count(connections, 'connection')}: ${answered} answered, ${number(refused)} refused the connection, ${number(silent)} stayed silent.`;
}

/** `2 open, 1 protected`, in the order of the design's table. */
export function accessLine(byAccess: Readonly<Record<string, number>>, order: readonly string[]) {
  const known = order.filter((access) => (byAccess[access] ?? 0) > 0);
  return known.map((access) => `${number(byAccess[access] ?? 0)} ${access}`).join(', ');
}

import type { Notification, PhysicalLocation, Result, ToolComponent } from 'sarif';
import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import type { Gap, RunView } from '../model/run.ts';
import type { Severity } from '../model/verdict.ts';
import { forJson, forSarif } from './escape.ts';
import { gapLines } from './gaps.ts';
import type { ReportOptions } from './options.ts';
import { HitRules } from './sarif-rules.ts';
import { Tally } from './tally.ts';
import { count, number, place, placeOf } from './words.ts';

/** GitHub refuses a run with more results, and shows fewer. Findings come worst first, so the rest is the mildest. */
const RESULTS_MAX = 25_000;
const RESULTS_SHOWN = 5000;

const NOTIFICATIONS_MAX = 200;
const EXAMPLES_MAX = 3;

const LEVEL: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};

/** SARIF 2.1.0, in the shape that GitHub code scanning takes. One line a result. */
export function* sarif(view: RunView, { rules }: Pick<ReportOptions, 'rules'>): Generator<string> {
  const hit = new HitRules();
  let total = 0;
  for (const finding of view.findings) {
    if (total < RESULTS_MAX) hit.add(finding);
    total++;
  }
  const driver: ToolComponent = {
    name: 'Nightlatch',
    version: view.run.version,
    rules: hit.descriptors(rules),
  };

  yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{\n';
  yield `"tool":${forJson({ driver })},\n`;
  yield `"automationDetails":${forJson({ id: `nightlatch/${view.run.id}` })},\n`;
  yield* invocations(view, total);
  yield '"results":[';
  let index = 0;
  for (const finding of view.findings) {
    if (index >= RESULTS_MAX) break;
    yield `${index === 0 ? '\n' : ',\n'}${forJson(result(finding, hit))}`;
    index++;
  }
  yield ']}]}\n';
}

function result(finding: Finding, hit: HitRules): Result {
  const { id, rule, severity, title, why, remedy, score, where, asset } = finding;
  return {
    ruleId: rule,
    ruleIndex: hit.indexOf(rule),
    level: LEVEL[severity],
    rank: Math.min(100, Math.max(0, score.value)),
    message: { text: forSarif(`${title} at ${place(where)}. ${why} ${remedy}`) },
    locations: [
      {
        physicalLocation: physicalLocation(finding),
        logicalLocations: [
          { fullyQualifiedName: forSarif(asset), name: forSarif(place(where)), kind: 'resource' },
        ],
      },
    ],
    partialFingerprints: { 'nightlatch/finding/1': id, primaryLocationLineHash: id },
    properties: { severity, ...(finding.cvss !== undefined && { cvss: finding.cvss }) },
  };
}

/** The line to change, where a file brought it about: GitHub shows the result in the diff there. */
function physicalLocation({ where, changes = [] }: Finding): PhysicalLocation {
  const { file, line, column } = where;
  const isLine = file !== undefined && line !== undefined;
  const until = changes.find((each) => each.file === file && each.line === line)?.until;
  const end = until === undefined ? {} : { endColumn: until };
  const region = isLine ? { startLine: line, startColumn: column ?? 1, ...end } : { startLine: 1 };
  return { artifactLocation: { uri: uriOf(where) }, region };
}

/** Not a file, but GitHub wants one: a path that stays the same over runs and holds nothing but harmless signs. */
function uriOf({ host, address, port, file }: Finding['where']): string {
  if (file !== undefined) return encodeURI(file.replace(/^(?:\.\/)+/, ''));
  const name = (host ?? address).slice(0, 253).replaceAll(/[^\w.-]/g, '-');
  return `nightlatch/${name}_${port}`;
}

function* invocations(view: RunView, total: number): Generator<string> {
  const { run } = view;
  const facts = {
    executionSuccessful: !run.interrupted,
    startTimeUtc: run.started,
    endTimeUtc: run.finished,
    properties: { run: run.id, vantage: run.vantage },
  };
  yield `"invocations":[${forJson(facts).slice(0, -1)},"toolExecutionNotifications":[`;
  let separator = '\n';
  for (const notification of notifications(view, total)) {
    yield separator + forJson(notification);
    separator = ',\n';
  }
  yield ']}],\n';
}

/** Everything that keeps the results from being the whole truth. */
function* notifications(view: RunView, total: number): Generator<Notification> {
  const { coverage, scope, run } = view;
  if (run.interrupted) yield warning('The run was interrupted: this is what was known by then.');
  if (total > RESULTS_MAX) {
    const left = number(total - RESULTS_MAX);
    yield warning(
      `${count(total, 'finding')}: the worst ${number(RESULTS_MAX)} are here, ${left} are left out because GitHub takes no more. The JSON document has them all.`,
    );
  }
  if (total > RESULTS_SHOWN) {
    yield warning(`GitHub shows no more than the worst ${number(RESULTS_SHOWN)} results.`);
  }
  yield* gapNotifications(coverage.gaps, 'could not be looked at');
  yield* gapNotifications(scope.refused, 'out of scope, nothing was sent');
  for (const [rule, times] of Object.entries(coverage.unknownRules)) {
    yield {
      ...warning(`${rule} could not tell for ${count(times, 'endpoint')}.`),
      associatedRule: { id: rule },
    };
  }
  yield* unknownLooks(view.observations);
  for (const spot of coverage.blindSpots) yield { ...warning(spot), level: 'note' };
}

function* gapNotifications(gaps: readonly Gap[], kind: string): Generator<Notification> {
  for (const { who, reason } of gapLines(gaps, NOTIFICATIONS_MAX)) {
    yield warning(`${who} ${kind}: ${reason}`);
  }
}

function* unknownLooks(observations: Iterable<Observation>): Generator<Notification> {
  const reasons = new Tally<string>(NOTIFICATIONS_MAX, EXAMPLES_MAX);
  for (const look of observations) {
    if (look.access === 'unknown') reasons.add(look.reason, placeOf(look));
  }
  for (const group of reasons.ranked()) {
    const examples = group.examples.join(', ');
    yield warning(`Unknown at ${count(group.count, 'endpoint')} (${examples}): ${group.key}`);
  }
  if (reasons.others > 0) {
    yield warning(`Unknown at ${count(reasons.others, 'endpoint')} for other reasons.`);
  }
}

function warning(text: string): Notification {
  return { level: 'warning', message: { text: forSarif(text) } };
}

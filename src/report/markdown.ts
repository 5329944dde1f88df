import { Access } from '../model/access.ts';
import type { Gap, RunView } from '../model/run.ts';
import {
  ACCESS_MEANS,
  letsIn,
  takeCensus,
  tellings,
  type Census,
  type Standing,
  type Telling,
} from './census.ts';
import { details } from './details.ts';
import { cellsOf, DATA_MAP_HEADINGS, vantageOf } from './data-map.ts';
import { forMarkdown } from './escape.ts';
import { holdsLine } from './inside.ts';
import { gapLines } from './gaps.ts';
import { accessLine, caveats, lookedAt, totals, verdictLine } from './headline.ts';
import type { ReportOptions } from './options.ts';
import { proseForMarkdown } from './prose.ts';
import { occurring, summarise, type FindingSummary, type ManyBlock } from './summary.ts';
import {
  count,
  listener,
  moment,
  number,
  ownerOf,
  place,
  placeOf,
  software,
  versionOf,
} from './words.ts';

const SHOWN = 50;

/** GitHub-flavoured Markdown, for an issue or a wiki. What a server or a saved file could say stands in code spans. */
export function* markdown(
  view: RunView,
  { verbose }: Pick<ReportOptions, 'verbose'>,
): Generator<string> {
  const summary = summarise(view.findings);
  const census = takeCensus(view.observations, summary, SHOWN, vantageOf(view));

  yield '# Nightlatch report\n\n';
  yield `**${proseForMarkdown(`${verdictLine(view, summary)}.`)}**\n\n`;
  yield `${proseForMarkdown(`${lookedAt(view)}.`)} Started ${forMarkdown(moment(view.run.started))}, version ${forMarkdown(view.run.version)}, run ${forMarkdown(view.run.id)}.\n`;
  for (const caveat of caveats(view)) yield `\n> ${proseForMarkdown(caveat)}\n`;

  yield* findings(summary, census, verbose);
  yield* dataMap(census);
  yield* standing(census, 'let-in', 'Lets anyone in, and no rule objects');
  yield* standing(census, 'shut', 'Shut');
  yield* standing(census, 'undecided', 'Not proven either way');
  yield* standing(census, 'unknown', 'Could not tell');
  yield* notSeen(view, census);
  yield* coverage(view);
}

function* findings(summary: FindingSummary, census: Census, verbose: boolean): Generator<string> {
  if (summary.total === 0) return;
  yield '\n## Findings\n';
  for (const block of summary.blocks) {
    if (block.kind === 'many') {
      yield* many(block);
      continue;
    }
    const names = block.names.slice(0, 3).map(forMarkdown);
    yield `\n### ${[forMarkdown(block.host), ...names].join(' ')}\n`;
    for (const told of tellings(block, census)) yield* one(told, verbose);
  }
}

function* one({ finding, look, isFirst }: Telling, verbose: boolean): Generator<string> {
  const version = look === undefined ? '' : versionOf(look);
  const suffix = version === '' ? '' : ` (${forMarkdown(version)})`;
  yield `\n#### ${finding.severity.toUpperCase()} · ${proseForMarkdown(finding.title)}${suffix}\n\n`;
  const where = [place(finding.where), listener(finding.where, ownerOf(look))].filter(Boolean);
  yield `- Where: ${forMarkdown(where.join(', '))}\n`;
  yield `- Why: ${proseForMarkdown(finding.why)}\n`;
  yield `- Do: ${proseForMarkdown(finding.remedy)}\n`;
  yield `- Rule: ${forMarkdown(finding.rule)}\n`;
  if (look === undefined || !isFirst) return;
  const holds = holdsLine(look);
  if (holds !== '') yield `- Data: ${forMarkdown(holds)}\n`;
  for (const { label, lines } of details(look)) {
    const isShown = verbose || (label === 'Proof' && letsIn(look));
    if (isShown) yield `- ${label}: ${lines.map(forMarkdown).join(', ')}\n`;
  }
}

function* many(block: ManyBlock): Generator<string> {
  const { worst, examples, bySeverity } = block;
  const each = occurring(bySeverity).map(([severity, n]) => `${number(n)} ${severity}`);
  yield `\n### ${count(block.count, 'endpoint')} with the same finding\n`;
  yield `\n#### ${worst.severity.toUpperCase()} · ${proseForMarkdown(worst.title)}\n\n`;
  yield `- Where: ${examples.map((where) => forMarkdown(place(where))).join(', ')} and ${number(block.count - examples.length)} more (${each.join(', ')})\n`;
  yield `- Why: ${proseForMarkdown(worst.why)}\n`;
  yield `- Do: ${proseForMarkdown(worst.remedy)}\n`;
  yield `- Rule: ${forMarkdown(worst.rule)}\n`;
}

function* dataMap({ dataMap: map }: Census): Generator<string> {
  if (map.total === 0) return;
  yield `\n## Data (${number(map.total)})\n\n| ${DATA_MAP_HEADINGS.join(' | ')} |\n`;
  yield `|${' --- |'.repeat(DATA_MAP_HEADINGS.length)}\n`;
  for (const row of map.rows) {
    const [data, store, ...kept] = cellsOf(row).map(({ text }) => text);
    yield `| ${[data, store].map((text = '') => forMarkdown(text)).join(' | ')} | ${kept.join(' | ')} |\n`;
  }
  const rest = map.total - map.rows.length;
  if (rest > 0) yield `\nAnd ${number(rest)} more.\n`;
}

function* standing(census: Census, which: Standing, title: string): Generator<string> {
  const { first, rest } = census.standings[which];
  if (first.length === 0) return;
  yield `\n## ${title} (${number(first.length + rest.total)})\n\n`;
  yield '| Endpoint | Product | Access | Why |\n| --- | --- | --- | --- |\n';
  for (const look of first) {
    const told = which === 'shut' ? ACCESS_MEANS[look.access] : forMarkdown(look.reason);
    yield `| ${forMarkdown(placeOf(look))} | ${forMarkdown(software(look))} | ${look.access} | ${told} |\n`;
  }
  if (rest.total === 0) return;
  const groups = rest.ranked().slice(0, SHOWN);
  yield `\nAnd ${number(rest.total)} more: ${groups.map((group) => `${number(group.count)} ${forMarkdown(group.key)}`).join(', ')}.\n`;
}

function* notSeen({ coverage: seen, scope }: RunView, census: Census): Generator<string> {
  const lines = [
    ...gapItems(seen.gaps, 'could not be looked at'),
    ...gapItems(scope.refused, 'is out of scope'),
    ...Object.entries(seen.unknownRules).map(
      ([rule, times]) => `${forMarkdown(rule)} could not tell for ${count(times, 'endpoint')}`,
    ),
    ...census.notAsked
      .ranked()
      .slice(0, SHOWN)
      .map(
        ({ key, count: times }) => `${forMarkdown(key)} not asked (${count(times, 'endpoint')})`,
      ),
    ...seen.blindSpots.map(proseForMarkdown),
  ];
  if (lines.length === 0) return;
  yield '\n## Not seen\n\n';
  for (const line of lines) yield `- ${line}\n`;
}

function gapItems(gaps: readonly Gap[], kind: string): string[] {
  return gapLines(gaps, SHOWN).map(
    ({ who, reason }) => `${forMarkdown(who)} ${kind}: ${forMarkdown(reason)}`,
  );
}

function* coverage(view: RunView): Generator<string> {
  yield `\n## In all\n\n${proseForMarkdown(totals(view))}\n`;
  const each = accessLine(view.coverage.byAccess, Access.options);
  if (each !== '') yield `\n${each}\n`;
}

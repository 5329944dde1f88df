import { Access } from '../model/access.ts';
import type { Observation } from '../model/observation.ts';
import type { Gap, RunView } from '../model/run.ts';
import { ACCESS_MEANS, takeCensus, type Census, type Standing } from './census.ts';
import { cellsOf, DATA_MAP_HEADINGS, vantageOf } from './data-map.ts';
import { forTerminal } from './escape.ts';
import { gapLines } from './gaps.ts';
import { accessLine, answeredCount, caveats, lookedAt, totals, verdictLine } from './headline.ts';
import { clip, columns, padded, wrap } from './layout.ts';
import type { ReportOptions } from './options.ts';
import { rulesOf, summarise, type FindingSummary } from './summary.ts';
import { findingBlocks } from './terminal-findings.ts';
import { everyLook } from './terminal-looks.ts';
import { heading, paint, paragraph, type Paint } from './terminal-paint.ts';
import { count, number, placeOf, software } from './words.ts';

const SHOWN = 20;
const RULES_SHOWN = 3;

/** A report for a person at a terminal: worst first, quiet about what is shut, plain about what was not seen. */
export function* terminal(
  view: RunView,
  options: Pick<ReportOptions, 'color' | 'width' | 'verbose'>,
): Generator<string> {
  const brush = paint(options);
  const summary = summarise(view.findings);
  const census = takeCensus(view.observations, summary, SHOWN, vantageOf(view));

  yield* opening(brush, view, summary);
  yield* findingBlocks(brush, summary, census);
  yield* dataMap(brush, census);
  yield* standing(brush, census, 'let-in', 'Lets anyone in, and no rule objects');
  yield* standing(brush, census, 'shut', 'Shut');
  yield* standing(brush, census, 'undecided', 'Not proven either way');
  yield* standing(brush, census, 'unknown', 'Could not tell');
  yield* notLookedAt(brush, view, census);
  if (options.verbose) yield* everyLook(brush, view.observations);
  yield* closing(brush, view, summary);
}

function* opening(brush: Paint, view: RunView, summary: FindingSummary): Generator<string> {
  const about = forTerminal(`${view.run.version}  ${lookedAt(view)}`);
  yield `${brush.bold('Nightlatch')} ${brush.dim(clip(about, brush.width - 11))}\n\n`;

  const worst = summary.blocks[0];
  const line = `${forTerminal(verdictLine(view, summary))}.`;
  if (worst === undefined) yield `${brush.bold(line)}\n`;
  else yield* paragraph(brush, 0, line, brush.bold);
  for (const caveat of caveats(view)) yield* paragraph(brush, 0, caveat, brush.warn);
}

/** Two lines a row: what and where, and below it how it is kept, which no narrow terminal has columns for. */
function* dataMap(brush: Paint, { dataMap: map }: Census): Generator<string> {
  if (map.total === 0) return;
  yield heading(brush, 'Data', number(map.total));
  for (const row of map.rows.slice(0, SHOWN)) {
    const [data, store, ...kept] = cellsOf(row);
    yield* paragraph(brush, 2, forTerminal(`${data?.text ?? ''} in ${store?.text ?? ''}`));
    const words = kept.map(
      ({ text }, at) => `${DATA_MAP_HEADINGS[at + 2]?.toLowerCase()}: ${text}`,
    );
    const isBad = kept.some(({ tone }) => tone === 'bad');
    yield* paragraph(brush, 4, forTerminal(words.join(' · ')), isBad ? brush.warn : brush.dim);
  }
  const rest = map.total - Math.min(SHOWN, map.rows.length);
  if (rest > 0) yield* paragraph(brush, 2, `and ${number(rest)} more`, brush.dim);
}

function* standing(
  brush: Paint,
  census: Census,
  which: Standing,
  title: string,
): Generator<string> {
  const { first, rest } = census.standings[which];
  if (first.length === 0) return;
  yield heading(brush, title, number(first.length + rest.total));

  const places = first.map((look) => clip(forTerminal(placeOf(look)), 44));
  const wares = first.map((look) => clip(forTerminal(software(look)), 26));
  const placeWidth = Math.max(...places.map(columns));
  const wareWidth = Math.max(...wares.map(columns));
  const room = brush.width - 2 - placeWidth - 2 - wareWidth - 2;

  for (const [index, look] of first.entries()) {
    const lead = `  ${padded(places[index] ?? '', placeWidth)}  ${padded(wares[index] ?? '', wareWidth)}  `;
    yield* hanging(brush, lead, forTerminal(toldOf(look, which)), room);
  }
  if (rest.total === 0) return;
  const groups = rest.ranked().map((group) => `${number(group.count)} ${group.key}`);
  const more = `and ${number(rest.total)} more: ${groups.slice(0, SHOWN).join(', ')}`;
  yield* paragraph(brush, 2, forTerminal(more), brush.dim);
}

/** For what is shut its access is enough; of all else one wants to know why. */
function toldOf({ access, reason }: Observation, which: Standing): string {
  if (which === 'shut') return ACCESS_MEANS[access];
  return which === 'unknown' ? reason : `${access}: ${reason}`;
}

function* hanging({ dim }: Paint, lead: string, text: string, room: number): Generator<string> {
  let before = lead;
  for (const line of wrap(text, room)) {
    yield `${before}${dim(line)}\n`;
    before = ' '.repeat(columns(lead));
  }
}

const NEEDS_LEAVE = new Set(['passwordless-account', 'default-password']);
const LEAVE = '; log-ins are tried with --accounts only';

function* notLookedAt(brush: Paint, view: RunView, census: Census): Generator<string> {
  const { coverage, scope } = view;
  const rules = Object.entries(coverage.unknownRules).filter(([, times]) => times > 0);
  const ports = census.notAsked.ranked();
  const lists = [coverage.gaps, scope.refused, rules, ports, coverage.blindSpots];
  if (lists.every((list) => list.length === 0)) return;

  yield heading(brush, 'Not seen');
  yield* gaps(brush, coverage.gaps, 'could not be looked at');
  yield* gaps(brush, scope.refused, 'out of scope');
  for (const [rule, times] of rules) {
    const leave = view.run.vantage !== 'files' && NEEDS_LEAVE.has(rule) ? LEAVE : '';
    const text = `${rule}: could not tell for ${count(times, 'endpoint')}${leave}`;
    yield* paragraph(brush, 2, forTerminal(text));
  }
  for (const group of ports.slice(0, SHOWN)) {
    const text = `${group.key}: known for it and not asked (${count(group.count, 'endpoint')}); --neighbours asks`;
    yield* paragraph(brush, 2, forTerminal(text));
  }
  for (const spot of coverage.blindSpots) yield* paragraph(brush, 2, forTerminal(spot), brush.dim);
}

function* gaps(brush: Paint, list: readonly Gap[], kind: string): Generator<string> {
  for (const { who, reason } of gapLines(list, SHOWN)) {
    yield* paragraph(brush, 2, forTerminal(`${who} ${kind}: ${reason}`), brush.warn);
  }
}

function* closing(brush: Paint, view: RunView, summary: FindingSummary): Generator<string> {
  yield heading(brush, 'In all');
  yield* paragraph(brush, 2, totals(view));
  const each = accessLine(view.coverage.byAccess, Access.options);
  if (each !== '') yield* paragraph(brush, 2, each, brush.dim);

  if (answeredCount(view) === 0) return;
  yield heading(brush, 'Next');
  for (const rule of rulesOf(summary).slice(0, RULES_SHOWN)) {
    const told = `nightlatch explain ${forTerminal(rule)}`;
    yield* paragraph(brush, 2, told);
  }
  const command = view.run.vantage === 'files' ? 'check' : 'audit';
  if (command === 'check' && summary.total > 0)
    yield* paragraph(brush, 2, 'nightlatch check … --fix --dry-run');
  yield* paragraph(brush, 2, `nightlatch ${command} … --format html --output report.html`);
}

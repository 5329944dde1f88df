import { Access } from '../model/access.ts';
import type { Gap, RunView } from '../model/run.ts';
import { SEVERITIES } from '../model/verdict.ts';
import { ACCESS_MEANS, takeCensus, type Census, type Standing } from './census.ts';
import { cellsOf, DATA_MAP_HEADINGS, vantageOf } from './data-map.ts';
import { forHtml } from './escape.ts';
import { gapLines } from './gaps.ts';
import { accessLine, answeredCount, caveats, lookedAt, verdictLine } from './headline.ts';
import { capital, findingSections } from './html-findings.ts';
import { pageHead } from './html-page.ts';
import type { ReportOptions } from './options.ts';
import { proseForHtml } from './prose.ts';
import { summarise, type FindingSummary } from './summary.ts';
import { count, moment, number, placeOf, software } from './words.ts';

const SHOWN = 200;

/** One page that needs nothing else: no script, no font, no image, no link that a server gave. */
export function* html(view: RunView, { rules }: Pick<ReportOptions, 'rules'>): Generator<string> {
  const summary = summarise(view.findings);
  const census = takeCensus(view.observations, summary, SHOWN, vantageOf(view));

  yield* pageHead(verdictLine(view, summary), moment(view.run.started));
  yield '<main>\n';
  yield* opening(view, summary);
  yield `<h2 id="findings">Findings${counted(summary.total)}</h2>\n`;
  if (summary.total === 0) yield `<p class="calm">${calm(view)}</p>\n`;
  yield* findingSections(summary, census, rules);
  yield* dataMap(census);
  yield* standing(census, 'let-in', 'Lets anyone in, and no rule objects');
  yield* standing(census, 'unknown', 'Could not tell');
  yield* standing(census, 'undecided', 'Not proven either way');
  yield* standing(census, 'shut', 'Shut');
  yield* coverage(view, census);
  yield '</main>\n';
  yield* foot(view);
}

function* opening(view: RunView, summary: FindingSummary): Generator<string> {
  yield `<h1>${headline(view, summary)}</h1>\n`;
  yield `<p class="lede">${forHtml(capital(lookedAt(view)))}.</p>\n`;
  yield '<dl class="tally">\n';
  for (const severity of SEVERITIES) {
    const amount = summary.bySeverity[severity];
    yield `<div class="${severity}${amount === 0 ? ' none' : ''}"><dt>${capital(severity)}</dt><dd>${number(amount)}</dd></div>\n`;
  }
  yield '</dl>\n';
  const sentences = caveats(view);
  if (sentences.length === 0) return;
  yield '<div class="caveats">\n';
  for (const sentence of sentences) yield `<p>${forHtml(sentence)}</p>\n`;
  yield '<p><a href="#coverage">What was not seen</a></p>\n</div>\n';
}

/** The number is enough here: each severity stands below it. */
function headline(view: RunView, summary: FindingSummary): string {
  if (summary.total === 0) return forHtml(verdictLine(view, summary));
  const hosts = summary.blocks.every(({ kind }) => kind === 'host')
    ? ` on ${count(summary.hosts, 'host')}`
    : '';
  return `${count(summary.total, 'finding')}${hosts}`;
}

function calm(view: RunView): string {
  return answeredCount(view) === 0
    ? 'Nothing could be judged. Below is what was tried.'
    : 'No rule failed. Read it together with what was not seen, below.';
}

function* dataMap({ dataMap: map }: Census): Generator<string> {
  if (map.total === 0) return;
  yield `<h2 id="data">Data${counted(map.total)}</h2>\n<div class="scroll"><table class="map">\n<thead><tr>`;
  for (const heading of DATA_MAP_HEADINGS) yield `<th scope="col">${heading}</th>`;
  yield '</tr></thead>\n<tbody>\n';
  for (const row of map.rows) {
    const [data, ...kept] = cellsOf(row);
    yield `<tr><th scope="row"><bdi>${forHtml(data?.text ?? '')}</bdi></th>`;
    for (const { text, tone } of kept) yield `<td class="${tone}"><bdi>${forHtml(text)}</bdi></td>`;
    yield '</tr>\n';
  }
  yield '</tbody></table></div>\n';
  const rest = map.total - map.rows.length;
  if (rest > 0) yield `<p class="more">And ${number(rest)} more.</p>\n`;
}

function* standing(census: Census, which: Standing, title: string): Generator<string> {
  const { first, rest } = census.standings[which];
  if (first.length === 0) return;
  yield `<h2 id="${which}">${title}${counted(first.length + rest.total)}</h2>\n`;
  yield '<div class="scroll"><table>\n<thead><tr><th scope="col" class="w3">Endpoint</th><th scope="col" class="w2">Product</th><th scope="col" class="w1">Access</th><th scope="col">Why</th></tr></thead>\n<tbody>\n';
  for (const look of first) {
    yield `<tr><th scope="row"><bdi class="mono">${forHtml(placeOf(look))}</bdi></th>`;
    yield `<td><bdi>${forHtml(software(look))}</bdi></td><td>${look.access}</td>`;
    const means = which === 'shut' ? ACCESS_MEANS[look.access] : look.reason;
    yield `<td class="soft"><bdi>${forHtml(means)}</bdi></td></tr>\n`;
  }
  yield '</tbody></table></div>\n';
  if (rest.total === 0) return;
  const groups = rest.ranked().map((group) => `${number(group.count)} ${group.key}`);
  yield `<p class="more">And ${number(rest.total)} more: <bdi>${forHtml(groups.slice(0, SHOWN).join(', '))}</bdi></p>\n`;
}

function* coverage(view: RunView, census: Census): Generator<string> {
  const { coverage: seen, scope } = view;
  yield '<h2 id="coverage">Coverage</h2>\n<dl class="figures">\n';
  yield figure(seen.endpoints === 1 ? 'endpoint' : 'endpoints', seen.endpoints);
  yield figure('answered', answeredCount(view));
  yield figure('refused the connection', seen.refused);
  yield figure('silent', seen.silent);
  yield figure(seen.connections === 1 ? 'connection' : 'connections', seen.connections);
  yield '</dl>\n';
  const each = accessLine(seen.byAccess, Access.options);
  if (each !== '') yield `<p class="soft">Of those that answered: ${each}.</p>\n`;

  yield* gapTable('Could not be looked at', seen.gaps);
  yield* gapTable('Out of scope, and nothing was sent', scope.refused);
  yield* list('Rules that could not tell', unknownRules(view));
  yield* list('Known second ports that were not asked', notAsked(census));
  yield* list('What this look cannot see', seen.blindSpots.map(proseForHtml));
}

function unknownRules({ coverage: seen }: RunView): string[] {
  return Object.entries(seen.unknownRules).map(
    ([rule, times]) => `<bdi class="mono">${forHtml(rule)}</bdi> at ${count(times, 'endpoint')}`,
  );
}

function notAsked(census: Census): string[] {
  return census.notAsked
    .ranked()
    .slice(0, SHOWN)
    .map((group) => `<bdi>${forHtml(group.key)}</bdi> at ${count(group.count, 'endpoint')}`);
}

function* gapTable(title: string, gaps: readonly Gap[]): Generator<string> {
  if (gaps.length === 0) return;
  yield `<h3>${title}${counted(gaps.length)}</h3>\n<div class="scroll"><table>\n`;
  yield '<thead><tr><th scope="col" class="w3">Target</th><th scope="col">Reason</th></tr></thead>\n<tbody>\n';
  for (const { who, reason } of gapLines(gaps, SHOWN)) {
    yield `<tr><th scope="row"><bdi class="mono">${forHtml(who)}</bdi></th><td class="soft"><bdi>${forHtml(reason)}</bdi></td></tr>\n`;
  }
  yield '</tbody></table></div>\n';
}

function* list(title: string, items: readonly string[]): Generator<string> {
  if (items.length === 0) return;
  yield `<h3>${title}</h3>\n<ul class="spots">\n`;
  for (const item of items) yield `<li>${item}</li>\n`;
  yield '</ul>\n';
}

function* foot({ run }: RunView): Generator<string> {
  yield `<footer><p>Nightlatch ${forHtml(run.version)}, run <span class="mono">${forHtml(run.id)}</span>, `;
  yield `${forHtml(moment(run.started))} to ${forHtml(moment(run.finished))}. `;
  yield 'It only reads, and keeps no value of what it looks at. Quoted words are not ours.</p></footer>\n';
  yield '</body>\n</html>\n';
}

function figure(name: string, amount: number): string {
  return `<div><dt>${name}</dt><dd>${number(amount)}</dd></div>\n`;
}

function counted(amount: number): string {
  return `<span class="n">${number(amount)}</span>`;
}

import type { Finding } from '../model/finding.ts';
import type { Observation } from '../model/observation.ts';
import { letsIn, tellings, type Census, type Telling } from './census.ts';
import { details } from './details.ts';
import { forHtml } from './escape.ts';
import { holdsLine } from './inside.ts';
import type { RuleHeader } from './options.ts';
import { proseForHtml } from './prose.ts';
import { referencesOf } from './references.ts';
import { occurring, type FindingSummary, type HostBlock, type ManyBlock } from './summary.ts';
import { count, listener, number, ownerOf, place, versionOf } from './words.ts';

const NAMES_SHOWN = 5;

export function* findingSections(
  summary: FindingSummary,
  census: Census,
  rules: readonly RuleHeader[],
): Generator<string> {
  for (const block of summary.blocks) {
    if (block.kind === 'many') yield* many(block, rules);
    else yield* host(block, census, rules);
  }
}

function* host(block: HostBlock, census: Census, rules: readonly RuleHeader[]): Generator<string> {
  const names = block.names.slice(0, NAMES_SHOWN);
  const rest = block.names.length - names.length;
  const aside = [...names, ...(rest > 0 ? [`and ${number(rest)} more`] : [])].join(', ');
  yield `<section>\n<h3><bdi class="mono">${forHtml(block.host)}</bdi>`;
  yield `${aside === '' ? '' : `<bdi class="aside">${forHtml(aside)}</bdi>`}</h3>\n`;
  for (const told of tellings(block, census)) yield* article(told, rules);
  yield '</section>\n';
}

function* article(
  { finding, look, isFirst }: Telling,
  rules: readonly RuleHeader[],
): Generator<string> {
  yield opening(finding, look === undefined ? '' : versionOf(look));
  yield '<dl class="facts">\n';
  yield fact('Where', `<bdi class="mono">${forHtml(place(finding.where))}</bdi>`);
  const who = listener(finding.where, ownerOf(look));
  if (who !== '') yield fact('Listener', `<bdi>${forHtml(who)}</bdi>`);
  const holds = isFirst && look ? holdsLine(look) : '';
  if (holds !== '') yield fact('Data', `<bdi>${forHtml(holds)}</bdi>`, 'data');
  yield* advice(finding, look?.version ?? null, rules);
  yield '</dl>\n';
  if (look !== undefined && isFirst) yield* evidence(look);
  yield '</article>\n';
}

function* many(block: ManyBlock, rules: readonly RuleHeader[]): Generator<string> {
  const { worst, examples, bySeverity } = block;
  const each = occurring(bySeverity).map(([severity, n]) => `${number(n)} ${severity}`);
  const places = examples.map((where) => `<bdi class="mono">${forHtml(place(where))}</bdi>`);
  const rest = block.count - examples.length;

  yield `<section>\n<h3>${count(block.count, 'endpoint')}<span class="aside">with the same finding</span></h3>\n`;
  yield opening(worst, '');
  yield '<dl class="facts">\n';
  yield fact('Where', `${places.join(', ')}${rest > 0 ? ` and ${number(rest)} more` : ''}`);
  if (each.length > 1) yield fact('Of these', each.join(', '));
  yield* advice(worst, null, rules);
  yield '</dl>\n</article>\n</section>\n';
}

function opening({ severity, title }: Finding, version: string): string {
  const suffix = version === '' ? '' : ` <bdi class="version">${forHtml(version)}</bdi>`;
  return `<article class="${severity}">\n<header><span class="badge">${capital(severity)}</span><h4>${proseForHtml(title)}${suffix}</h4></header>\n`;
}

function* advice(
  finding: Finding,
  version: string | null,
  rules: readonly RuleHeader[],
): Generator<string> {
  yield fact('Why', proseForHtml(finding.why), 'why');
  yield fact('Do', proseForHtml(finding.remedy), 'do');
  const pages = referencesOf(finding, version, rules).map(({ text, link }) =>
    link === null
      ? `<li><bdi>${forHtml(text)}</bdi></li>`
      : `<li><a href="${forHtml(link)}" rel="noreferrer">${forHtml(text.replace('https://', ''))}</a></li>`,
  );
  if (pages.length > 0) yield fact('Read', `<ul class="refs">${pages.join('')}</ul>`);
}

function* evidence(look: Observation): Generator<string> {
  const label = letsIn(look) ? 'Proof, control and transcript' : 'What was asked';
  yield `<details><summary>${label}</summary>\n<dl class="facts">\n`;
  yield fact('Verdict', `${look.access}: <bdi>${forHtml(look.reason)}</bdi>`);
  for (const { label: name, lines } of details(look)) {
    const items = lines.map((line) => `<li><bdi class="mono">${forHtml(line)}</bdi></li>`);
    yield fact(name, `<ul>${items.join('')}</ul>`);
  }
  yield '</dl>\n</details>\n';
}

function fact(name: string, html: string, style = ''): string {
  return `<dt>${name}</dt><dd${style === '' ? '' : ` class="${style}"`}>${html}</dd>\n`;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

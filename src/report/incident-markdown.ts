/** The incident report in Markdown: every sentence comes from the journal or the ledger, or is marked for a person. */
import type { CaseEntry, CaseEvent, IncidentScore } from '../model/case.ts';
import type { Ledger } from '../model/ledger.ts';
import { forMarkdown } from './escape.ts';

export interface IncidentView {
  readonly entries: readonly CaseEntry[];
  readonly head: string;
  readonly ledger: Ledger | undefined;
  readonly score: IncidentScore | undefined;
  /** One sentence an entry. */
  readonly tell: (event: CaseEvent) => string;
  readonly made: Date;
}

const HOUR = 3_600_000;
/** https://gdpr-info.eu/art-33-gdpr/ */
const NOTICE_HOURS = 72;

function of<K extends CaseEvent['kind']>(
  view: IncidentView,
  kind: K,
): Extract<CaseEvent, { kind: K }>[] {
  return view.entries
    .map(({ event }) => event)
    .filter((event): event is Extract<CaseEvent, { kind: K }> => event.kind === kind);
}

/** What a person wrote, or the mark that a person has to. */
function blank(view: IncidentView, field: string): string {
  const filled = of(view, 'filled').findLast((each) => each.field === field);
  return filled
    ? `${forMarkdown(filled.value)} (by ${forMarkdown(filled.by)})`
    : `**[to be filled in by a person: ${field}]**`;
}

function* summary(view: IncidentView): Generator<string> {
  const [opened] = of(view, 'opened');
  yield `# Incident report\n\n## Executive summary\n`;
  yield `Asset: ${forMarkdown(opened?.asset ?? '')}. ${blank(view, 'summary')}\n`;
  if (!view.score) return;
  const { value, magnitude, evidence, hours, covered, chance } = view.score;
  yield `Incident score ${value} of 100 (nightlatch-score/1, no probability): at stake ${magnitude.weight} (${forMarkdown(magnitude.word)}), evidence ${evidence.weight.toFixed(2)} (${forMarkdown(evidence.word)}); open for ${hours.toFixed(1)} h, of which sources cover ${(100 * covered).toFixed(0)} %; chance that somebody came unseen by the scheme ${chance.toFixed(2)}.\n`;
}

function* details(view: IncidentView): Generator<string> {
  const [opened] = of(view, 'opened');
  const { firstOpen, lastShutBefore, firstShut } = opened?.window ?? {};
  yield '## Incident details\n';
  yield `- First seen open: ${firstOpen ?? 'not known'}; last seen shut before: ${lastShutBefore ?? 'never'}; seen shut again: ${firstShut ?? 'not yet'}`;
  for (const field of ['organisation', 'sector', 'geography', 'date of discovery'])
    yield `- ${field}: ${blank(view, field)}`;
  for (const { title, severity, why } of opened?.findings ?? [])
    yield `- ${severity}: ${forMarkdown(title)}: ${forMarkdown(why)}`;
  yield '\n## Timeline\n';
  for (const { at, event } of view.entries) yield `- ${at} ${forMarkdown(view.tell(event))}`;
}

function* impact({ ledger, ...rest }: IncidentView): Generator<string> {
  yield '\n## Impact assessment\n';
  const coverage = ledger?.coverage;
  if (!ledger) yield 'No ledger is in the case: nothing is known of who read what.';
  else if (!coverage)
    yield 'Nobody said from when to when it was open: what the sources cover cannot be told.';
  else
    yield `Sources would have recorded reads in ${(100 * coverage.share).toFixed(0)} % of ${coverage.window.from} to ${coverage.window.to}; for the rest nothing can be said.`;
  for (const { id, address, span, level, actor, total } of ledger?.visits ?? [])
    yield `- visit ${forMarkdown(id)} from ${forMarkdown(address ?? 'an unknown address')}, ${span.from} to ${span.to}: ${level}, ${actor.class}; rows ${total.rows ?? 'not known'} (${total.certainty})`;
  if (ledger?.people)
    yield `- people affected: ${ledger.people.low} to ${ledger.people.high ?? 'not known'} (${forMarkdown(ledger.people.how)})`;
  const view = { ledger, ...rest };
  for (const field of ['financial impact', 'operational impact', 'reputational impact'])
    yield `- ${field}: ${blank(view, field)}`;
}

function* signs(view: IncidentView): Generator<string> {
  yield '\n## Indicators of compromise\n';
  const looks = of(view, 'indicators');
  if (looks.length === 0) yield 'None were looked for.';
  for (const { looked, found } of looks) {
    yield `${looked.length} were looked for, ${found.length} seen.`;
    for (const { title, evidence, innocent } of found)
      yield `- ${forMarkdown(title)}: ${evidence.map(forMarkdown).join(', ')}. Innocent, it would be: ${forMarkdown(innocent)}`;
  }
}

function* response(view: IncidentView): Generator<string> {
  yield '\n## Response actions\n';
  for (const { folder, artefacts, missing } of of(view, 'snapshot')) {
    yield `- ${forMarkdown(folder)}: ${artefacts} artefacts`;
    for (const { what, why, cost } of missing)
      yield `  - could not be had: ${forMarkdown(what)} (${forMarkdown(why)}): ${forMarkdown(cost)}`;
  }
  for (const event of [...of(view, 'approved'), ...of(view, 'verified')])
    yield `- ${forMarkdown(view.tell(event))}`;
  for (const field of [
    'attack methodology',
    'eradication',
    'recovery',
    'lessons learned',
    'recommendations',
  ])
    yield `\n### ${field}\n\n${blank(view, field)}`;
}

/** A draft; nobody but a person sends it. The clock runs from the moment that a person was aware. */
function* notification(view: IncidentView): Generator<string> {
  const opened = Date.parse(view.entries[0]?.at ?? view.made.toISOString());
  const deadline = new Date(opened + NOTICE_HOURS * HOUR);
  const left = (deadline.getTime() - view.made.getTime()) / HOUR;
  yield '\n## Draft of a notification under Art. 33 GDPR\n';
  yield `Counted from the opening of the case, ${NOTICE_HOURS} hours end at ${deadline.toISOString()} (${left.toFixed(1)} h left); when somebody became aware: ${blank(view, 'became aware')}.`;
  for (const field of [
    'controller',
    'data protection officer',
    'categories of data and people',
    'number of people and records',
    'likely consequences',
    'measures taken and proposed',
    'reasons for delay',
  ])
    yield `- ${field}: ${blank(view, field)}`;
  yield `\nThe journal ends in ${forMarkdown(view.head)}.\n`;
}

export function* incidentMarkdown(view: IncidentView): Generator<string> {
  for (const part of [summary, details, impact, signs, response, notification])
    for (const line of part(view)) yield `${line}\n`;
}

/** The incident report, whatever its format: every sentence comes from the journal or the ledger, or is marked for a person. */
import type { Ledger } from '../model/ledger.ts';
import {
  detail,
  item,
  known,
  ours,
  paragraph,
  section,
  title,
  topic,
  type Block,
  type Part,
} from './incident-prose.ts';
import {
  assetOf,
  eventsIn,
  filledIn,
  noticeOf,
  openedAt,
  type IncidentView,
} from './incident-view.ts';
import { methodology, record, signsOfVisits, timeline, visitsTold } from './incident-visits.ts';

const HOUR = 3_600_000;

/** What a person wrote, or the mark that a person has to. */
function blank(view: IncidentView, field: string): readonly Part[] {
  const filled = filledIn(view, field);
  if (!filled) return [{ blank: field }];
  return [{ theirs: filled.value }, ours(' (by '), { theirs: filled.by }, ours(')')];
}

const fixed = (value: number, digits: number): Part => ours(value.toFixed(digits));
const percent = (share: number): Part => fixed(100 * share, 0);

function* summary(view: IncidentView): Generator<Block> {
  yield title`Incident report`;
  yield section`Executive summary`;
  yield paragraph`Asset: ${assetOf(view)}. ${blank(view, 'summary')}`;
  if (!view.score) return;
  const { value, magnitude, evidence, hours, covered, chance } = view.score;
  yield paragraph`Incident score ${value} of 100 (nightlatch-score/1, no probability): at stake ${magnitude.weight} (${magnitude.word}), evidence ${fixed(evidence.weight, 2)} (${evidence.word}); open for ${fixed(hours, 1)} h, of which sources cover ${percent(covered)} %; chance that somebody came unseen by the scheme ${fixed(chance, 2)}.`;
}

function* details(view: IncidentView): Generator<Block> {
  const [opened] = eventsIn(view, 'opened');
  const { firstOpen, lastShutBefore, firstShut } = opened?.window ?? {};
  yield section`Incident details`;
  yield item`First seen open: ${known(firstOpen, 'not known')}; last seen shut before: ${known(lastShutBefore, 'never')}; seen shut again: ${known(firstShut, 'not yet')}`;
  for (const field of ['organisation', 'sector', 'geography', 'date of discovery'])
    yield item`${ours(field)}: ${blank(view, field)}`;
  for (const finding of opened?.findings ?? [])
    yield item`${ours(finding.severity)}: ${finding.title}: ${finding.why}`;
}

/** By tactic as far as the evidence tells; how they went about it a person says. */
function* attack(view: IncidentView): Generator<Block> {
  yield* methodology(view);
  yield paragraph`${blank(view, 'attack methodology')}`;
}

function coverage(ledger: Ledger | undefined): Block {
  if (!ledger) return paragraph`No ledger is in the case: nothing is known of who read what.`;
  if (!ledger.coverage)
    return paragraph`Nobody said from when to when it was open: what the sources cover cannot be told.`;
  const { share, window } = ledger.coverage;
  return paragraph`Sources would have recorded reads in ${percent(share)} % of ${ours(window.from)} to ${ours(window.to)}; for the rest nothing can be said.`;
}

function* impact(view: IncidentView): Generator<Block> {
  const { ledger } = view;
  yield section`Impact assessment`;
  yield coverage(ledger);
  yield* visitsTold(view);
  if (ledger?.people)
    yield item`people affected: ${ledger.people.low} to ${ledger.people.high ?? ours('not known')} (${ledger.people.how})`;
  for (const field of ['financial impact', 'operational impact', 'reputational impact'])
    yield item`${ours(field)}: ${blank(view, field)}`;
}

function* signs(view: IncidentView): Generator<Block> {
  yield section`Indicators of compromise`;
  const looks = eventsIn(view, 'indicators');
  if (looks.length === 0) yield paragraph`None were looked for.`;
  for (const { looked, found } of looks) {
    yield paragraph`${looked.length} were looked for, ${found.length} seen.`;
    for (const sign of found) {
      const evidence = sign.evidence.flatMap((line, at) => [
        ...(at === 0 ? [] : [ours(', ')]),
        { theirs: line },
      ]);
      yield item`${sign.title}: ${evidence}. Innocent, it would be: ${sign.innocent}`;
    }
  }
  yield* signsOfVisits(view);
  yield* record(view.ledger);
}

function* response(view: IncidentView): Generator<Block> {
  yield section`Response actions`;
  for (const { folder, artefacts, missing } of eventsIn(view, 'snapshot')) {
    yield item`${folder}: ${artefacts} artefacts`;
    for (const { what, why, cost } of missing)
      yield detail`could not be had: ${what} (${why}): ${cost}`;
  }
  for (const event of [...eventsIn(view, 'approved'), ...eventsIn(view, 'verified')])
    yield item`${view.tell(event)}`;
  for (const field of ['eradication', 'recovery', 'lessons learned', 'recommendations']) {
    yield topic`${ours(field)}`;
    yield paragraph`${blank(view, field)}`;
  }
}

/** A draft; nobody but a person sends it. The clock runs from the moment that a person was aware. */
function* notification(view: IncidentView): Generator<Block> {
  const { hours, until } = noticeOf(openedAt(view));
  const left = (until.getTime() - view.made.getTime()) / HOUR;
  yield section`Draft of a notification under Art. 33 GDPR`;
  yield paragraph`Counted from the opening of the case, ${hours} hours end at ${ours(until.toISOString())} (${fixed(left, 1)} h left); when somebody became aware: ${blank(view, 'became aware')}.`;
  for (const field of [
    'controller',
    'data protection officer',
    'categories of data and people',
    'number of people and records',
    'likely consequences',
    'measures taken and proposed',
    'reasons for delay',
  ])
    yield item`${ours(field)}: ${blank(view, field)}`;
  yield paragraph`The journal ends in ${view.head}.`;
}

export function* incidentSections(view: IncidentView): Generator<Block> {
  const parts = [summary, details, timeline, attack, impact, signs, response, notification];
  for (const part of parts) yield* part(view);
}

/** The incident's score, after the evidence: I = 100 · M · E of the scheme `nightlatch-score/1`. It is no probability. */
import type { CaseEntry, IncidentScore } from '../model/case.ts';
import type { Ledger, Level } from '../model/ledger.ts';

/** Hours after which somebody is likely to have come, by how far away they may stand. */
const INTERNET = 24;
const HOURS: Readonly<Record<string, number>> = {
  internet: INTERNET,
  partner: 14 * 24,
  corporate: 90 * 24,
  segment: 180 * 24,
  host: 3 * 365 * 24,
};
const HOUR = 3_600_000;
const NOTHING_SEEN = { base: 0.15, perChance: 0.75 } as const;
const SCANNER_LEAST = 0.4;
/** What a visit of that level is worth at the least. */
const SEEN: Readonly<Record<Level, number>> = {
  refused: 0,
  connected: 0,
  metadata: 0.55,
  rows: 0.85,
  bulk: 1,
  destroyed: 1,
};
const ONE_DECIMAL = 10;

function evidenceOf(entries: readonly CaseEntry[], ledger: Ledger | undefined, chance: number) {
  const signs = entries.flatMap(({ event }) => (event.kind === 'indicators' ? event.found : []));
  const note = signs.find(({ kind }) => kind === 'ransom-note');
  if (note) return { weight: 1, word: note.title };
  const base = NOTHING_SEEN.base + NOTHING_SEEN.perChance * chance;
  let worst = { weight: base, word: 'nothing seen in what evidence there is' };
  for (const { actor, level, id } of ledger?.visits ?? []) {
    if (actor.class === 'owner') continue;
    const least = actor.class === 'research-scanner' ? Math.max(SCANNER_LEAST, base) : base;
    const weight = Math.max(least, SEEN[level]);
    if (weight > worst.weight) worst = { weight, word: `visit ${id}: ${level}` };
  }
  return worst;
}

type Opened = Extract<CaseEntry['event'], { kind: 'opened' }>;

/** From the first look that saw it open to the first that saw it shut, or to now. */
function hoursOpen({ window }: Opened, now: Date): number {
  if (!window) return 0;
  const until = window.firstShut === null ? now.getTime() : Date.parse(window.firstShut);
  return Math.max(0, until - Date.parse(window.firstOpen)) / HOUR;
}

/** The worst finding says how much was at stake; hours that no source covers are held against it. */
export function incidentScore(
  entries: readonly CaseEntry[],
  ledger: Ledger | undefined,
  now: Date,
): IncidentScore | undefined {
  const opened = entries[0]?.event;
  if (opened?.kind !== 'opened') return undefined;
  const [worst] = opened.findings.toSorted((a, b) => b.score.value - a.score.value);
  if (!worst) return undefined;
  const { magnitude, reach } = worst.score;
  const hours = hoursOpen(opened, now);
  const covered = ledger?.coverage?.share ?? 0;
  const chance = chanceOf(reach.word, hours * (1 - covered));
  const evidence = evidenceOf(entries, ledger, chance);
  const value = Math.round(ONE_DECIMAL * 100 * magnitude.weight * evidence.weight) / ONE_DECIMAL;
  return { scheme: 'nightlatch-score/1', value, magnitude, evidence, hours, covered, chance };
}

/** The word begins with the vantage; one that is not known counts as the internet. */
function chanceOf(reach: string, uncovered: number): number {
  const vantage = reach.split(' ', 1)[0] ?? '';
  return 1 - Math.exp(-uncovered / (HOURS[vantage] ?? INTERNET));
}

import type { Control } from '../model/access.ts';
import type { Score } from '../model/finding.ts';
import type { Severity } from '../model/verdict.ts';
import { reachOf, type Whereabouts } from '../model/reach.ts';
import type { Vantage } from '../model/vantage.ts';
import type { Stake } from './at-stake.ts';
import { type DataClass, weights } from './weights.ts';

export interface Exposure extends Whereabouts {
  /** What a caller gets, from the verdict. */
  readonly gives: Control;
  readonly dataClass?: DataClass;
  /** How many records stand behind it, where that is known. */
  readonly records?: number;
  /** `false` where the owner says that the system is not in production. */
  readonly production?: boolean;
}

/** An unknown number of records counts in full, since unknown is never a pass; so does any amount of secrets. */
function volumeOf(dataClass: DataClass, records: number | undefined): number {
  if (records === undefined || dataClass === 'secrets') return 1;
  const { base, perDecade } = weights.volume;
  return Math.min(1, base + perDecade * Math.log10(Math.max(1, records)));
}

function amountOf(records: number | undefined): string {
  if (records === undefined) return 'amount unknown';
  return records === 1 ? '1 record' : `${records.toLocaleString('en')} records`;
}

function magnitudeOf({
  gives,
  dataClass = 'business',
  records,
  production = true,
}: Exposure): Score['magnitude'] {
  const ofData = weights.data[dataClass] * volumeOf(dataClass, records);
  const ofSystem = weights.system[gives] * (production ? 1 : weights.notProduction);
  if (ofSystem > ofData) return { word: `${gives} of the system`, weight: ofSystem };
  const what = dataClass === 'secrets' ? 'secrets' : `${dataClass} data`;
  return { word: `${what}, ${amountOf(records)}`, weight: ofData };
}

/** How bad it is that the thing is exposed, before any evidence of who came. */
export function exposureScore(exposure: Exposure): Score {
  const { vantage, because } = reachOf(exposure);
  const reach = { word: `${vantage} (${because})`, weight: weights.reach[vantage] };
  const control = { word: exposure.gives, weight: weights.control[exposure.gives] };
  const magnitude = magnitudeOf(exposure);
  const product = 100 * reach.weight * control.weight * magnitude.weight;
  const value = Math.round(10 * Math.max(product, floorOf(exposure, vantage))) / 10;
  return { scheme: weights.scheme, value, reach, control, magnitude };
}

/** Conversations and live secrets that anybody on the internet can read are critical, however few and by whatever door. */
function floorOf({ gives, dataClass }: Exposure, vantage: Vantage): number {
  const { least, classes, from, reach } = weights.floor;
  const isThere = dataClass !== undefined && classes.includes(dataClass);
  return isThere && vantage === reach && weights.control[gives] >= weights.control[from]
    ? least
    : 0;
}

/** The worst of what is at stake decides. */
export function worstScore(exposure: Exposure, stakes: readonly Stake[]): Score {
  const scores = stakes.map((stake) => exposureScore({ ...exposure, ...stake }));
  return scores.reduce(
    (worst, score) => (score.value > worst.value ? score : worst),
    scores[0] ?? exposureScore(exposure),
  );
}

export function severityOf({ value }: Pick<Score, 'value'>): Severity {
  return weights.bands.find(([, least]) => value >= least)?.[0] ?? 'info';
}

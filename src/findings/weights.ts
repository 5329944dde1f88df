import type { Control } from '../model/access.ts';
import type { Vantage } from '../model/vantage.ts';

/** Kinds of data, as far as they are known; what nobody classified yet counts as `business`. */
export type DataClass =
  | 'synthetic'
  | 'operational'
  | 'business'
  | 'personal'
  | 'communications'
  | 'secrets'
  | 'special';

/**
 * The published weights of the scheme `nightlatch-score/1`: S = 100 · reach · control · magnitude.
 * They are expert judgement, not probabilities; a change of one is a new scheme.
 */
export const weights: {
  readonly scheme: 'nightlatch-score/1';
  readonly reach: Readonly<Record<Vantage, number>>;
  readonly control: Readonly<Record<Control, number>>;
  readonly data: Readonly<Record<DataClass, number>>;
  /** What can be done with the system itself, whatever data it holds. */
  readonly system: Readonly<Record<Control, number>>;
  /** A system that is not in production counts that much of it. */
  readonly notProduction: number;
  /** Share of a data class's weight by the number of records: base + perDecade · log10(records), 1 at most. */
  readonly volume: { readonly base: number; readonly perDecade: number };
  /** What of these classes can be had from there with that much control is never below this score. */
  readonly floor: {
    readonly least: number;
    readonly classes: readonly DataClass[];
    readonly reach: Vantage;
    readonly from: Control;
  };
  /** The lowest score of each band, worst first. */
  readonly bands: readonly (readonly ['critical' | 'high' | 'medium' | 'low' | 'info', number])[];
} = {
  scheme: 'nightlatch-score/1',
  reach: { internet: 1, partner: 0.9, corporate: 0.8, segment: 0.65, host: 0.25 },
  control: {
    'code-execution': 1,
    admin: 0.95,
    'read-write': 0.9,
    read: 0.8,
    metadata: 0.5,
    banner: 0.1,
  },
  data: {
    synthetic: 0.15,
    operational: 0.35,
    business: 0.55,
    personal: 0.75,
    communications: 0.85,
    secrets: 0.95,
    special: 1,
  },
  system: {
    'code-execution': 1,
    admin: 0.75,
    'read-write': 0.65,
    read: 0,
    metadata: 0,
    banner: 0,
  },
  notProduction: 0.4,
  volume: { base: 0.55, perDecade: 0.075 },
  floor: { least: 80, classes: ['communications', 'secrets'], reach: 'internet', from: 'read' },
  bands: [
    ['critical', 80],
    ['high', 55],
    ['medium', 30],
    ['low', 10],
    ['info', 0],
  ],
};

import type { DataClass as FoundClass, InventoryItem } from '../model/inventory.ts';
import { isSure } from '../model/data-map.ts';
import type { Observation } from '../model/observation.ts';
import type { DataClass } from './weights.ts';

/** What stands behind a door, as far as it is known. */
export interface Stake {
  readonly dataClass: DataClass;
  /** People where they were counted, rows otherwise; absent where neither is known. */
  readonly records?: number;
}

const WEIGHS_AS: Readonly<Record<FoundClass, DataClass>> = {
  'chat-log': 'communications',
  secret: 'secrets',
  personal: 'personal',
  payment: 'special',
  health: 'special',
  location: 'personal',
};

function recordsOf({ people, rows }: InventoryItem): { records?: number } {
  const records = people.value ?? rows.value;
  return records === null ? {} : { records };
}

/** Each class that was found in each item. What is not known yet counts as ordinary business data beside them. */
export function stakesOf({ inventory }: Observation): Stake[] {
  const found = (inventory?.items ?? []).flatMap((item) => {
    const classes = new Set(item.classes.filter(isSure).map((hit) => WEIGHS_AS[hit.class]));
    return [...classes].map((dataClass) => ({ dataClass, ...recordsOf(item) }));
  });
  return [...found, { dataClass: 'business' }];
}

/** Rows were read: whatever the verdict says, a caller can read. */
export function wasRead({ inventory }: Observation): boolean {
  return (inventory?.items ?? []).some(({ classes }) => classes.some(({ matched }) => matched > 0));
}

import { CLASS_BLOCKS, type AddressClass } from './address-class.ts';
import type { Address } from './address.ts';
import { RangeMap } from './range-map.ts';

const CLASSES = new RangeMap<AddressClass, AddressClass>(
  CLASS_BLOCKS.map((block) => ({ range: block.range, item: block.class })),
  (covering) => covering.at(-1) ?? 'reserved',
);

/** The class of the address as it stands; what it may carry inside is another question. */
export function classOf(address: Address): AddressClass {
  return CLASSES.at(address) ?? 'reserved';
}

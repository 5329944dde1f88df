import { apis } from './apis.ts';
import { containers } from './containers.ts';
import { cloudResources } from './cloud-resources.ts';
import { firstWave } from './first-wave.ts';
import { httpStores } from './http-stores.ts';
import { laterAi } from './later-ai.ts';
import { laterServices } from './later-services.ts';
import { laterStores } from './later-stores.ts';
import { observability } from './observability.ts';
import type { Family, Port, Product } from './product.ts';

/** All known products, those that this version judges first. */
export const products: readonly Product[] = [
  ...firstWave,
  ...containers,
  ...apis,
  ...laterStores,
  ...laterServices,
  ...httpStores,
  ...observability,
  ...laterAi,
];

export interface Suggestion {
  readonly product: string;
  readonly family: Family;
  readonly tls: boolean;
}

const byId = new Map(products.map((product) => [product.id, product]));
const cloudNames = new Map(cloudResources.map(({ id, name }) => [id, name]));

const suggestions = new Map<number, Suggestion[]>();
for (const { id, ports } of products) {
  for (const { port, family, tls } of ports) {
    const there = suggestions.get(port) ?? [];
    // The answer tells kin apart; asking the same question twice would tell nothing.
    if (there.some((known) => known.family === family && known.tls === tls)) continue;
    suggestions.set(port, [...there, { product: id, family, tls }]);
  }
}

const usual: readonly number[] = [...suggestions.keys()].toSorted((a, b) => a - b);

/** The ports that are looked at where a target names none. */
export function usualPorts(): readonly number[] {
  return usual;
}

/**
 * What a port suggests, likeliest first: one entry for each thing that may be spoken there,
 * under the first product of the list that speaks it.
 */
export function suggestionsFor(port: number): readonly Suggestion[] {
  return suggestions.get(port) ?? [];
}

export function productById(id: string): Product | undefined {
  return byId.get(id);
}

/** A name fit for a title; an id that is not in the catalogue comes from a saved file and is not repeated. */
export function productName(id: string | null): string {
  return (id !== null && (byId.get(id)?.name ?? cloudNames.get(id))) || 'Unknown service';
}

/** All ports that the product is known for, the one it was found on included. */
export function neighboursOf(id: string): readonly Port[] {
  return byId.get(id)?.ports ?? [];
}

/** Whether `id` is `other` or compatible with it, or both with the same original. */
export function areKin(id: string, other: string): boolean {
  return (byId.get(id)?.kin ?? id) === (byId.get(other)?.kin ?? other);
}

import { suggestionsFor } from '../catalogue/products.ts';
import { families } from './families.ts';
import type { Suggestion } from './identify.ts';
import { FAMILIES } from './service.ts';

const known = new Map(families.map(({ id }) => [id as string, id]));
const suggested = new Map<number, Suggestion[]>();

/** What the port suggests, of the ways of talking that this version knows. */
export function familiar(port: number): readonly Suggestion[] {
  let found = suggested.get(port);
  if (!found) {
    found = suggestionsFor(port).flatMap(({ family, tls }) => {
      const id = FAMILIES.find((each) => each === known.get(family));
      return id ? [{ family: id, tls }] : [];
    });
    suggested.set(port, found);
  }
  return found;
}

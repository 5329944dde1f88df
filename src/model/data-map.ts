import { z } from 'zod';
import type { Access } from './access.ts';
import { DataClass, type ClassHit, type Inventory } from './inventory.ts';
import type { Observation } from './observation.ts';
import { reachOf, staysOnHost } from './reach.ts';
import { Vantage } from './vantage.ts';

/** A store and one class of data in it, with how it is reached, asked for, carried and kept. Facts; rules judge them. */
export const DataMapRow = z.object({
  asset: z.string(),
  product: z.string().nullable(),
  class: DataClass,
  /** Kinds of it, the surest first. */
  kinds: z.array(z.string()),
  /** How many items (tables, indices, keys …) hold it, and the first of them. */
  items: z.int(),
  example: z.string(),
  /** Distinct people in the largest of them; null where it is not known. */
  people: z.int().nullable(),
  /** Who can stand where it is reached. */
  network: Vantage,
  authentication: z.enum(['required', 'none', 'weak', 'unknown']),
  inTransit: z.enum(['required', 'offered', 'none', 'on-host', 'unknown']),
  atRest: z.enum(['encrypted', 'plain', 'unknown']),
});
export type DataMapRow = z.infer<typeof DataMapRow>;

/** Below it a class is a guess, and nothing is judged or ranked by it. */
const LEAST_CONFIDENCE = 0.6;

export function isSure({ confidence }: ClassHit): boolean {
  return confidence >= LEAST_CONFIDENCE;
}

const AUTHENTICATION: Readonly<Record<Access, DataMapRow['authentication']>> = {
  open: 'none',
  partial: 'none',
  unclaimed: 'none',
  passwordless: 'weak',
  'default-password': 'weak',
  protected: 'required',
  denied: 'unknown',
  'tls-only': 'unknown',
  identified: 'unknown',
  decoy: 'unknown',
  unknown: 'unknown',
};

/** What never leaves this machine needs no wire. */
function transitOf({ tls, endpoint }: Observation): DataMapRow['inTransit'] {
  if (staysOnHost(endpoint)) return 'on-host';
  if (tls === null) return 'unknown';
  if (!tls.offered) return 'none';
  if (tls.required === null) return 'unknown';
  return tls.required ? 'required' : 'offered';
}

type Posture = Pick<DataMapRow, 'network' | 'authentication' | 'inTransit' | 'atRest'>;

export function postureOf(observation: Observation, vantage?: Vantage): Posture {
  const { endpoint, access, atRest } = observation;
  const foreseen = observation.source === 'file' ? observation.reach : undefined;
  return {
    network: reachOf({ vantage, foreseen, ...endpoint }).vantage,
    authentication: AUTHENTICATION[access],
    inTransit: transitOf(observation),
    atRest: atRest?.state ?? 'unknown',
  };
}

type Holding = Pick<DataMapRow, 'class' | 'kinds' | 'items' | 'example' | 'people'>;

/** What an inventory holds, a class at a time. */
function holdingsOf({ items }: Inventory): Holding[] {
  return DataClass.options.flatMap((of) => {
    const holding = items.filter(({ classes }) =>
      classes.some((hit) => hit.class === of && isSure(hit)),
    );
    const [first] = holding;
    if (!first) return [];
    const hits = holding.flatMap(({ classes }) =>
      classes.filter((hit) => hit.class === of && isSure(hit)),
    );
    const kinds = hits.toSorted((a, b) => b.confidence - a.confidence).map(({ kind }) => kind);
    const people = holding.flatMap((item) =>
      item.people.value === null ? [] : [item.people.value],
    );
    return [
      {
        class: of,
        kinds: [...new Set(kinds)],
        items: holding.length,
        example: first.name,
        people: people.length === 0 ? null : Math.max(...people),
      },
    ];
  });
}

export function dataMapOf(observation: Observation, vantage?: Vantage): DataMapRow[] {
  const { asset, product, inventory } = observation;
  if (!inventory) return [];
  const posture = postureOf(observation, vantage);
  return holdingsOf(inventory).map((holding) => ({ asset, product, ...holding, ...posture }));
}

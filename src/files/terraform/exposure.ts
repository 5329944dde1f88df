/** What a provider's reader says of one resource. */
import type { Access, Control } from '../../model/access.ts';
import type { FileFact, FileObservation, Place, Tls } from '../../model/observation.ts';
import { fact, type Mend, NO_TLS, TLS_REQUIRED } from '../products/setup.ts';
import { placeOf, type Resource } from './resource.ts';

export interface Exposure {
  readonly resource: Resource;
  readonly product: string | null;
  readonly port: number;
  readonly protocol: string;
  readonly access: Access;
  readonly grants: Control | null;
  readonly reach: NonNullable<FileObservation['reach']>;
  readonly tls: Tls | null;
  readonly reason: string;
  readonly facts: readonly FileFact[];
  readonly where: Place;
}

type Part = Pick<Exposure, 'product' | 'access' | 'reason'> & Partial<Exposure>;

export const HTTPS = 443;
export const INTERNET = { vantage: 'internet', because: 'the resource is public' } as const;
export const RULE_ADMITS = { vantage: 'internet', because: 'the rule admits the world' } as const;
export const NETWORK = { vantage: 'segment', because: 'everything in its network' } as const;

export function exposure(resource: Resource, part: Part): Exposure {
  const facts = part.facts ?? [];
  const [first] = facts;
  const where = first ? { file: first.file, line: first.line, column: first.column } : resource.at;
  return {
    resource,
    port: HTTPS,
    protocol: 'http',
    grants: null,
    reach: INTERNET,
    tls: TLS_REQUIRED,
    facts,
    where,
    ...part,
  };
}

/** Anybody gets at what it holds. */
export function open(
  resource: Resource,
  product: string,
  grants: Control,
  reason: string,
  facts: readonly FileFact[],
  more: Partial<Exposure> = {},
): Exposure {
  return exposure(resource, { product, access: 'open', grants, reason, facts, ...more });
}

/** What only exists after the change is no pass. */
export function unknownYet(
  resource: Resource,
  product: string | null,
  reason: string,
  more: Partial<Exposure> = {},
): Exposure {
  return exposure(resource, { product, access: 'unknown', reason, tls: null, ...more });
}

export function attribute(
  about: FileFact['about'],
  resource: Resource,
  path: readonly string[],
  says: string,
  mend: Mend = {},
): FileFact {
  const place = placeOf(resource, ...path);
  // Only what stands as a scalar on one line can be replaced there.
  return fact(about, place, says, place.until === undefined ? {} : mend);
}

export { NO_TLS };

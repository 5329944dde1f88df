/** What a provider's reader says of one resource. */
import type { Access, Control } from '../../model/access.ts';
import type { FileFact, FileObservation, Place, Tls } from '../../model/observation.ts';
import { fact, type Mend, NO_TLS, TLS_REQUIRED } from '../products/setup.ts';
import type { Value } from '../text/value.ts';
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

/** It asks for a password, which strangers can try. */
export function tried(
  resource: Resource,
  { product, port, protocol }: Spoken,
  reach: Exposure['reach'],
  facts: readonly FileFact[],
): Exposure {
  const reason = 'It asks for a password, and strangers can try one.';
  const common = { product, port, protocol, reach, facts, reason } as const;
  return exposure(resource, { ...common, access: 'protected', tls: null });
}

/** What a resource speaks, and where. */
export type Spoken = Pick<Exposure, 'product' | 'port' | 'protocol'>;

/** A fact of one value, wherever it stands in its resource. */
export function factAt(
  about: FileFact['about'],
  value: Value,
  says: string,
  mend: Mend = {},
): FileFact {
  const until = value.kind === 'scalar' && value.until !== undefined ? value.until : undefined;
  const setting = { name: '', text: '', known: true, at: value.at };
  return until === undefined
    ? fact(about, value.at, says)
    : fact(about, { ...setting, until }, says, mend);
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

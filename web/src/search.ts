/** Filters live in the URL, readable: `?state=open&severity=critical&severity=high`. */
import type { AssetFilter, DataFilter, FindingFilter } from './api.ts';
import type { DataClass, FindingState, Severity } from './shapes.ts';

export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
export const STATES: readonly FindingState[] = ['open', 'accepted', 'resolved', 'verified'];

const CLASSES: readonly DataClass[] = [
  'chat-log',
  'secret',
  'personal',
  'payment',
  'health',
  'location',
];

type Raw = Readonly<Record<string, unknown>>;

export function parseSearch(text: string): Record<string, string[]> {
  const search = new URLSearchParams(text);
  return Object.fromEntries([...new Set(search.keys())].map((key) => [key, search.getAll(key)]));
}

export function stringifySearch(raw: Raw): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(raw)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (typeof each === 'string' && each !== '') search.append(name, each);
    }
  }
  return search.size === 0 ? '' : `?${search}`;
}

function words(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((each): each is string => typeof each === 'string' && each !== '');
}

function word(value: unknown): string | undefined {
  return words(value)[0];
}

function among<T extends string>(value: unknown, known: readonly T[]): T[] | undefined {
  const chosen = words(value);
  const kept = known.filter((each) => chosen.includes(each));
  return kept.length === 0 ? undefined : kept;
}

/** What is not there is left out, so that it does not stand in the URL. */
function present<T extends object>(filter: T): T {
  const kept = Object.entries(filter).filter(([, value]) => value !== undefined);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that is left out may be absent
  return Object.fromEntries(kept) as T;
}

export function findingFilter({
  state,
  severity,
  product,
  rule,
  owner,
  entry,
  muted,
  q,
}: Raw): FindingFilter {
  return present({
    state: among(state, STATES),
    severity: among(severity, SEVERITIES),
    product: word(product),
    rule: word(rule),
    owner: word(owner),
    entry: word(entry),
    muted: among(muted, ['true'] as const)?.[0],
    q: word(q),
  });
}

export function assetFilter({ q, product, access }: Raw): AssetFilter {
  return present({ q: word(q), product: word(product), access: word(access) });
}

export function dataFilter({ class: of }: Raw): DataFilter {
  return present({ class: among(of, CLASSES)?.[0] });
}

/** Where to go after signing in: a path of this page and nothing else. */
export function returnTo({ to: raw }: Raw): { to?: string | undefined } {
  const to = word(raw);
  return present({ to: to !== undefined && /^\/(?![/\\])/.test(to) ? to : undefined });
}

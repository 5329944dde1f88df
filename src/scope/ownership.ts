import { parse } from 'tldts';
import type { ScopeEntry } from '../model/config.ts';
import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { untrusted } from '../model/untrusted.ts';
import { parseTarget } from './parse-target.ts';
import { quote } from './quote.ts';

/** What somebody says is theirs. */
export interface Claim {
  readonly subject: Target['subject'];
  /** Why the claim does not open public addresses; nothing where it does. */
  readonly lacks?: string;
}

/** The shortest prefixes that one owner can hold. */
const WIDEST = { 4: 8, 6: 16 } as const;

/** `--i-own CIDR|NAME`: the caller attests it here and now. */
export function claimOf(text: string): Claim {
  return { subject: parseClaimed(text, `--i-own ${quote(text)}`) };
}

export function claimOfEntry(entry: ScopeEntry, asOf: Date): Claim {
  const subject = parseClaimed(entry.range, `the scope entry ${quote(entry.range)}`);
  const lacks = lackOf(entry, asOf.toISOString().slice(0, 10));
  return lacks === undefined ? { subject } : { subject, lacks };
}

/** Days are compared as ISO dates in UTC; both ends count. */
function lackOf({ owner, attested }: ScopeEntry, today: string): string | undefined {
  if (attested === undefined)
    return `its scope entry (owner ${untrusted(owner, 60)}) has no attestation`;
  const by = untrusted(attested.by, 60);
  if (attested.on > today) return `the attestation by ${by} counts only from ${attested.on}`;
  if (attested.until !== undefined && attested.until < today) {
    return `the attestation by ${by} ended on ${attested.until}`;
  }
  return undefined;
}

export function isTooWide(subject: Target['subject']): boolean {
  return subject.kind === 'range' && subject.prefix < WIDEST[subject.version];
}

function parseClaimed(text: string, where: string): Target['subject'] {
  const { subject, ports } = parseWithin(text, where);
  if (ports !== null)
    throw new UsageError(`${where} has a port or a scheme: write a range or a name alone`);
  if (subject.kind === 'range' && isTooWide(subject)) {
    throw new UsageError(
      `${where} is too wide to be one owner's: write ranges of /${WIDEST[subject.version]} or narrower`,
    );
  }
  if (subject.kind === 'name' && isPublicSuffix(subject.name)) {
    throw new UsageError(
      `${where} is a public suffix, under which anybody registers: write your own domain`,
    );
  }
  return subject;
}

function parseWithin(text: string, where: string): Target {
  try {
    return parseTarget(text);
  } catch (error) {
    throw error instanceof UsageError ? new UsageError(`${where}: ${error.message}`) : error;
  }
}

/** `com`, `co.uk`, and hosts' suffixes like `github.io`; a name of the owner's own network is on no list. */
function isPublicSuffix(name: string): boolean {
  const { publicSuffix, isIcann, isPrivate } = parse(name, {
    allowPrivateDomains: true,
    extractHostname: false,
    validateHostname: false,
  });
  return publicSuffix === name && (isIcann === true || isPrivate === true);
}

/** The claims on names, by the name that they are for. */
export function claimsByName(claims: readonly Claim[]): ReadonlyMap<string, readonly Claim[]> {
  const byName = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (claim.subject.kind !== 'name') continue;
    byName.set(claim.subject.name, [...(byName.get(claim.subject.name) ?? []), claim]);
  }
  return byName;
}

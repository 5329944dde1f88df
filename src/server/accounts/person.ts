/** Who somebody is whom a provider let in, by the claims that the configuration names. Pure. */
import { createHash } from 'node:crypto';
import type { SignInConfig } from '../../model/server-config.ts';
import { SignInError, type SignedInElsewhere } from '../../model/sign-in.ts';
import type { Role } from '../caller.ts';
import { Name } from '../words.ts';

export interface Person {
  readonly issuer: string;
  readonly subject: string;
  readonly role: Role;
  /** Names for a new account, best first; who an account belongs to is told by issuer and subject alone. */
  readonly names: readonly string[];
}

/** The highest first. */
const ROLES = ['admin', 'operator', 'viewer'] as const;
const MOST_GROUPS = 2000;
const HASH = 12;

export function personOf(
  { issuer, subject, claims }: SignedInElsewhere,
  config: Pick<SignInConfig, 'name_claim' | 'role_claim' | 'roles'>,
): Person {
  const role = roleOf(claims, config);
  const host = new URL(issuer).hostname;
  const names = ['name_claim', 'email'].flatMap((from) => {
    const value = claimOf(claims, from === 'name_claim' ? config.name_claim : from);
    const plain = typeof value === 'string' ? plainOf(value) : '';
    return plain === '' ? [] : [plain, `${plain}@${host}`];
  });
  const hash = createHash('sha256').update(`${issuer}\0${subject}`).digest('hex').slice(0, HASH);
  const fitting = [...names, `person-${hash}`].filter((name) => Name.safeParse(name).success);
  return { issuer, subject, role, names: fitting };
}

function roleOf(
  claims: SignedInElsewhere['claims'],
  { role_claim: claim, roles }: Pick<SignInConfig, 'role_claim' | 'roles'>,
): Role {
  if (claim === undefined || roles === undefined) return 'viewer';
  const value = claimOf(claims, claim);
  const groups = new Set<unknown>((Array.isArray(value) ? value : [value]).slice(0, MOST_GROUPS));
  const role = ROLES.find((each) => roles[each].some((group) => groups.has(group)));
  if (role === undefined) throw new SignInError('none of its groups has a role here');
  return role;
}

/** `realm_access.roles` is the claim of that name, or `roles` within `realm_access`. */
function claimOf(claims: SignedInElsewhere['claims'], name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>(within, claims);
}

function within(value: unknown, part: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
  return Object.entries(value).find(([key]) => key === part)?.[1];
}

/** As our names are written; what does not fit becomes a dash. */
function plainOf(text: string): string {
  return text
    .slice(0, 64)
    .toLowerCase()
    .replaceAll(/[^a-z0-9._@-]/g, '-')
    .replace(/^[._@-]+/, '');
}

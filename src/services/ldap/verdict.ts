/** What a directory's answers amount to. Pure; no name of an entry goes anywhere. */
import type { AuthMethod, Exchange } from '../../model/observation.ts';
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import type { LdapEntry, LdapResult } from '../../protocols/ldap.ts';
import { look, type Look } from '../service.ts';
import { CODE, WANTS_CREDENTIALS } from './codes.ts';

export interface Searched {
  readonly entries: readonly LdapEntry[];
  readonly done: LdapResult;
}

export interface Seen {
  readonly bind: LdapResult;
  readonly root: Searched;
  /** One entry below a naming context, for each that was asked. */
  readonly below: readonly Searched[];
  readonly control: Searched;
}

export function wantsTls({ bind, root, below }: Seen): boolean {
  const codes = [bind, root.done, ...below.map(({ done }) => done)].map(({ code }) => code);
  return codes.includes(CODE.confidentialityRequired);
}

export function judgeLdap(seen: Seen, plaintext: boolean | null): Look {
  const { bind, root, below, control } = seen;
  const facts = look({
    product: 'ldap',
    protocol: 'ldap',
    version: versionOf(root),
    access: 'unknown',
    reason: '',
    proof: [
      { asked: 'anonymous bind', answered: `result ${bind.code}` },
      exchange('the root entry', root),
      ...below.map((each, index) => exchange(`one entry below naming context ${index + 1}`, each)),
    ],
    control: [exchange('an entry that does not exist', control)],
    authMethods: methodsOf(root),
    plaintext,
    ...saysOf(root),
  });
  if (gives(control))
    return {
      ...facts,
      access: 'decoy',
      authMethods: [],
      reason: 'It finds an entry that does not exist.',
    };
  const open = below.find(gives);
  return open ? opened(facts, open, bind) : { ...facts, ...shut(seen) };
}

function opened(facts: Look, { entries }: Searched, bind: LdapResult): Look {
  const how = bind.code === CODE.success ? 'after an anonymous bind' : 'without any bind';
  const readable = entries.some(({ attributes }) => attributes.size > 0);
  return {
    ...facts,
    access: 'open',
    grants: readable ? 'read' : 'metadata',
    authMethods: ['none', ...facts.authMethods],
    reason: `It shows entries of the directory ${how}${readable ? ', and their attributes' : ''}.`,
  };
}

function shut(seen: Seen): Pick<Look, 'access' | 'reason'> {
  const codes = seen.below.map(({ done }) => done.code);
  const all = [...codes, seen.root.done.code, seen.bind.code];
  if (wantsTls(seen))
    return {
      access: 'tls-only',
      reason: 'It answers inside TLS only (result 13), and what it answers there was not seen.',
    };
  const wants = (codes.length > 0 ? codes : all).find((code) => WANTS_CREDENTIALS.has(code));
  if (wants !== undefined)
    return {
      access: 'protected',
      reason: `It asks for a bind with credentials (result ${wants}).`,
    };
  if (all.includes(CODE.busy) || all.includes(CODE.unavailable))
    return { access: 'unknown', reason: 'It serves nobody at present.' };
  if (codes.length === 0)
    return {
      access: 'identified',
      reason: 'It names no naming context to a stranger, so that nothing could be asked for.',
    };
  return {
    access: 'identified',
    reason: `It shows a stranger no entry below its naming context (result ${codes[0]}): it is empty, or hides them.`,
  };
}

function gives({ entries, done }: Searched): boolean {
  return entries.length > 0 || done.code === CODE.sizeLimitExceeded;
}

function exchange(asked: string, { entries, done }: Searched): Exchange {
  return { asked, answered: `${entries.length} entries, result ${done.code}` };
}

function rootValues(root: Searched, name: string): readonly string[] {
  return root.entries[0]?.attributes.get(name) ?? [];
}

function versionOf(root: Searched): string | null {
  return untrustedVersion(/\d.*$/.exec(rootValues(root, 'vendorversion')[0] ?? '')?.[0]);
}

function saysOf(root: Searched): { says?: Record<string, string> } {
  const vendor = rootValues(root, 'vendorname')[0];
  return vendor === undefined ? {} : { says: { vendor: untrusted(vendor) } };
}

/** A bind with a name and its password is always to be had; the others are told in the root entry. */
function methodsOf(root: Searched): AuthMethod[] {
  const mechanisms = rootValues(root, 'supportedsaslmechanisms');
  const has = (pattern: RegExp): boolean => mechanisms.some((each) => pattern.test(each));
  return [
    'password',
    ...(has(/^SCRAM-/) ? ['scram' as const] : []),
    ...(has(/^(?:GSS|NTLM)/) ? ['other' as const] : []),
  ];
}

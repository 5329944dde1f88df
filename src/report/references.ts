import { accountSource } from '../catalogue/accounts.ts';
import { endOfLife } from '../catalogue/end-of-life.ts';
import { remedyFor } from '../catalogue/remedies.ts';
import type { Finding } from '../model/finding.ts';
import type { RuleHeader } from './options.ts';

/** A page that a finding refers to. Only those that our own rules and catalogue name become links. */
export interface Reference {
  readonly text: string;
  /** `null` where the page is not one of ours. */
  readonly link: string | null;
}

export function referencesOf(
  { rule, product, references }: Finding,
  version: string | null,
  rules: readonly RuleHeader[],
): Reference[] {
  const ours = new Set(rules.find(({ id }) => id === rule)?.references);
  for (const page of ofProduct(rule, product, version)) if (page !== undefined) ours.add(page);
  return references.map((text) => ({ text, link: ours.has(text) ? safeLink(text) : null }));
}

function ofProduct(
  rule: string,
  product: string | null,
  version: string | null,
): (string | undefined)[] {
  if (product === null) return [];
  const ends = version === null ? undefined : endOfLife(product, version);
  return [remedyFor(rule, product)?.docs, accountSource(product), ends?.source];
}

function safeLink(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' ? url.href : null;
}

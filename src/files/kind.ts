/** What a file is, by its name and by what stands in it; cheap, since most files of a tree are none of ours. */
import { basename } from 'node:path';
import type { Source } from './text/source.ts';
import { entries, get, type Value } from './text/value.ts';

export const KINDS = ['compose', 'kubernetes', 'terraform-plan', 'terraform'] as const;
export type Kind = (typeof KINDS)[number];

const COMPOSE_NAME = /^(?:[\w.-]*[-_.])?(?:docker-)?compose(?:[-_.][\w.-]*)?\.ya?ml$/i;

/** By the name and a glance at the text; what it really is shows when it is read. */
export function kindOf(path: string, { text }: Source): Kind | undefined {
  const name = basename(path);
  if (name.endsWith('.tf')) return 'terraform';
  if (/\.ya?ml$/i.test(name)) {
    if (COMPOSE_NAME.test(name)) return 'compose';
    if (/^\s*["']?apiVersion["']?\s*:/m.test(text) && /^\s*(?:- )?["']?kind["']?\s*:/m.test(text))
      return 'kubernetes';
    return /^services\s*:/m.test(text) && /^\s+(?:image|build)\s*:/m.test(text)
      ? 'compose'
      : undefined;
  }
  if (!/\.json$/i.test(name)) return undefined;
  const head = text.slice(0, GLANCE);
  if (/"(?:planned_values|resource_changes|terraform_version)"/.test(head)) return 'terraform-plan';
  if (/"apiVersion"/.test(head) && /"kind"/.test(head)) return 'kubernetes';
  return /"services"\s*:\s*\{/.test(head) && /compose/i.test(name) ? 'compose' : undefined;
}

const GLANCE = 4096;

/** What a text that is handed over as this kind cannot be without; an error message in its place is no pass. */
const NEEDS: Readonly<Record<Kind, RegExp>> = {
  compose: /^\s*["']?(?:services|include)["']?\s*:|[{,]\s*["']services["']\s*:/m,
  kubernetes: /["']?apiVersion["']?\s*:/,
  'terraform-plan': /"(?:planned_values|values|resource_changes)"\s*:/,
  terraform: /\b(?:resource|module|data|variable|locals|output|provider|terraform)\b/,
};

export function looksLike(kind: Kind, { text }: Source): boolean {
  return NEEDS[kind].test(text);
}

/** A Compose file that only makes sense over another one: a service has neither image nor build. */
export function isLayer(document: Value | undefined): boolean {
  return entries(get(document, 'services')).some(
    ([, { value }]) => !['image', 'build', 'extends'].some((key) => get(value, key) !== undefined),
  );
}

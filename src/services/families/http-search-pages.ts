/** What single pages of Elasticsearch and OpenSearch show. Pure. */
import { untrustedVersion } from '../../model/untrusted.ts';
import type { HttpLogIn } from './http-service.ts';
import { field, textField, type HttpPage } from './http-talk.ts';

/** 1.x has its own word for it. */
export function isIndexMissing({ status, text }: HttpPage): boolean {
  return (
    status === 404 && /index_not_found_exception|IndexMissingException/.test(text.slice(0, 2000))
  );
}

/** How many rows a `_cat` list has; one that was cut is counted as far as it came. */
export function rows({ status, json, text, truncated }: HttpPage): number | undefined {
  if (status !== 200) return undefined;
  if (Array.isArray(json)) return json.length;
  return truncated && /^\[\{"[a-z.]+":/.test(text) ? text.split('},{').length : undefined;
}

export function kind(page: HttpPage, what: string): string {
  const count = rows(page);
  if (count !== undefined && what !== '')
    return `HTTP 200, a list of ${count}${page.truncated ? ' or more' : ''} ${what}`;
  const type = /"type"\s*:\s*"((?:security|index_not_found)_exception)"/.exec(
    page.text.slice(0, 2000),
  )?.[1];
  return `HTTP ${page.status}${type ? `, ${type}` : ''}`;
}

export function rootKind({ status, json }: HttpPage): string {
  return status === 200 && field(json, 'version') !== undefined
    ? 'HTTP 200, name, cluster and version'
    : `HTTP ${status}`;
}

export function identity({ json }: HttpPage): { version: string | null; stableId?: string } {
  const uuid = textField(json, 'cluster_uuid') ?? '';
  // `_na_` until the cluster has formed.
  const stable = /^[\w-]{16,40}$/.test(uuid);
  return {
    version: untrustedVersion(textField(json, 'version', 'number')),
    ...(stable && { stableId: uuid }),
  };
}

/** Who am I, asked as somebody: 401 where the pair is wrong. */
export function searchLogIn(whoAmI: string, userField: string): HttpLogIn {
  return {
    path: whoAmI,
    letIn: ({ status, json }) => status === 200 && textField(json, userField) !== undefined,
  };
}

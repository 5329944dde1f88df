/** What single pages of Elasticsearch and OpenSearch show. Pure. */
import { untrustedVersion } from '../../model/untrusted.ts';
import type { HttpLogIn } from './http-service.ts';
import { field, textField, type HttpPage } from './http-talk.ts';

/** What a row of the list of indices always has, and one of nodes. */
export type Column = 'index' | 'version';

/** 1.x has its own word for it. */
export function isIndexMissing({ status, text }: HttpPage): boolean {
  return (
    status === 404 && /index_not_found_exception|IndexMissingException/.test(text.slice(0, 2000))
  );
}

/** The refusal of the cluster itself; anything before it refuses in words of its own. Shield named the class. */
export function isOwnRefusal({ status, text }: HttpPage): boolean {
  return status === 403 && /security_exception|AuthorizationException/.test(text.slice(0, 2000));
}

/** How many rows a `_cat` list has that gives `column`; one that was cut is counted as far as it came. */
export function rows(
  { status, json, text, truncated }: HttpPage,
  column: Column,
): number | undefined {
  if (status !== 200) return undefined;
  if (Array.isArray(json)) {
    const isWhole = json.every((row: unknown) => textField(row, column) !== undefined);
    return isWhole ? json.length : undefined;
  }
  return truncated && /^\[\{"[a-z.]+":/.test(text) ? text.split('},{').length : undefined;
}

const ROWS: Readonly<Record<Column, string>> = { index: 'indices', version: 'nodes' };

export function kind(page: HttpPage, column?: Column): string {
  const count = column && rows(page, column);
  if (column && count !== undefined)
    return `HTTP 200, a list of ${count}${page.truncated ? ' or more' : ''} ${ROWS[column]}`;
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

/** Shapes of answers that many products share. Pure; everything that comes in is untrusted. */
import { field, type HttpPage, textField } from './http-talk.ts';

/** `a list of 3 models`, where the list has at least one entry and each is an object with these text fields. */
export function listOf(
  list: unknown,
  what: string,
  ...fields: readonly string[]
): string | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined;
  const isWhole = list.every((entry) =>
    fields.every((name) => textField(entry, name) !== undefined),
  );
  return isWhole ? `a list of ${list.length} ${what}` : undefined;
}

/** It has all of these fields, whatever is in them. */
export function hasFields(json: unknown, ...names: readonly string[]): boolean {
  return names.every((name) => field(json, name) !== undefined);
}

/** FastAPI and Starlette, where nothing is at the path. https://fastapi.tiangolo.com/tutorial/handling-errors/ */
export function isFastApiNowhere({ status, json }: HttpPage): boolean {
  return status === 404 && textField(json, 'detail') === 'Not Found';
}

/** Products' own version routes that give it as a bare JSON string or as text: `"1.2.3"`. */
export function bareVersion(page: HttpPage | undefined): string | undefined {
  const found = /^\s*"?v?(\d{1,6}\.\d{1,6}(?:\.\d{1,6})?[\w.+-]{0,40})"?\s*$/.exec(
    page?.text ?? '',
  );
  return page?.status === 200 ? found?.[1] : undefined;
}

/** How many names the object at `path` has; `undefined` where there is no object. */
export function sizeAt(json: unknown, ...path: readonly string[]): number | undefined {
  const value = field(json, ...path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.keys(value).length;
}

/** Read once a page, because many products ask for it. */
const titles = new WeakMap<HttpPage, string>();

/** The text between the title's tags. */
export function titleOf(page: HttpPage): string {
  const known = titles.get(page);
  if (known !== undefined) return known;
  const title = (/<title[^>]{0,200}>([^<]{0,200})/i.exec(page.text)?.[1] ?? '').trim();
  titles.set(page, title);
  return title;
}

/** Where it redirects to, in path alone; `undefined` where it does not. */
export function redirectPath({ status, headers }: HttpPage): string | undefined {
  if (status < 300 || status >= 400) return undefined;
  const location = (headers.get('location') ?? '').slice(0, 500);
  return location.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
}

/** What Go's own server says where nothing is: https://pkg.go.dev/net/http#NotFound */
export function isGoNowhere({ status, text }: HttpPage): boolean {
  return status === 404 && text.trim() === '404 page not found';
}

/** `OpenAI`'s list of models, which many servers give. https://platform.openai.com/docs/api-reference/models/list */
export function modelsOf(json: unknown): string | undefined {
  return textField(json, 'object') === 'list'
    ? listOf(field(json, 'data'), 'models', 'id', 'object')
    : undefined;
}

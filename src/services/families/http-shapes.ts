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

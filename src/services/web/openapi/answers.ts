/** What the answer of a described route means for a caller without credentials. Pure. */
import { asksForCredentials, isBusy } from '../../families/http-judge.ts';
import { field, textField, type HttpPage } from '../../families/http-talk.ts';

export type Meaning = 'data' | 'protected' | 'absent' | 'busy' | 'other';

const ABSENT: readonly number[] = [404, 405, 410, 501];

export function meaningOf(page: HttpPage): Meaning {
  const { status } = page;
  if (asksForCredentials(page) || status === 403) return 'protected';
  if (isBusy(page)) return 'busy';
  if (ABSENT.includes(status)) return 'absent';
  if (leadsToLogIn(page)) return 'protected';
  if (status !== 200 && status !== 206) return 'other';
  if (saysUnauthorized(page)) return 'protected';
  return hasData(page) ? 'data' : 'other';
}

const LOG_IN = /(?:^|[/._-])(?:log-?in|sign-?in|auth|oauth2?|sso)(?:[/._?-]|$)/i;

function leadsToLogIn({ status, headers }: HttpPage): boolean {
  return status >= 300 && status < 400 && LOG_IN.test(headers.get('location') ?? '');
}

/** A refusal in the body of a 200. */
function saysUnauthorized({ json }: HttpPage): boolean {
  const code = field(json, 'code') ?? field(json, 'status') ?? field(json, 'statusCode');
  if (code === 401 || code === 403 || code === '401' || code === '403') return true;
  const words = [
    field(json, 'error'),
    field(json, 'message'),
    field(json, 'detail'),
    field(json, 'error', 'message'),
  ];
  return words.some(
    (word) =>
      typeof word === 'string' &&
      /unauthori[sz]ed|unauthenticated|not authenticated|authentication required|forbidden|access denied|permission denied|log in/i.test(
        word.slice(0, 200),
      ),
  );
}

/** An object or a list that is not empty and no error; or text that is no web page. Nothing of it is kept. */
function hasData({ json, text, headers, truncated }: HttpPage): boolean {
  const type = headers.get('content-type') ?? '';
  if (/^text\/html\b/i.test(type) || /^\s*<(?:!doctype html|html)\b/i.test(text)) return false;
  if (typeof json !== 'object' || json === null)
    return truncated || (!/json/i.test(type) && text.trim() !== '');
  if (Array.isArray(json)) return json.length > 0;
  if (textField(json, 'error') !== undefined || field(json, 'errors') !== undefined) return false;
  return Object.values(json).some(isSomething);
}

/** `{"items": [], "total": 0}` is an empty list in an envelope. */
function isSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return value !== null && value !== 0 && value !== '' && value !== false;
}

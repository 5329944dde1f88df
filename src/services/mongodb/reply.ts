/** Reading one answer of a MongoDB. Codes: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import type { BsonDocument, BsonValue } from '../../protocols/bson.ts';

const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;
const COMMAND_NOT_FOUND = 59;

/** Every answer carries `ok`; an echo of our own message does not. */
export function isAnswer(body: BsonDocument): boolean {
  const ok = body.get('ok');
  return typeof ok === 'number' || typeof ok === 'boolean';
}

/**
 * Where users exist the server refuses before it looks at rights ("requires authentication"); under the localhost
 * exception it looks, and finds none. https://www.mongodb.com/docs/manual/core/localhost-exception/
 */
export function isLocalhostException(body: BsonDocument): boolean {
  return (
    body.get('code') === UNAUTHORIZED &&
    text(body.get('errmsg')).startsWith('not authorized on admin to execute command')
  );
}

/** Servers before 2.6 refuse in words only. */
export function isRefusal(body: BsonDocument): boolean {
  if (succeeded(body)) return false;
  const code = body.get('code');
  if (code === UNAUTHORIZED || code === AUTHENTICATION_FAILED) return true;
  return (
    code === undefined &&
    /^(?:unauthorized|not authorized|need to login)/.test(text(body.get('errmsg')))
  );
}

export function succeeded(body: BsonDocument): boolean {
  const ok = body.get('ok');
  return ok === 1 || ok === true;
}

export function countOf(body: BsonDocument): number {
  const databases = body.get('databases');
  if (!Array.isArray(databases)) return 0;
  return (databases as readonly BsonValue[]).filter(
    (each) => each instanceof Map && each.has('name'),
  ).length;
}

/** FerretDB 1 names itself beside the version that it imitates, FerretDB 2 in a document of its own. */
export function identify(body: BsonDocument): { product: string; version: string | null } {
  const own = body.get('ferretdb');
  const nested = own instanceof Map ? (own as BsonDocument).get('version') : undefined;
  const ferret = text(body.get('ferretdbVersion') ?? nested);
  if (ferret !== '') return { product: 'ferretdb', version: untrustedVersion(ferret) };
  return { product: 'mongodb', version: untrustedVersion(text(body.get('version'))) };
}

export function seenAs(body: BsonDocument): { seenAs?: string } {
  const address = /^([\da-fA-F.:[\]]+):\d+$/.exec(text(body.get('you')))?.[1];
  return address === undefined ? {} : { seenAs: untrusted(address.replaceAll(/[[\]]/g, ''), 60) };
}

export function kindOf(body: BsonDocument): string {
  if (succeeded(body)) {
    if (!body.has('databases')) return 'ok 1';
    return countOf(body) > 0 ? 'ok 1, a list of databases' : 'ok 1, an empty list';
  }
  const code = body.get('code');
  if (typeof code !== 'number') return 'ok 0';
  return `code ${code}${NAMES.get(code) ?? ''}`;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [UNAUTHORIZED, ' Unauthorized'],
  [AUTHENTICATION_FAILED, ' AuthenticationFailed'],
  [COMMAND_NOT_FOUND, ' CommandNotFound'],
]);

function text(value: BsonValue): string {
  return typeof value === 'string' ? value : '';
}

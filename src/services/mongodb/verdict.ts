/** What five answers of a MongoDB mean. Error codes: https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
import { untrusted, untrustedVersion } from '../../model/untrusted.ts';
import type { BsonDocument, BsonValue } from '../../protocols/bson.ts';
import { look, type Look } from '../service.ts';

export interface Answers {
  readonly buildInfo: BsonDocument;
  readonly databases: BsonDocument;
  readonly parameter: BsonDocument;
  readonly client: BsonDocument;
  /** The answer to a command that does not exist. */
  readonly control: BsonDocument;
}

export interface Place {
  /** We stand on the server's own host, where the localhost exception may hold. */
  readonly loopback: boolean;
  readonly plaintext: boolean | null;
}

const UNAUTHORIZED = 13;
const AUTHENTICATION_FAILED = 18;
const COMMAND_NOT_FOUND = 59;

/** Every answer carries `ok`; an echo of our own message does not. */
export function isAnswer(body: BsonDocument): boolean {
  const ok = body.get('ok');
  return typeof ok === 'number' || typeof ok === 'boolean';
}

export function judge(answers: Answers, { loopback, plaintext }: Place): Look {
  const { databases, parameter, control } = answers;
  const facts = {
    ...identify(answers.buildInfo),
    ...seenAs(answers.client),
    protocol: 'mongodb',
    plaintext,
    proof: [
      { asked: 'listDatabases, names only', answered: kindOf(databases) },
      { asked: 'getParameter authenticationMechanisms', answered: kindOf(parameter) },
    ],
    control: [{ asked: 'a command that does not exist', answered: kindOf(control) }],
  };
  if (succeeded(control)) {
    return look({ ...facts, product: null, access: 'decoy', reason: 'It accepts a command that does not exist in any MongoDB.' });
  }
  if (isRefusal(databases)) {
    return look({ ...facts, access: 'protected', reason: 'It lists no databases before a log-in (code 13, Unauthorized).' });
  }
  if (!succeeded(databases)) {
    return look({ ...facts, access: 'unknown', reason: `It did not list its databases: ${kindOf(databases)}.` });
  }
  return listed(facts, answers, loopback);
}

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

function listed(facts: Facts, { databases, parameter }: Answers, loopback: boolean): Look {
  const count = countOf(databases);
  if (count > 0 && isRefusal(parameter)) {
    return look({
      ...facts,
      access: 'partial',
      reason: 'It lists databases without a log-in, and refuses its settings (code 13).',
      grants: 'metadata',
    });
  }
  if (count > 0 || succeeded(parameter)) {
    return look({
      ...facts,
      access: 'open',
      reason:
        count > 0
          ? 'It lists its databases to a client that never logged in.'
          : 'It gives its settings to a client that never logged in; it holds no database yet.',
      // Without access control every client may do everything; FerretDB has no commands that administer the server.
      grants: facts.product === 'ferretdb' ? 'read-write' : 'admin',
      authMethods: ['none'],
    });
  }
  if (loopback && isLocalhostException(parameter)) {
    return look({
      ...facts,
      access: 'unclaimed',
      reason: 'Access control is on and no user exists yet: the first caller on its own host may create one (localhost exception).',
    });
  }
  return isRefusal(parameter)
    ? look({ ...facts, access: 'protected', reason: 'It shows no database before a log-in, and refuses its settings (code 13, Unauthorized).' })
    : look({ ...facts, access: 'identified', reason: 'Its list of databases is empty, and nothing else told whether it asks for a log-in.' });
}

/**
 * Where users exist the server refuses before it looks at rights ("requires authentication"); under the localhost
 * exception it looks, and finds none. https://www.mongodb.com/docs/manual/core/localhost-exception/
 */
function isLocalhostException(body: BsonDocument): boolean {
  return body.get('code') === UNAUTHORIZED && /^not authorized on admin to execute command/.test(text(body.get('errmsg')));
}

/** Servers before 2.6 refuse in words only. */
function isRefusal(body: BsonDocument): boolean {
  if (succeeded(body)) return false;
  const code = body.get('code');
  if (code === UNAUTHORIZED || code === AUTHENTICATION_FAILED) return true;
  return code === undefined && /^(?:unauthorized|not authorized|need to login)/.test(text(body.get('errmsg')));
}

function succeeded(body: BsonDocument): boolean {
  const ok = body.get('ok');
  return ok === 1 || ok === true;
}

function countOf(body: BsonDocument): number {
  const databases = body.get('databases');
  if (!Array.isArray(databases)) return 0;
  return (databases as readonly BsonValue[]).filter((each) => each instanceof Map && each.has('name')).length;
}

/** FerretDB 1 names itself beside the version that it imitates, FerretDB 2 in a document of its own. */
function identify(body: BsonDocument): { product: string; version: string | null } {
  const own = body.get('ferretdb');
  const nested = own instanceof Map ? (own as BsonDocument).get('version') : undefined;
  const ferret = text(body.get('ferretdbVersion') ?? nested);
  if (ferret !== '') return { product: 'ferretdb', version: untrustedVersion(ferret) };
  return { product: 'mongodb', version: untrustedVersion(text(body.get('version'))) };
}

function seenAs(body: BsonDocument): { seenAs?: string } {
  const address = /^([\da-fA-F.:[\]]+):\d+$/.exec(text(body.get('you')))?.[1];
  return address === undefined ? {} : { seenAs: untrusted(address, 60) };
}

function kindOf(body: BsonDocument): string {
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

/** What five answers of a MongoDB mean. */
import type { BsonDocument } from '../../protocols/bson.ts';
import {
  countOf,
  identify,
  isLocalhostException,
  isRefusal,
  kindOf,
  seenAs,
  succeeded,
} from './reply.ts';
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
    return look({
      ...facts,
      product: null,
      access: 'decoy',
      reason: 'It accepts a command that does not exist in any MongoDB.',
    });
  }
  if (isRefusal(databases)) {
    return look({
      ...facts,
      access: 'protected',
      reason: 'It lists no databases before a log-in (code 13, Unauthorized).',
    });
  }
  if (!succeeded(databases)) {
    return look({
      ...facts,
      access: 'unknown',
      reason: `It did not list its databases: ${kindOf(databases)}.`,
    });
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
      reason:
        'Access control is on and no user exists yet: the first caller on its own host may create one (localhost exception).',
    });
  }
  return isRefusal(parameter)
    ? look({
        ...facts,
        access: 'protected',
        reason:
          'It shows no database before a log-in, and refuses its settings (code 13, Unauthorized).',
      })
    : look({
        ...facts,
        access: 'identified',
        reason:
          'Its list of databases is empty, and nothing else told whether it asks for a log-in.',
      });
}

/** What the answers of a NATS mean. Its errors: https://docs.nats.io/reference/reference-protocols/nats-protocol#okerr */
import type { Exchange } from '../../model/observation.ts';
import { look, type Look } from '../service.ts';

export type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

export interface Answers {
  /** PONG came. */
  readonly letIn: boolean;
  /** Every error, in the order in which they came. */
  readonly errors: readonly string[];
  /** Everything was, even the verb that no server knows. */
  readonly acknowledged: boolean;
}

export function judge(facts: Facts, answers: Answers): Look {
  return answers.letIn ? judgeLetIn(facts, answers) : refused(facts, answers.errors[0] ?? '');
}

function judgeLetIn(facts: Facts, { errors, acknowledged }: Answers): Look {
  const denied = errors.some((error) => /^permissions violation/i.test(error));
  const refusedVerb = errors.some((error) => /^unknown protocol/i.test(error));
  const proof: readonly Exchange[] = [
    { asked: 'CONNECT without credentials, PING', answered: 'PONG' },
    {
      asked: 'SUB to a subject that nobody uses',
      answered: denied ? '-ERR, Permissions Violation' : '+OK',
    },
  ];
  const answered = refusedVerb ? '-ERR, Unknown Protocol Operation' : 'no refusal';
  const seen = {
    ...facts,
    proof,
    control: [{ asked: 'a verb that does not exist', answered }],
    authMethods: ['none'],
  } as const;
  if (acknowledged)
    return look({
      ...seen,
      product: null,
      access: 'decoy',
      reason: 'It acknowledges a verb that does not exist in any NATS.',
    });
  if (!refusedVerb)
    return look({
      ...seen,
      access: 'unknown',
      reason: 'It answered PONG, and said nothing to a verb that does not exist in any NATS.',
    });
  return denied
    ? look({
        ...seen,
        access: 'partial',
        grants: 'metadata',
        reason: 'It lets a client without credentials in, and limits what it may subscribe to.',
      })
    : look({
        ...seen,
        access: 'open',
        // It may hear every message; whether it may publish was not tried.
        grants: 'read',
        reason: 'It lets a client without credentials in (PONG), and takes its subscriptions.',
      });
}

function refused(facts: Facts, error: string): Look {
  const known = KNOWN.find(({ says }) => says.test(error));
  return look({
    ...facts,
    proof: [{ asked: 'CONNECT without credentials, PING', answered: known?.word ?? 'no PONG' }],
    access: known?.access ?? 'unknown',
    reason: known?.reason ?? 'It answered CONNECT and PING neither with PONG nor with a refusal.',
    ...(known?.access !== 'protected' && { authMethods: [] }),
  });
}

const KNOWN = [
  {
    says: /^auth/i,
    word: '-ERR, Authorization Violation',
    access: 'protected',
    reason: 'It refuses a client without credentials (Authorization Violation).',
  },
  {
    says: /^maximum connections/i,
    word: '-ERR, maximum connections exceeded',
    access: 'unknown',
    reason: 'It takes no more connections at present.',
  },
  {
    says: /port$/i,
    word: '-ERR, wrong port',
    access: 'identified',
    reason: 'It is a port for other servers of the cluster, which serves no clients.',
  },
] as const;

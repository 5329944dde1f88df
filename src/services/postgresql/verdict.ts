/** What refusals and questions for a password say. Pure. */
import type { AuthMethod } from '../../model/observation.ts';
import { look, type Look } from '../service.ts';
import type { Attempt, Outcome } from './session.ts';
import { addressIn, exchangesOf, kindOf, plaintextOf, type Kind } from './words.ts';

const ORDER: readonly Kind[] = [
  'asks',
  'trust',
  'certificate',
  'busy',
  'denied',
  'tls',
  'other',
  'fault',
];

/** The verdict where no session became ready; the most telling of the attempts carries it. */
export function judgeRefused(attempts: readonly Attempt[], product: string): Look {
  const best =
    ORDER.find((kind) => attempts.some(({ outcome }) => kindOf(outcome) === kind)) ?? 'other';
  const carrier = attempts.find(({ outcome }) => kindOf(outcome) === best)?.outcome;
  if (carrier?.kind === 'fault') throw carrier.error;
  const methods = attempts.flatMap(({ outcome }) =>
    outcome.kind === 'asks' ? [outcome.method] : [],
  );
  const texts = attempts.flatMap(({ outcome }) =>
    kindOf(outcome) === 'denied' && outcome.kind === 'refused' ? [outcome.text] : [],
  );
  const plaintext = plaintextOf(attempts, best);
  return look({
    product,
    protocol: 'pgwire',
    plaintext,
    proof: exchangesOf(attempts),
    authMethods: [...new Set(methods)],
    ...addressIn(texts[0] ?? ''),
    ...verdictOf(best, carrier, { plaintext, methods }),
  });
}

interface Circumstances {
  readonly plaintext: boolean | null;
  readonly methods: readonly AuthMethod[];
}

function verdictOf(
  best: Kind,
  carrier: Outcome | undefined,
  { plaintext, methods }: Circumstances,
): Pick<Look, 'access' | 'reason'> & Partial<Look> {
  const code = codeOf(carrier);
  switch (best) {
    case 'asks':
      return { access: 'protected', reason: asksReason(methods, plaintext) };
    case 'trust':
      return {
        access: 'identified',
        authMethods: ['none'],
        reason: `A trust rule lets this source in without a credential, but the name that was given does not exist (${code}); whoever knows one gets a session.`,
      };
    case 'certificate':
      return {
        access: 'protected',
        reason: 'It asks for a client certificate.',
        authMethods: ['client-certificate'],
      };
    case 'busy':
      return {
        access: 'unknown',
        reason: `It takes no session at the moment (${code}); it must be asked again.`,
      };
    case 'denied':
      return { access: 'denied', reason: 'pg_hba.conf lets no user postgres in from our address.' };
    case 'tls':
      return {
        access: 'tls-only',
        reason: 'It takes sessions inside TLS only, and none came about there.',
      };
    case 'other':
    case 'ready':
    case 'fault':
      return {
        access: 'identified',
        reason: `It refused the session (${code}) without asking for a credential, so that how it asks others was not seen.`,
      };
  }
}

function codeOf(outcome: Outcome | undefined): string {
  return outcome?.kind === 'refused' ? outcome.code : '';
}

function asksReason(methods: readonly AuthMethod[], plaintext: boolean | null): string {
  const only = plaintext === false ? ', and only inside TLS' : '';
  return `It asks for a password (${[...new Set(methods)].join(', ')})${only}.`;
}

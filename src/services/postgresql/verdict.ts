/** What refusals and questions for a password say. Pure. */
import type { AuthMethod, Exchange } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import { look, type Look } from '../service.ts';
import type { Attempt, Outcome } from './session.ts';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html; pg_hba.conf is called so in every language. */
export type Kind = 'ready' | 'asks' | 'trust' | 'certificate' | 'denied' | 'tls' | 'busy' | 'other' | 'fault';

export function kindOf(outcome: Outcome): Kind {
  if (outcome.kind !== 'refused') return outcome.kind;
  const { code, text } = outcome;
  if (/^5[37]/.test(code)) return 'busy';
  if (outcome.let && /^(?:28000|3D000)$/.test(code)) return 'trust';
  if (/client certificate/i.test(text)) return 'certificate';
  if (code === '28000' && /pg_hba/.test(text)) return 'denied';
  if (/(?:SSL|TLS)(?: connection)?(?: is)? required|running secure mode/i.test(text)) return 'tls';
  return 'other';
}

/** How an outcome is told in a proof. */
export function wordsOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'ready':
      return 'AuthenticationOk, ReadyForQuery';
    case 'asks':
      return outcome.words;
    case 'refused':
      return `${outcome.let ? 'AuthenticationOk, then ' : ''}ErrorResponse ${outcome.code}`;
    case 'fault':
      return outcome.error.fault;
  }
}

export function asked(user: string, { encrypted }: Attempt): string {
  return `StartupMessage user=${user}${encrypted ? ' inside TLS' : ''}`;
}

export function exchangesOf(attempts: readonly Attempt[], user = 'postgres'): Exchange[] {
  return attempts.map((each) => ({ asked: asked(user, each), answered: wordsOf(each.outcome) }));
}

/** The address in front of the first comma: `no pg_hba.conf entry for host "192.0.2.7", user …`, in any quotes. */
export function addressIn(text: string): { seenAs?: string } {
  const address = /["'«„“»‹「]\s?([0-9a-fA-F.:]{3,45})\s?["'»“”«›」]/.exec(text)?.[1];
  return address === undefined || !/[.:]/.test(address) ? {} : { seenAs: untrusted(address, 60) };
}

/** Did clear text do as well as TLS? */
export function plaintextOf(attempts: readonly Attempt[], best: Kind): boolean | null {
  const plain = attempts.find(({ encrypted }) => !encrypted);
  if (!plain) return null;
  const kind = kindOf(plain.outcome);
  if (kind === 'fault') return null;
  if (kind === 'tls') return false;
  if (kind !== 'denied') return true;
  const alone = attempts.every(({ encrypted }) => !encrypted);
  if (alone) return true;
  return best === 'denied' ? null : false;
}

const ORDER: readonly Kind[] = ['asks', 'trust', 'certificate', 'busy', 'denied', 'tls', 'other', 'fault'];

/** The verdict where no session became ready; the most telling of the attempts carries it. */
export function judgeRefused(attempts: readonly Attempt[], product: string): Look {
  const best = ORDER.find((kind) => attempts.some(({ outcome }) => kindOf(outcome) === kind)) ?? 'other';
  const carrier = attempts.find(({ outcome }) => kindOf(outcome) === best)?.outcome;
  if (carrier?.kind === 'fault') throw carrier.error;
  const methods = attempts.flatMap(({ outcome }) => (outcome.kind === 'asks' ? [outcome.method] : []));
  const texts = attempts.flatMap(({ outcome }) => (kindOf(outcome) === 'denied' && outcome.kind === 'refused' ? [outcome.text] : []));
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

function verdictOf(best: Kind, carrier: Outcome | undefined, { plaintext, methods }: Circumstances): Pick<Look, 'access' | 'reason'> & Partial<Look> {
  const code = carrier?.kind === 'refused' ? carrier.code : '';
  switch (best) {
    case 'asks':
      return { access: 'protected', reason: `It asks for a password (${[...new Set(methods)].join(', ')})${plaintext === false ? ', and only inside TLS' : ''}.` };
    case 'trust':
      return {
        access: 'identified',
        authMethods: ['none'],
        reason: `A trust rule lets this source in without a credential, but the name that was given does not exist (${code}); whoever knows one gets a session.`,
      };
    case 'certificate':
      return { access: 'protected', reason: 'It asks for a client certificate.', authMethods: ['client-certificate'] };
    case 'busy':
      return { access: 'unknown', reason: `It takes no session at the moment (${code}); it must be asked again.` };
    case 'denied':
      return { access: 'denied', reason: 'pg_hba.conf lets no user postgres in from our address.' };
    case 'tls':
      return { access: 'tls-only', reason: 'It takes sessions inside TLS only, and none came about there.' };
    case 'other':
    case 'ready':
    case 'fault':
      return { access: 'identified', reason: `It refused the session (${code}) without asking for a credential, so that how it asks others was not seen.` };
  }
}

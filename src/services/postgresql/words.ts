/** What an outcome is called, and what it says about the transport and about us. Pure. */
import type { Exchange } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import type { Attempt, Outcome } from './session.ts';

/** https://www.postgresql.org/docs/current/errcodes-appendix.html; pg_hba.conf is called so in every language. */
export type Kind =
  | 'ready'
  | 'asks'
  | 'trust'
  | 'certificate'
  | 'denied'
  | 'tls'
  | 'busy'
  | 'other'
  | 'fault';

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

import type { Certificate } from '../model/observation.ts';
import { notApplicable, unknown, type Verdict } from '../model/verdict.ts';
import type { Judged } from './rule.ts';

/** Judges the certificate that was shown: none without TLS, and not known where TLS ended before it. */
export function withCertificate(
  { observation: { access, tls } }: Judged,
  judge: (certificate: Certificate) => Verdict,
): Verdict {
  if (!tls?.offered || access === 'decoy') return notApplicable;
  return tls.certificate ? judge(tls.certificate) : unknown('The handshake showed no certificate.');
}

/** A day of the certificate, or `undefined` where it is no date; then nothing can be said. */
export function dayOf(date: string): Date | undefined {
  const day = new Date(date);
  return Number.isNaN(day.getTime()) ? undefined : day;
}

/** As it stands in a sentence: made from the parsed date, so no text of the server gets through. */
export function inWords(day: Date): string {
  return day.toISOString().slice(0, 10);
}

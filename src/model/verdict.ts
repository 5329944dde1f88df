import type { Control } from './access.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** What a rule says of one asset. `unknown` is an answer of its own: what could not be told never reads as a pass. */
export type Verdict =
  | {
      readonly outcome: 'fail';
      /** One sentence on why it fails here; it holds no text from a server. */
      readonly because: string;
      /** What the weakness gives to a caller without credentials; the score rests on it. */
      readonly gives: Control;
    }
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'not-applicable' }
  | { readonly outcome: 'unknown'; readonly because: string };

export const pass: Verdict = { outcome: 'pass' };
export const notApplicable: Verdict = { outcome: 'not-applicable' };

export function fail(because: string, gives: Control): Verdict {
  return { outcome: 'fail', because, gives };
}

export function unknown(because: string): Verdict {
  return { outcome: 'unknown', because };
}

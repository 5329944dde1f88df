/** A check for one sign of compromise: it reads, and changes nothing. */
import type { Indicator } from '../../model/case.ts';
import { untrusted } from '../../model/untrusted.ts';
import type { Asker } from '../ask/asker.ts';

export interface Sign {
  readonly id: string;
  readonly kind: Indicator['kind'];
  readonly title: string;
  /** How the same would come about without anybody's ill will. */
  readonly innocent: string;
  /** What shows it, in words for a person; empty where nothing does. */
  readonly look: (asker: Asker) => Promise<readonly string[]>;
}

const MOST_EVIDENCE = 20;

export function cleaned(evidence: readonly string[]): string[] {
  const shown = evidence.slice(0, MOST_EVIDENCE).map((line) => untrusted(line));
  const rest = evidence.length - shown.length;
  return rest > 0 ? [...shown, `and ${rest} more`] : shown;
}

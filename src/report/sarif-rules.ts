import type { ReportingDescriptor } from 'sarif';
import type { Finding } from '../model/finding.ts';
import type { Severity } from '../model/verdict.ts';
import { forSarif } from './escape.ts';
import type { RuleHeader } from './options.ts';

/** GitHub reads `security-severity` by the bands of CVSS. Ours are other bands of another score, so a value is moved into the band of its name. */
const BANDS: Readonly<
  Record<Severity, { from: number; to: number; shown: readonly [number, number] }>
> = {
  critical: { from: 80, to: 100, shown: [9, 10] },
  high: { from: 55, to: 80, shown: [7, 8.9] },
  medium: { from: 30, to: 55, shown: [4, 6.9] },
  low: { from: 10, to: 30, shown: [0.1, 3.9] },
  info: { from: 0, to: 10, shown: [0, 0] },
};

export function securitySeverity({ severity, score }: Finding): number {
  const { from, to, shown } = BANDS[severity];
  const share = Math.min(1, Math.max(0, (score.value - from) / (to - from)));
  return Math.round((shown[0] + share * (shown[1] - shown[0])) * 10) / 10;
}

/** The rules that failed somewhere, each with its worst severity: GitHub takes it from the rule, not from the result. */
export class HitRules {
  readonly #order = new Map<string, { readonly index: number; worst: number }>();

  add(finding: Finding): void {
    const worst = securitySeverity(finding);
    const hit = this.#order.get(finding.rule);
    if (hit === undefined) this.#order.set(finding.rule, { index: this.#order.size, worst });
    else hit.worst = Math.max(hit.worst, worst);
  }

  indexOf(rule: string): number {
    return this.#order.get(rule)?.index ?? -1;
  }

  descriptors(headers: readonly RuleHeader[]): ReportingDescriptor[] {
    const byId = new Map(headers.map((header) => [header.id, header]));
    return [...this.#order].map(([id, { worst }]) => descriptor(id, byId.get(id), worst));
  }
}

/** GitHub takes 20 tags a rule. */
const TAGS_MAX = 20;

function descriptor(id: string, header: RuleHeader | undefined, worst: number) {
  const numbers = (header?.cwe ?? []).flatMap((cwe) => /\d+/.exec(cwe)?.[0] ?? []);
  const properties = {
    'security-severity': worst.toFixed(1),
    tags: ['security', ...numbers.map((cwe) => `external/cwe/cwe-${cwe}`)].slice(0, TAGS_MAX),
  };
  if (header === undefined) return { id, properties };

  const page = header.references.find((reference) => reference.startsWith('https://'));
  return {
    id,
    shortDescription: { text: forSarif(header.title) },
    fullDescription: { text: forSarif(header.why) },
    help: { text: `${forSarif(header.why)}\n\n${forSarif(header.remedy)}` },
    ...(page !== undefined && { helpUri: page }),
    properties,
  };
}

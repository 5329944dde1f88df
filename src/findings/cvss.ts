import type { Control } from '../model/access.ts';
import type { Vantage } from '../model/vantage.ts';

/** Impact on the system itself (VC, VI, VA) and on others (SC, SI, SA). */
const IMPACT: Readonly<Record<Control, string | undefined>> = {
  'code-execution': 'VC:H/VI:H/VA:H/SC:H/SI:H/SA:H',
  admin: 'VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  // Who may change all data may delete it.
  'read-write': 'VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
  read: 'VC:H/VI:N/VA:N/SC:N/SI:N/SA:N',
  metadata: 'VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
  banner: undefined,
};

const ATTACK_VECTOR: Readonly<Record<Vantage, 'N' | 'A' | 'L'>> = {
  internet: 'N',
  partner: 'N',
  corporate: 'N',
  segment: 'A',
  host: 'L',
};

/**
 * A CVSS 4.0 vector for exchange with other tools; it hardly tells the internet from an office network, so nothing
 * is ranked by it. `undefined` where nothing is given away.
 */
export function cvssLabel(
  gives: Control,
  vantage: Vantage,
  { needsAccount = false }: { readonly needsAccount?: boolean } = {},
): string | undefined {
  const impact = IMPACT[gives];
  if (impact === undefined) return undefined;
  // A well-known or published password is modelled as a requirement of the attack.
  return `CVSS:4.0/AV:${ATTACK_VECTOR[vantage]}/AC:L/AT:${needsAccount ? 'P' : 'N'}/PR:N/UI:N/${impact}`;
}

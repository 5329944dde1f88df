/** A read-only account that the owner lent for one endpoint, and what came of it. */
import type { InventoryBuilder } from '../data/inventory.ts';
import type { Inventory } from '../model/inventory.ts';
import type { CredentialUse } from '../model/observation.ts';
import type { WireError, WireFault } from '../protocols/line.ts';
import type { LogIn } from '../services/inventory.ts';
import type { Trust } from '../wire/tls.ts';

export interface Credential {
  readonly logIn: LogIn;
  /** Who must vouch for the endpoint before it is spoken. */
  readonly trust: Trust;
}

/** What ends a conversation in which nothing of a credential was said yet. */
const WITHHELD: readonly WireFault[] = ['exposed', 'tls-failed'];

const WORDS = {
  withheld:
    'The credential of nightlatch.yaml was withheld: the line is neither TLS with a certificate that verifies and fits, nor loopback.',
  refused: 'The credential of nightlatch.yaml was not let in, or lists nothing.',
  unused: 'The credential of nightlatch.yaml was not used: no log-in for this product is known.',
} as const;

export function useOf(
  into: InventoryBuilder,
  ended: WireError | undefined,
  canWrite: boolean | undefined,
): CredentialUse {
  const outcome = outcomeOf(into, ended);
  if (outcome === 'used') return { outcome, canWrite: canWrite ?? null };
  into.missed(WORDS[outcome]);
  return { outcome, canWrite: null };
}

function outcomeOf(into: InventoryBuilder, ended?: WireError): CredentialUse['outcome'] {
  if (into.isListed) return 'used';
  if (ended && WITHHELD.includes(ended.fault)) return 'withheld';
  return into.wasTold || ended ? 'refused' : 'unused';
}

export function unusedCredential(): { inventory: Inventory; credential: CredentialUse } {
  const inventory = { complete: false, notReached: WORDS.unused, items: [] };
  return { inventory, credential: { outcome: 'unused', canWrite: null } };
}

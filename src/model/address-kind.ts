import { z } from 'zod';

const V4 = z.ipv4();
const V6 = z.ipv6();

/** Which kind of address this is, or none: a ledger may have been written by another program. */
export function addressKind(text: string | null): 'ipv4' | 'ipv6' | null {
  if (V4.safeParse(text).success) return 'ipv4';
  return V6.safeParse(text).success ? 'ipv6' : null;
}

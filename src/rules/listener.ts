import type { Endpoint } from '../model/observation.ts';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/**
 * Whether what is said to the endpoint never leaves this machine: it is bound to loopback,
 * or it was reached at a loopback address and nothing says that it is bound wider.
 */
export function staysOnHost({ address, boundTo }: Endpoint): boolean {
  return LOOPBACK.test(boundTo ?? address);
}

/**
 * Loki, Mimir and Tempo with tenants: what says no tenant is refused with 401, though no credentials are wanted, and any
 * name is taken for a tenant's. None is guessed. https://grafana.com/docs/loki/latest/operations/authentication/
 */
import type { Look } from '../service.ts';
import type { HttpProof } from './http-product-table.ts';
import type { HttpPage } from './http-talk.ts';

/** In these words since Cortex, from which they come. */
const wantsTenant = ({ text }: HttpPage): boolean => /^no org id\s*$/.test(text);

/** The same page as it is without tenants and with them. */
export function tenantProofs(path: string, shows: HttpProof['shows']): HttpProof[] {
  const tenant: HttpProof = {
    path,
    status: 401,
    shows: (page) => (wantsTenant(page) ? 'the name of a tenant is wanted' : undefined),
    whole: true,
  };
  return [{ path, shows }, tenant];
}

export function sayTenant(seen: Look, page: HttpPage | undefined): Look {
  if (seen.access !== 'open' || !page || !wantsTenant(page)) return seen;
  return {
    ...seen,
    reason: 'It wants the name of a tenant and no credentials: whoever names one is let in.',
    proof: seen.proof.filter(({ answered }) => answered !== 'HTTP 401'),
  };
}

/** An answer of Prometheus' interface, which they keep to: it may be empty and have no list at all. */
export function isSuccess({ json }: HttpPage): boolean {
  return typeof json === 'object' && json !== null && 'status' in json && json.status === 'success';
}

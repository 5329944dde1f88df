/**
 * The web server that Prometheus and its kin share. With accounts it refuses every path in the same few words, so that
 * only the usual port tells which of them it is. https://github.com/prometheus/exporter-toolkit
 */
import type { HttpEvidence } from './http-service.ts';

/** Its refusal: a Basic challenge without a realm, as no other server sends. */
export function refusesAsExporter({ root }: HttpEvidence): boolean {
  return (
    root.status === 401 &&
    root.headers.get('www-authenticate') === 'Basic' &&
    root.headers.get('x-content-type-options') === 'nosniff' &&
    root.text === 'Unauthorized\n'
  );
}

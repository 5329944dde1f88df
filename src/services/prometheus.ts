/**
 * Prometheus, and nobody else of its kin. With accounts it refuses even its version, so that only the usual port tells
 * it. https://prometheus.io/docs/prometheus/latest/querying/api/ https://prometheus.io/docs/operating/security/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { refusesAsExporter } from './families/http-exporter.ts';
import { httpProduct } from './families/http-product.ts';
import type { Pages } from './families/http-product-table.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { redirectPath, sizeAt } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';
import { prometheusInventory } from './inventories/prometheus.ts';

const VERSION = '/version';
const FLAGS = '/api/v1/status/flags';
/** Since 2.15: how many series there are; one name of each list. */
const TSDB = '/api/v1/status/tsdb?limit=1';

export const prometheus = httpProduct({
  id: 'prometheus',
  title: 'Prometheus',
  verified: 'Prometheus 2.42.0, real server; 3, by its documentation',
  recognise: (evidence) =>
    (leadsToPages(evidence) && saysVersion(evidence)) ||
    (evidence.port === 9090 && refusesAsExporter(evidence)),
  proofs: [
    {
      path: FLAGS,
      shows: ({ json }) =>
        textField(json, 'data', 'config.file') === undefined
          ? undefined
          : `its ${sizeAt(json, 'data')} settings`,
    },
    {
      path: TSDB,
      shows: ({ json }) => {
        const count = field(json, 'data', 'headStats', 'numSeries');
        return typeof count === 'number' ? `a count of ${count} series` : undefined;
      },
    },
  ],
  version: ({ shared }) => untrustedVersion(textField(shared.get(VERSION)?.json, 'version')),
  inventory: prometheusInventory,
  grants: (pages) => (mayBeManaged(pages) ? 'admin' : 'read'),
});

/** `/query` since 3, `/graph` before, `/classic/graph` as Debian packs it; any of them below a prefix. */
function leadsToPages({ root }: HttpEvidence): boolean {
  return /\/(?:graph|query)\/?$/.test(redirectPath(root) ?? '');
}

function saysVersion({ shared }: HttpEvidence): boolean {
  const json = shared.get(VERSION)?.json;
  return ['version', 'branch', 'buildUser', 'goVersion'].every(
    (name) => textField(json, name) !== undefined,
  );
}

/** Series can be deleted, or the server be stopped. https://prometheus.io/docs/prometheus/latest/command-line/prometheus/ */
function mayBeManaged(pages: Pages): boolean {
  const json = pages.get(FLAGS)?.json;
  return ['web.enable-admin-api', 'web.enable-lifecycle'].some(
    (name) => textField(json, 'data', name) === 'true',
  );
}

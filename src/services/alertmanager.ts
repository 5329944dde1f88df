/**
 * Alertmanager: whoever reaches it may silence alerts. With accounts it refuses every path alike, so that only the
 * usual port tells it. https://prometheus.io/docs/alerting/latest/alertmanager/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { refusesAsExporter } from './families/http-exporter.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf, titleOf } from './families/http-shapes.ts';
import { textField, type HttpPage } from './families/http-talk.ts';

const STATUS = '/api/v2/status';

export const alertmanager = httpProduct({
  id: 'alertmanager',
  title: 'Alertmanager',
  verified: 'Alertmanager 0.25.0, real server',
  recognise({ port, root, shared }) {
    const told = shared.get(STATUS);
    if (told) return isStatus(told);
    if (titleOf(root) === 'Alertmanager') return 'maybe';
    return port === 9093 && refusesAsExporter({ port, root, shared });
  },
  tells: { path: STATUS },
  proofs: [
    { path: STATUS, shows: (page) => (isStatus(page) ? 'its configuration' : undefined) },
    {
      path: '/api/v2/receivers',
      shows: ({ json }) => listOf(json, 'receivers', 'name'),
    },
  ],
  version: (_, pages) =>
    untrustedVersion(textField(pages.get(STATUS)?.json, 'versionInfo', 'version')),
  grants: 'read-write',
});

function isStatus({ json }: HttpPage): boolean {
  return (
    textField(json, 'config', 'original') !== undefined &&
    textField(json, 'versionInfo', 'version') !== undefined
  );
}

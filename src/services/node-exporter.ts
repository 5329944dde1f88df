/**
 * Node exporter: what the machine is and does, to anybody unless it has accounts; then every path is refused alike, so
 * that only the usual port tells it. One collector is asked. https://github.com/prometheus/node_exporter
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { refusesAsExporter } from './families/http-exporter.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import type { HttpPage } from './families/http-talk.ts';

/** `collect[]=uname`: https://github.com/prometheus/node_exporter#filtering-enabled-collectors */
const METRICS = '/metrics?collect%5B%5D=uname';

export const nodeExporter = httpProduct({
  id: 'node-exporter',
  title: 'Node exporter',
  verified: 'node_exporter 1.5.0, real server',
  recognise({ port, root, shared }) {
    const told = shared.get(METRICS);
    if (told) return build(told) !== undefined;
    if (titleOf(root) === 'Node Exporter') return 'maybe';
    return port === 9100 && refusesAsExporter({ port, root, shared });
  },
  tells: { path: METRICS },
  proofs: [
    {
      path: METRICS,
      shows: (page) =>
        build(page) !== undefined && /^node_uname_info\{/m.test(page.text)
          ? 'metrics of the machine'
          : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(build(pages.get(METRICS))),
  grants: 'metadata',
});

/** The version that it says of itself among its metrics. */
function build(page: HttpPage | undefined): string | undefined {
  return /^node_exporter_build_info\{[^}]{0,300}\bversion="([^"]{1,40})"/m.exec(
    page?.text ?? '',
  )?.[1];
}

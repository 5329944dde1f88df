/**
 * The console of CockroachDB. Its page, `/health` and `/_status/vars` are for anybody, what it shows only where the
 * cluster was started with `--insecure`. https://www.cockroachlabs.com/docs/stable/ui-overview#db-console-access
 */
import { untrusted } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const CLUSTER = '/_admin/v1/cluster';

export const cockroachdb = httpProduct({
  id: 'cockroachdb',
  title: 'CockroachDB',
  verified: 'built from its documentation and source, never seen for real',
  recognise({ root, shared }) {
    const told = shared.get(CLUSTER);
    const isConsole = titleOf(root) === 'Cockroach Console';
    if (!told) return isConsole && 'maybe';
    return isConsole && (told.status === 401 || textField(told.json, 'clusterId') !== undefined);
  },
  tells: { path: CLUSTER },
  proofs: [
    {
      path: CLUSTER,
      shows: ({ json }) =>
        textField(json, 'clusterId') === undefined ? undefined : 'its settings',
    },
    {
      path: '/_admin/v1/databases',
      shows({ json }) {
        const list = field(json, 'databases');
        return Array.isArray(list) && list.length > 0
          ? `a list of ${list.length} databases`
          : undefined;
      },
    },
  ],
  stableId(pages) {
    const id = textField(pages.get(CLUSTER)?.json, 'clusterId');
    return id === undefined ? undefined : untrusted(id, 64);
  },
  grants: 'admin',
});

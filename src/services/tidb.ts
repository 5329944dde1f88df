/**
 * The status port of TiDB. It knows no accounts, and names every database and table.
 * https://docs.pingcap.com/tidb/stable/tidb-monitoring-api/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const STATUS = '/status';

/** MySQL's version that it stands for, then its own: `8.0.11-TiDB-v8.1.0`. */
const own = (page: HttpPage | undefined): string | undefined =>
  /-TiDB-(v?\S{1,40})$/.exec(textField(page?.json, 'version') ?? '')?.[1];

export const tidb = httpProduct({
  id: 'tidb',
  title: 'The status port of TiDB',
  verified: 'built from its documentation and source, never seen for real',
  recognise({ port, root, shared }) {
    const told = shared.get(STATUS);
    if (told) return own(told) !== undefined && textField(told.json, 'git_hash') !== undefined;
    return (titleOf(root) === 'TiDB Status and Metrics Report' || port === 10_080) && 'maybe';
  },
  tells: { path: STATUS },
  proofs: [
    {
      path: '/schema',
      shows({ json }) {
        const isList = Array.isArray(json) && json.length > 0;
        return isList && json.every((entry) => field(entry, 'db_name') !== undefined)
          ? `a list of ${json.length} databases`
          : undefined;
      },
    },
  ],
  version: ({ shared }) => untrustedVersion(own(shared.get(STATUS))),
  grants: 'metadata',
});

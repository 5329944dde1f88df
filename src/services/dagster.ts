/**
 * Dagster's web server. It has no authentication of its own; started with `--read-only` it lets nobody launch anything,
 * and says so itself. https://docs.dagster.io/guides/operate/webserver
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const INFO = '/server_info';
/** `{repositoriesOrError{__typename}permissions{permission value}}` */
const QUERY =
  '/graphql?query=%7BrepositoriesOrError%7B__typename%7Dpermissions%7Bpermission%20value%7D%7D';

export const dagster = httpProduct({
  id: 'dagster',
  title: 'Dagster',
  verified: 'Dagster 1.13.27, real server',
  recognise: ({ root, shared }) => {
    const info = shared.get(INFO);
    if (info) return textField(info.json, 'dagster_version') !== undefined;
    return titleOf(root) === 'Dagster' && 'maybe';
  },
  tells: { path: INFO },
  proofs: [
    {
      path: QUERY,
      shows: ({ json }) =>
        textField(json, 'data', 'repositoriesOrError', '__typename') === 'RepositoryConnection'
          ? 'its repositories'
          : undefined,
    },
  ],
  version: ({ shared }) => untrustedVersion(textField(shared.get(INFO)?.json, 'dagster_version')),
  grants: (pages) => {
    const permissions = field(pages.get(QUERY)?.json, 'data', 'permissions');
    const may =
      Array.isArray(permissions) && permissions.some((each) => field(each, 'value') === true);
    return may ? 'code-execution' : 'read';
  },
});

/**
 * The ResourceManager of YARN over HTTP. Nothing is ever submitted.
 * https://hadoop.apache.org/docs/stable/hadoop-yarn/hadoop-yarn-site/ResourceManagerRest.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { redirectPath, sizeAt } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';

const INFO = '/ws/v1/cluster/info';

const version = (page: HttpPage | undefined): string | undefined =>
  textField(page?.json, 'clusterInfo', 'hadoopVersion');

export const yarn = httpProduct({
  id: 'yarn',
  title: 'The ResourceManager of YARN',
  verified: 'ResourceManager of Hadoop 3.4.1 from its jars, real server, open',
  recognise({ root, shared }) {
    const told = shared.get(INFO);
    if (told) return version(told) !== undefined;
    return redirectPath(root) === '/cluster' && 'maybe';
  },
  tells: { path: INFO },
  proofs: [
    {
      path: INFO,
      shows: (page) => (version(page) === undefined ? undefined : 'what the cluster is'),
    },
    {
      path: '/ws/v1/cluster/metrics',
      shows: ({ json }) =>
        typeof field(json, 'clusterMetrics', 'totalNodes') === 'number' &&
        (sizeAt(json, 'clusterMetrics') ?? 0) > 1
          ? 'its jobs and nodes in numbers'
          : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(version(pages.get(INFO))),
  grants: 'read',
});

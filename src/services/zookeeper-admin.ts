/**
 * ZooKeeper's AdminServer. It has no accounts for what it tells.
 * https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_adminserver
 */
import { httpProduct } from './families/http-product.ts';
import { textField, field, type HttpPage } from './families/http-talk.ts';

const CONFIGURATION = '/commands/configuration';

const isConfiguration = ({ json }: HttpPage): boolean =>
  textField(json, 'command') === 'configuration' && typeof field(json, 'client_port') === 'number';

export const zookeeperAdmin = httpProduct({
  id: 'zookeeper',
  title: 'The AdminServer of ZooKeeper',
  verified: 'ZooKeeper 3.8.0, real server',
  recognise({ root, shared }) {
    const told = shared.get(CONFIGURATION);
    if (told) return isConfiguration(told);
    // Jetty with servlets and no page, as few have it.
    return root.status === 404 && /\bDefault404Servlet\b/.test(root.text) && 'maybe';
  },
  tells: { path: CONFIGURATION },
  proofs: [
    {
      path: CONFIGURATION,
      shows: (page) => (isConfiguration(page) ? 'its settings' : undefined),
    },
  ],
  grants: 'metadata',
});

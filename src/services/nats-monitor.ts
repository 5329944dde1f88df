/**
 * The monitoring port of NATS. It knows no accounts, whatever clients have to show at the data port.
 * https://docs.nats.io/running-a-nats-service/nats_admin/monitoring
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';
import { natsInventory } from './inventories/nats.ts';

const VARZ = '/varz';

export const natsMonitor = httpProduct({
  id: 'nats',
  title: 'The monitoring port of NATS',
  verified: 'nats-server 2.9.10, real server',
  recognise({ port, root, shared }) {
    const told = shared.get(VARZ);
    if (told) return isVarz(told);
    const isPage = /nats\.io\//.test(root.text) && /varz/.test(root.text);
    return root.status === 200 && (isPage || port === 8222) && 'maybe';
  },
  tells: { path: VARZ },
  proofs: [
    { path: VARZ, shows: (page) => (isVarz(page) ? 'its settings' : undefined) },
    {
      path: '/connz?limit=1',
      shows: ({ json }) => {
        const count = field(json, 'num_connections');
        return typeof count === 'number' ? `its connections, ${count} of them` : undefined;
      },
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(VARZ)?.json, 'version')),
  inventory: natsInventory,
  grants: 'metadata',
});

function isVarz({ json }: HttpPage): boolean {
  return (
    textField(json, 'server_id') !== undefined &&
    textField(json, 'version') !== undefined &&
    typeof field(json, 'max_payload') === 'number'
  );
}

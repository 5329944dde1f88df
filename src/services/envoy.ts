/**
 * Envoy's administration interface. It has no authentication of its own: who reaches it reads the configuration, and may
 * stop the proxy. https://www.envoyproxy.io/docs/envoy/latest/operations/admin
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const INFO = '/server_info';

export const envoy = httpProduct({
  id: 'envoy',
  title: 'Envoy’s administration interface',
  verified: 'Envoy 1.40.0, real server',
  recognise: ({ root }) =>
    root.headers.get('server') === 'envoy' && root.text.includes('<title>Envoy Admin</title>'),
  proofs: [
    {
      path: INFO,
      shows: ({ json }) =>
        hasFields(json, 'version', 'state', 'command_line_options')
          ? 'version and command line'
          : undefined,
    },
  ],
  version: (_, pages) =>
    untrustedVersion(
      /^[\da-f]{7,64}\/(\d[^/]{0,30})\//.exec(
        textField(pages.get(INFO)?.json, 'version') ?? '',
      )?.[1],
    ),
  grants: 'admin',
});

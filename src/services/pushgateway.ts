/**
 * Pushgateway: whoever reaches it reads what was pushed, pushes and deletes. With accounts it refuses every path alike;
 * its usual port is used by others too, so that it is then told as plain HTTP.
 * https://github.com/prometheus/pushgateway
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { sizeAt, titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const STATUS = '/api/v1/status';
const BUILD = ['data', 'build_information', 'version'] as const;

export const pushgateway = httpProduct({
  id: 'pushgateway',
  title: 'Pushgateway',
  verified: 'Pushgateway 1.5.1, real server',
  recognise({ root, shared }) {
    const told = shared.get(STATUS);
    if (told) return textField(told.json, ...BUILD) !== undefined;
    return titleOf(root) === 'Prometheus Pushgateway' && 'maybe';
  },
  tells: { path: STATUS },
  proofs: [
    {
      path: STATUS,
      shows: ({ json }) =>
        textField(json, ...BUILD) === undefined
          ? undefined
          : `its ${sizeAt(json, 'data', 'flags') ?? 0} settings`,
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(STATUS)?.json, ...BUILD)),
  grants: 'read-write',
});

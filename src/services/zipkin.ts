/** Zipkin has no accounts of its own. https://zipkin.io/zipkin-api/ */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { redirectPath } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const INFO = '/info';

export const zipkin = httpProduct({
  id: 'zipkin',
  title: 'Zipkin',
  verified: 'Zipkin 3.6.1, real server',
  recognise({ root, shared }) {
    const told = shared.get(INFO);
    if (told) return textField(told.json, 'zipkin', 'version') !== undefined;
    return redirectPath(root) === '/zipkin/' && 'maybe';
  },
  tells: { path: INFO },
  proofs: [
    {
      path: '/api/v2/services',
      // Empty before the first span, and refused by nobody but a proxy.
      shows: ({ json }) =>
        Array.isArray(json) && json.every((name) => typeof name === 'string')
          ? 'the services that it follows'
          : undefined,
    },
  ],
  version: ({ shared }) => untrustedVersion(textField(shared.get(INFO)?.json, 'zipkin', 'version')),
  grants: 'read-write',
});

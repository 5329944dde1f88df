/**
 * TensorBoard. It has no authentication, so what answers in its words is open unless a proxy stands before it.
 * https://github.com/tensorflow/tensorboard/blob/master/README.md
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const ENVIRONMENT = '/data/environment';

export const tensorboard = httpProduct({
  id: 'tensorboard',
  title: 'TensorBoard',
  verified: 'TensorBoard 2.21.0, real server',
  recognise: ({ root }) => root.status === 200 && /<meta name="tb-relative-root"/.test(root.text),
  proofs: [
    {
      path: ENVIRONMENT,
      shows: ({ json }) =>
        hasFields(json, 'data_location', 'window_title') ? 'where its data lies' : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(ENVIRONMENT)?.json, 'version')),
  grants: 'read',
});

/**
 * Node-RED. Its page is the same in every state; who may read flows may deploy them, and with that run what they like.
 * https://nodered.org/docs/user-guide/runtime/securing-node-red
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields, listOf, titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const SETTINGS = '/settings';

export const nodeRed = httpProduct({
  id: 'node-red',
  title: 'Node-RED',
  verified: 'Node-RED 4.1.15, real server',
  recognise: ({ root }) =>
    titleOf(root) === 'Node-RED' || /<script src="red\/red(?:\.min)?\.js/.test(root.text),
  proofs: [
    {
      path: SETTINGS,
      shows: ({ json }) =>
        hasFields(json, 'httpNodeRoot', 'version') ? 'the settings of the editor' : undefined,
    },
    { path: '/flows', shows: ({ json }) => listOf(json, 'nodes', 'id', 'type') },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(SETTINGS)?.json, 'version')),
  grants: 'code-execution',
});

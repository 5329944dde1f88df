/**
 * ComfyUI. It has no authentication, so what answers in its words is open unless a proxy stands before it. Nothing is
 * queued. https://docs.comfy.org/development/comfyui-server/comms_routes
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const STATS = '/system_stats';

export const comfyui = httpProduct({
  id: 'comfyui',
  title: 'ComfyUI',
  verified: 'answers of 0.3 from its documentation and source; never seen for real',
  recognise: ({ root }) => titleOf(root) === 'ComfyUI',
  proofs: [
    {
      path: STATS,
      shows: ({ json }) => {
        const isWhole =
          field(json, 'system', 'os') !== undefined && Array.isArray(field(json, 'devices'));
        return isWhole ? 'the machine and its devices' : undefined;
      },
    },
  ],
  version: (_, pages) =>
    untrustedVersion(textField(pages.get(STATS)?.json, 'system', 'comfyui_version')),
  grants: 'code-execution',
});

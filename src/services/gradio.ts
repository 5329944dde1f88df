/**
 * Gradio. Its page is 200 with and without a log-in; `/config` is not. Whether an open one is meant to be open only its
 * owner knows. https://www.gradio.app/guides/sharing-your-app#authentication
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const CONFIG = '/config';

export const gradio = httpProduct({
  id: 'gradio',
  title: 'Gradio',
  verified: 'Gradio 6.31.0, real server',
  recognise: ({ root }) =>
    root.status === 200 && /window\.gradio_config\s*=|window\.__gradio_/.test(root.text),
  proofs: [
    {
      path: CONFIG,
      shows: ({ json }) => {
        const components = field(json, 'components');
        const isWhole = hasFields(json, 'version', 'dependencies') && Array.isArray(components);
        return isWhole ? `an app with ${components.length} components` : undefined;
      },
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(CONFIG)?.json, 'version')),
  grants: 'read-write',
});

/**
 * Streamlit. The server itself has no authentication; an app may have a log-in of its own inside its session, which is
 * not opened, so the product is named and no more is said.
 * https://docs.streamlit.io/develop/concepts/connections/authentication
 */
import { httpProduct } from './families/http-product.ts';
import { titleOf } from './families/http-shapes.ts';

export const streamlit = httpProduct({
  id: 'streamlit',
  title: 'Streamlit',
  verified: 'Streamlit 1.67.0, real server',
  recognise: ({ root }) => titleOf(root) === 'Streamlit' && /Streamlit Inc\./.test(root.text),
  proofs: [],
  grants: 'banner',
  refine: (look) => ({
    ...look,
    reason:
      'Streamlit has no authentication of its own; whether the app in it asks who comes was not to be seen.',
  }),
});

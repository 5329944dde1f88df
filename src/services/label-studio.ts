/**
 * Label Studio. Its form to sign up is shown when signing up is closed too, so only the API says who gets in.
 * https://labelstud.io/guide/security
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields, listOf, redirectPath } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const PROJECTS = '/api/projects?page_size=1';

export const labelStudio = httpProduct({
  id: 'label-studio',
  title: 'Label Studio',
  verified: 'Label Studio 1.23.2, real server',
  // Its server closes each connection, so that the redirect of the root has to do.
  recognise: ({ root }) => redirectPath(root) === '/user/login/',
  proofs: [
    {
      path: PROJECTS,
      shows: ({ json }) => listOf(field(json, 'results'), 'projects', 'title', 'created_at'),
    },
  ],
  isIt: (pages) => {
    const json = pages.get(PROJECTS)?.json;
    return (
      hasFields(json, 'status_code', 'version', 'detail') || hasFields(json, 'count', 'results')
    );
  },
  version: (_, pages) => untrustedVersion(textField(pages.get(PROJECTS)?.json, 'version')),
  grants: 'read-write',
});

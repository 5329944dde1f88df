/**
 * Harbor. A stranger sees public projects, and of the rest nothing; the registry behind it is told by its own file.
 * https://goharbor.io/docs/latest/working-with-projects/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, titleOf } from './families/http-shapes.ts';
import { textField } from './families/http-talk.ts';

const INFO = '/api/v2.0/systeminfo';

export const harbor = httpProduct({
  id: 'harbor',
  title: 'Harbor',
  verified: 'recorded answers; never seen for real',
  recognise,
  tells: { path: INFO },
  proofs: [
    {
      path: '/api/v2.0/projects?page=1&page_size=1',
      shows: ({ json }) =>
        Array.isArray(json) &&
        json.length > 0 &&
        json.every((one) => hasFields(one, 'name', 'project_id'))
          ? 'a project'
          : undefined,
    },
    {
      path: '/api/v2.0/users?page=1&page_size=1',
      shows: ({ json }) =>
        Array.isArray(json) &&
        json.length > 0 &&
        json.every((one) => hasFields(one, 'username', 'user_id'))
          ? 'an account'
          : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(INFO)?.json, 'harbor_version')),
  grants: 'read',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  const info = shared.get(INFO);
  if (!info) return titleOf(root) === 'Harbor' && 'maybe';
  return info.status === 200 && hasFields(info.json, 'auth_mode', 'self_registration');
}

/**
 * Langflow. With automatic log-in its pages refuse a stranger, and one page hands out the superuser's token: that page
 * is the proof. The token is not used. https://docs.langflow.org/api-keys-and-authentication
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, isFastApiNowhere, titleOf } from './families/http-shapes.ts';
import { field, textField } from './families/http-talk.ts';

const VERSION = '/api/v1/version';

export const langflow = httpProduct({
  id: 'langflow',
  title: 'Langflow',
  verified: 'Langflow 1.13.0, real server',
  recognise,
  tells: { path: VERSION },
  proofs: [
    {
      path: '/api/v1/auto_login',
      shows: ({ json }) =>
        textField(json, 'access_token') ? 'a token of the superuser for anybody' : undefined,
      whole: true,
    },
    {
      path: '/api/v1/users/whoami',
      shows: ({ json }) =>
        hasFields(json, 'username', 'is_superuser') ? 'who a stranger is' : undefined,
    },
  ],
  version: ({ shared }) => untrustedVersion(textField(shared.get(VERSION)?.json, 'version')),
  grants: 'code-execution',
});

function recognise({ root, shared }: HttpEvidence): boolean | 'maybe' {
  const version = shared.get(VERSION);
  if (version)
    return (
      /^langflow/i.test(textField(version.json, 'package') ?? '') &&
      field(version.json, 'version') !== undefined
    );
  return titleOf(root) === 'Langflow' || isFastApiNowhere(root) ? 'maybe' : false;
}

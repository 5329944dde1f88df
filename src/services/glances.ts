/**
 * Glances in its web mode: processes with their command lines. Its version answers with a password set too.
 * https://glances.readthedocs.io/en/latest/api/restful.html
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { hasFields, titleOf } from './families/http-shapes.ts';
import { type HttpPage, textField } from './families/http-talk.ts';

const VERSION = '/api/4/status';

export const glances = httpProduct({
  id: 'glances',
  title: 'Glances',
  verified: 'Glances 4.5.8, real server',
  recognise: ({ root, shared }) => {
    const version = shared.get(VERSION);
    if (version) return hasVersion(version);
    if (titleOf(root) === 'Glances') return true;
    return (
      root.status === 401 &&
      /realm="glances"/i.test(root.headers.get('www-authenticate') ?? '') &&
      'maybe'
    );
  },
  tells: { path: VERSION },
  proofs: [
    {
      path: '/api/4/system',
      shows: ({ json }) =>
        hasFields(json, 'os_name', 'hostname') ? 'name and system of the machine' : undefined,
    },
  ],
  also: [{ path: VERSION }],
  version: (_, pages) => untrustedVersion(textField(pages.get(VERSION)?.json, 'version')),
  grants: 'read',
});

function hasVersion({ status, json }: HttpPage): boolean {
  return status === 200 && textField(json, 'version') !== undefined;
}

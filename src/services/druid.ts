/**
 * Druid: router, coordinator and broker. `/status/health` is true for everybody; `/status` names the modules, and is
 * refused where an authenticator was set up. https://druid.apache.org/docs/latest/operations/security-overview/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf, redirectPath, titleOf } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';

const STATUS = '/status';

const modules = ({ json }: HttpPage): string | undefined => {
  const found = listOf(field(json, 'modules'), 'modules', 'name', 'artifact');
  return textField(json, 'version') === undefined ? undefined : found;
};

export const druid = httpProduct({
  id: 'druid',
  title: 'Druid',
  verified: 'built from its documentation, never seen for real',
  recognise({ root, shared }) {
    if (/^Basic realm="druid"/i.test(root.headers.get('www-authenticate') ?? '')) return true;
    const isConsole =
      /\bDruid\b/.test(titleOf(root)) ||
      /unified-console\.html/.test(`${redirectPath(root) ?? ''} ${root.text}`);
    const told = shared.get(STATUS);
    if (!told) return isConsole && 'maybe';
    return modules(told) !== undefined || (isConsole && told.status === 401);
  },
  tells: { path: STATUS },
  proofs: [
    { path: STATUS, shows: modules },
    {
      path: '/druid/v2/datasources',
      shows: ({ json }) =>
        Array.isArray(json) && json.length > 0 && json.every((name) => typeof name === 'string')
          ? `a list of ${json.length} sources of data`
          : undefined,
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(STATUS)?.json, 'version')),
  inventory: nameLists({ ask: { path: '/druid/v2/datasources' }, kind: 'table', at: [] }),
  grants: 'admin',
});

/**
 * Grafana. `/api/health` and the log-in page are for anybody; the rest is where anonymous access is on, mostly as a
 * viewer, who is refused the sources of data.
 * https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/anonymous-auth/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { listOf, redirectPath, titleOf } from './families/http-shapes.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';
import { MOST_LISTED } from './inventory.ts';

const HEALTH = '/api/health';
const SOURCES = '/api/datasources';

const isHealth = ({ json }: HttpPage): boolean =>
  textField(json, 'database') !== undefined && textField(json, 'commit') !== undefined;

export const grafana = httpProduct({
  id: 'grafana',
  title: 'Grafana',
  verified: 'built from its documentation, never seen for real',
  recognise({ port, root, shared }) {
    const told = shared.get(HEALTH);
    if (told) return isHealth(told);
    const toLogIn = (redirectPath(root) ?? '').endsWith('/login');
    // In the words of Go's own redirect, as few who redirect there have them.
    const byGo = /^<a href="[^"]{0,200}\/login">Found<\/a>/.test(root.text);
    return (titleOf(root) === 'Grafana' || (toLogIn && (byGo || port === 3000))) && 'maybe';
  },
  tells: { path: HEALTH },
  proofs: [
    {
      path: '/api/org',
      shows: ({ json }) =>
        typeof field(json, 'id') === 'number' && textField(json, 'name') !== undefined
          ? 'an organisation'
          : undefined,
    },
    { path: '/api/search?limit=1', shows: ({ json }) => listOf(json, 'dashboards', 'uid', 'url') },
    { path: SOURCES, shows: ({ json }) => listOf(json, 'sources of data', 'name', 'type') },
  ],
  takesBasic: true,
  version: ({ shared }) => untrustedVersion(textField(shared.get(HEALTH)?.json, 'version')),
  inventory: nameLists(
    { ask: { path: `/api/search?limit=${MOST_LISTED}` }, kind: 'document', at: [], name: 'title' },
    { ask: { path: SOURCES }, kind: 'database', at: [], name: 'name' },
  ),
  grants: (pages) => (pages.get(SOURCES)?.status === 200 ? 'admin' : 'read'),
});

/**
 * Airflow 2 and 3. Version and health answer a stranger in every state. In 2 the role `Public` may have rights; in 3
 * the simple authentication manager may make everybody an administrator, and then the pages need no token at all.
 * https://airflow.apache.org/docs/apache-airflow/stable/security/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { eitherOf } from './families/http-either.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, listOf, redirectPath, titleOf } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';

const VERSION_3 = '/api/v2/version';
const VERSION_2 = '/api/v1/version';
const DAGS_2 = '/api/v1/dags?limit=1';

const product = {
  id: 'airflow',
  title: 'Airflow',
  verified: 'Airflow 3.3.2 and 2.10.5, real servers',
  grants: 'admin',
} as const;

const airflow3 = httpProduct({
  ...product,
  recognise: ({ root, shared }) => {
    const version = shared.get(VERSION_3);
    if (version) return hasFields(version.json, 'version', 'git_version');
    return titleOf(root) === 'Airflow' && 'maybe';
  },
  tells: { path: VERSION_3 },
  proofs: [
    {
      path: '/ui/config',
      shows: ({ json }) =>
        hasFields(json, 'instance_name', 'page_size') ||
        hasFields(json, 'instance_name', 'fallback_page_limit')
          ? 'the settings of its pages'
          : undefined,
    },
    { path: '/api/v2/dags?limit=1', shows: dags },
  ],
  version: ({ shared }) => untrustedVersion(textField(shared.get(VERSION_3)?.json, 'version')),
});

const airflow2 = httpProduct({
  ...product,
  recognise: redirectsHome,
  // The home page has no dags to name and is given to nobody without rights.
  proofs: [
    {
      path: '/home',
      shows: (page) =>
        titleOf(page).startsWith('DAGs - Airflow') ? 'the page that lists its dags' : undefined,
    },
    { path: DAGS_2, shows: dags },
  ],
  isIt: (pages) => {
    const home = pages.get('/home');
    const dagsPage = pages.get(DAGS_2);
    const isHome = home !== undefined && titleOf(home).endsWith('- Airflow');
    return isHome || isProblem(dagsPage) || dags(dagsPage) !== undefined;
  },
  also: [{ path: VERSION_2 }],
  version: (_, pages) => untrustedVersion(textField(pages.get(VERSION_2)?.json, 'version')),
});

export const airflow = eitherOf(airflow3, airflow2);

/** Its server closes each connection, so that the redirect of the root has to do. */
function redirectsHome({ root }: HttpEvidence): boolean {
  return redirectPath(root) === '/home';
}

function isProblem(page: HttpPage | undefined): boolean {
  return textField(page?.json, 'type')?.startsWith('https://airflow.apache.org/docs/') ?? false;
}

function dags(page: HttpPage | undefined): string | undefined {
  const total = field(page?.json, 'total_entries');
  return typeof total === 'number'
    ? listOf(field(page?.json, 'dags'), 'dags', 'dag_id')
    : undefined;
}

/**
 * QuestDB over HTTP: SQL by GET, which may write too, so that only SHOW and a constant are sent. Its second, small
 * server (9003) says that it is healthy at every path. https://questdb.com/docs/query/rest-api/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import { field, textField, type HttpPage } from './families/http-talk.ts';
import { questdbInventory } from './inventories/questdb.ts';

const SETTINGS = '/settings';

function rows({ json }: HttpPage): number | undefined {
  const count = field(json, 'count');
  const isAnswer = textField(json, 'query') !== undefined && Array.isArray(field(json, 'columns'));
  return isAnswer && typeof count === 'number' ? count : undefined;
}

export const questdb = httpProduct({
  id: 'questdb',
  title: 'QuestDB',
  verified: 'QuestDB 9.3.4, real server',
  recognise: ({ root }) => /^questDB\//i.test(root.headers.get('server') ?? ''),
  proofs: [
    {
      path: '/exec?query=SELECT%20current_user()',
      shows: (page) => (rows(page) === 1 ? 'a row of an answer' : undefined),
    },
    {
      path: '/exec?query=SHOW%20TABLES&limit=1',
      shows: (page) => (rows(page) === undefined ? undefined : 'its tables'),
    },
  ],
  also: [{ path: SETTINGS }],
  takesBasic: true,
  version: (_, pages) =>
    untrustedVersion(textField(pages.get(SETTINGS)?.json, 'config', 'release.version')),
  inventory: questdbInventory,
  grants: 'read-write',
});

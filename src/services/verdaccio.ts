/**
 * Verdaccio, a registry of npm packages. Its page, `/-/ping` and its list of packages answer in every state, the list
 * empty where nothing may be read: the proof is that a package which does not exist is looked for instead of refused.
 * https://verdaccio.org/docs/packages
 */
import type { HttpService } from './families/http-service.ts';
import { isRefused, authMethods } from './families/http-judge.ts';
import { listOf, titleOf } from './families/http-shapes.ts';
import { type HttpTalk, textField } from './families/http-talk.ts';
import { look, type Look } from './service.ts';

const PACKAGES = '/-/verdaccio/data/packages';
const PACKAGE = '/{nonce}';

export const verdaccio: HttpService = {
  id: 'verdaccio',
  title: 'Verdaccio',
  family: 'http',
  sends: [`GET ${PACKAGES}`, `GET ${PACKAGE}`, `GET ${PACKAGES}/{nonce}`],
  verdicts: ['open', 'partial', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified: 'Verdaccio 6.1.6, real server',
  recognise: ({ root }) => titleOf(root) === 'Verdaccio' && root.text.includes('/-/static/'),
  access,
};

async function access(talk: HttpTalk): Promise<Look> {
  const packages = await talk.get(PACKAGES);
  const list =
    packages.status === 200 ? listOf(packages.json, 'packages', 'name', 'version') : undefined;
  const absent = await talk.get(PACKAGE.replace('{nonce}', talk.dialogue.nonce()));
  const facts = {
    product: 'verdaccio',
    proof: [
      { asked: `GET ${PACKAGES}`, answered: `HTTP ${packages.status}${list ? `, ${list}` : ''}` },
      { asked: 'GET a package that does not exist', answered: `HTTP ${absent.status}` },
    ],
  };
  if (isRefused(absent)) {
    const reason = `Verdaccio asks for credentials before it looks for a package (HTTP ${absent.status}).`;
    return look({ ...facts, access: 'protected', reason, authMethods: authMethods(absent) });
  }
  const isLookedFor =
    absent.status === 404 && /no such package/.test(textField(absent.json, 'error') ?? '');
  if (!isLookedFor)
    return look({
      ...facts,
      access: 'identified',
      reason: 'It is Verdaccio; whether packages may be read was not to be seen.',
    });
  const other = await talk.get(`${PACKAGES}/${talk.dialogue.nonce()}`);
  const control = [{ asked: 'GET a path that does not exist', answered: `HTTP ${other.status}` }];
  if (other.status === 200 && listOf(other.json, 'packages', 'name', 'version'))
    return look({
      ...facts,
      control,
      access: 'decoy',
      reason: 'It lists packages on a path that does not exist.',
    });
  const letsIn = { ...facts, control, grants: 'read', authMethods: ['none'] } as const;
  return list
    ? look({
        ...letsIn,
        access: 'open',
        reason: 'Verdaccio lists its packages to a stranger, and gives them.',
      })
    : look({
        ...letsIn,
        access: 'partial',
        reason: 'Verdaccio looks for a package for a stranger: whoever knows a name can read it.',
      });
}

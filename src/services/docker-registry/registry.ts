/**
 * Container registries that speak the distribution specification: Docker's own, and in front of others (Harbor, Nexus,
 * Artifactory, GitLab, Gitea) the same `/v2/`. The root answers an empty 200 in every state.
 * https://distribution.github.io/distribution/spec/api/
 */
import type { Exchange } from '../../model/observation.ts';
import { authMethods, isBusy, isRefused } from '../families/http-judge.ts';
import { inventoryOf } from '../families/http-inventory-table.ts';
import { nameLists } from '../families/http-name-list.ts';
import type { HttpEvidence, HttpService } from '../families/http-service.ts';
import { field, textField, type HttpPage, type HttpTalk } from '../families/http-talk.ts';
import { MOST_LISTED } from '../inventory.ts';
import { look, type Look } from '../service.ts';
import { closed } from './closed.ts';
import { askNowhere, NOWHERE } from './nowhere.ts';
import { REALM_SENDS } from './realm.ts';

const BASE = '/v2/';
const CATALOG = '/v2/_catalog?n=1';
const PORT = 5000;
const MARK = 'docker-distribution-api-version';

export const dockerRegistry: HttpService = {
  id: 'docker-registry',
  title: 'Container registry (Docker, Harbor, GitLab …)',
  family: 'http',
  sends: [`GET ${BASE}`, `GET ${CATALOG}`, `GET ${NOWHERE}`, ...REALM_SENDS],
  verdicts: ['open', 'partial', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified:
    'distribution 2.8.2, real server, open and with Basic; realms that hand out tokens, recorded answers',
  recognise,
  tells: { path: BASE },
  ...inventoryOf(
    nameLists({
      ask: { path: `/v2/_catalog?n=${MOST_LISTED}` },
      kind: 'repository',
      at: ['repositories'],
    }),
  ),
  access: (talk, { shared }) => {
    const base = shared.get(BASE);
    return base ? access(talk, base) : Promise.resolve(undefined);
  },
};

function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const base = shared.get(BASE);
  if (base) return isBase(base);
  const { status, headers, body } = root;
  if (headers.get(MARK) === 'registry/2.0') return 'maybe';
  const bare = status === 200 && body.length === 0 && !headers.has('content-type');
  return bare && (port === PORT || headers.get('cache-control') === 'no-cache')
    ? 'maybe'
    : port === PORT && status !== 401 && 'maybe';
}

/** The header alone may be a proxy's; with it stands an empty object, or the error codes of the specification. */
function isBase({ status, headers, text, json }: HttpPage): boolean {
  if (headers.get(MARK) !== 'registry/2.0') return false;
  if (status === 200) return text.trim() === '' || /^\{\s*\}$/.test(text.trim());
  return (status === 401 || status === 403) && isListOfErrors(json);
}

function isListOfErrors(json: unknown): boolean {
  const errors = field(json, 'errors');
  return Array.isArray(errors) && textField(errors[0], 'code') !== undefined;
}

type Facts = Omit<Partial<Look>, 'access' | 'reason'>;

async function access(talk: HttpTalk, base: HttpPage): Promise<Look> {
  const facts: Facts = { product: 'docker-registry', proof: [exchange(BASE, base)] };
  if (isRefused(base)) return closed(talk, base, facts);
  const catalog = await talk.get(CATALOG);
  const repositories = field(catalog.json, 'repositories');
  const names = Array.isArray(repositories) ? repositories.length : undefined;
  const what = names === undefined ? '' : names === 0 ? ', an empty list' : ', a repository';
  return letIn(talk, catalog, {
    ...facts,
    proof: [exchange(BASE, base), exchange(CATALOG, catalog, what)],
  });
}

/** The base was given to a stranger, and is given to nobody without credentials once the registry is secured. */
async function letIn(talk: HttpTalk, catalog: HttpPage, before: Facts): Promise<Look> {
  const { other, control } = await askNowhere(talk);
  const facts = { ...before, control };
  if (other.status === 200) {
    const reason = 'It lists the tags of a repository that does not exist.';
    return look({ ...facts, access: 'decoy', reason });
  }
  if (isBusy(other) || isBusy(catalog)) {
    const reason = 'The registry has no room for another request; it must be asked again.';
    return look({ ...facts, access: 'unknown', reason });
  }
  const known = other.status === 404 && isListOfErrors(other.json);
  if (known && catalog.status === 200 && field(catalog.json, 'repositories') !== undefined) {
    const reason = 'The registry lists its repositories to a stranger.';
    return look({ ...facts, access: 'open', reason, grants: 'read-write', authMethods: ['none'] });
  }
  if (known) {
    const reason =
      'The registry looks up a repository for a stranger, and refuses the list of all: whoever knows a name can read it.';
    return look({ ...facts, access: 'partial', reason, grants: 'read', authMethods: ['none'] });
  }
  const reason = 'The registry greets a stranger, and refuses to look up a repository.';
  return look({ ...facts, access: 'identified', reason, authMethods: authMethods(other) });
}

function exchange(path: string, { status }: HttpPage, what = ''): Exchange {
  return { asked: `GET ${path}`, answered: `HTTP ${status}${what}` };
}

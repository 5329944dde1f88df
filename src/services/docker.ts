/**
 * Docker's engine, and Podman in its place. `/_ping` and `/version` are let through by the usual proxies in front of the
 * socket, so the proofs are the containers and the engine's settings. Who may call it starts containers as root.
 * https://docs.docker.com/engine/security/protect-access/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { Pages } from './families/http-product-table.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';
import { nameLists } from './families/http-name-list.ts';
import { exactAt, textsAt } from './families/http-listed.ts';
import { MOST_LISTED } from './inventory.ts';

const PING = '/_ping';
const INFO = '/info';
const USUAL: readonly number[] = [2375, 2376];

export const docker = httpProduct({
  id: 'docker',
  title: 'Docker',
  verified:
    'Docker 20.10.24, real server, open and with client certificates; proxies in front of its socket and Podman, recorded answers',
  recognise,
  tells: { path: PING },
  proofs: [
    {
      path: '/containers/json?limit=1',
      shows: ({ json }) =>
        Array.isArray(json) && json.every((one) => hasFields(one, 'Id', 'ImageID'))
          ? json.length === 0
            ? undefined
            : 'a container'
          : undefined,
    },
    {
      path: INFO,
      shows: ({ json }) =>
        hasFields(json, 'Containers', 'Driver', 'OperatingSystem') ? 'the settings' : undefined,
    },
  ],
  version: (_, pages) =>
    untrustedVersion(
      textField(pages.get(INFO)?.json, 'ServerVersion') ??
        /^(?:Docker|Libpod)\/(\S+)/.exec(pages.get(PING)?.headers.get('server') ?? '')?.[1],
    ),
  // Podman makes up another id for each answer.
  stableId: (pages) => (isPodman(pages) ? undefined : textField(pages.get(INFO)?.json, 'ID')),
  // By names alone: what runs in them has values in its environment.
  inventory: nameLists(
    {
      ask: { path: `/containers/json?all=1&limit=${MOST_LISTED}` },
      kind: 'container',
      at: [],
      name: (container) => textsAt(container, 'Names')[0]?.replace(/^\//, ''),
    },
    {
      ask: { path: '/images/json' },
      kind: 'repository',
      at: [],
      name: (image) => textsAt(image, 'RepoTags')[0],
      bytes: (image) => exactAt(image, 'Size'),
    },
  ),
  grants: (pages) => (isProxy(pages.get('/')) ? 'metadata' : 'code-execution'),
});

function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const ping = shared.get(PING);
  if (ping) return isEngine(ping);
  const isNowhere = root.status === 404 && textField(root.json, 'message') === 'page not found';
  if (isNowhere || isProxy(root)) return 'maybe';
  return USUAL.includes(port) && root.status >= 400 && root.status !== 401 && 'maybe';
}

/** `Api-Version` stands on every answer of the engine itself, with one of the others at least. */
function isEngine({ headers }: HttpPage): boolean {
  const others = ['docker-experimental', 'ostype', 'libpod-api-version'];
  return (
    /^\d+\.\d+$/.test(headers.get('api-version') ?? '') && others.some((name) => headers.has(name))
  );
}

/** HAProxy's own refusal: docker-socket-proxy answers so to what it was not told to let through. */
function isProxy(root: HttpPage | undefined): boolean {
  return root?.status === 403 && root.text.includes('Request forbidden by administrative rules');
}

function isPodman(pages: Pages): boolean {
  return [...pages.values()].some(
    ({ headers, json }) =>
      headers.has('libpod-api-version') || field(json, 'BuildahVersion') !== undefined,
  );
}

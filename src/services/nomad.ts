/**
 * Nomad. `/v1/regions` and `/v1/status/leader` answer in every state; the proofs are the agent's settings and a client
 * node. Without ACLs whoever comes submits a job, and with it runs what they like.
 * https://developer.hashicorp.com/nomad/docs/secure/acl and https://developer.hashicorp.com/nomad/api-docs/agent
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, listOf, redirectPath } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';

const REGIONS = '/v1/regions';
const SELF = '/v1/agent/self';
const PORT = 4646;

export const nomad = httpProduct({
  id: 'nomad',
  title: 'Nomad',
  verified: 'Nomad 0.8.7, a real server (lab:heavy); later ones on recorded answers',
  recognise,
  tells: { path: REGIONS },
  isIt: (pages) => isAgent(pages.get(SELF)),
  proofs: [
    {
      path: SELF,
      shows: ({ json }) =>
        hasFields(json, 'config', 'member') ? 'the settings of the agent' : undefined,
    },
    {
      path: '/v1/nodes?per_page=1',
      shows: ({ json }) => listOf(json, 'nodes', 'ID', 'Datacenter', 'Name'),
    },
  ],
  version: (_, pages) =>
    untrustedVersion(textField(pages.get(SELF)?.json, 'config', 'Version', 'Version')),
  grants: (pages) => (pages.get(SELF)?.status === 200 ? 'code-execution' : 'metadata'),
});

function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const regions = shared.get(REGIONS);
  if (!regions)
    return (redirectPath(root) === '/ui/' || port === PORT) && root.status !== 200 && 'maybe';
  const { status, json } = regions;
  const isList =
    Array.isArray(json) && json.length > 0 && json.every((one) => typeof one === 'string');
  return status === 200 && isList;
}

/** What Nomad says of itself, or its words for a caller without rights. */
function isAgent(page: HttpPage | undefined): boolean {
  if (!page) return false;
  return page.status === 200
    ? field(page.json, 'config') !== undefined
    : page.status === 403 && /^Permission denied\s*$/.test(page.text);
}

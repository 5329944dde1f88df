/**
 * Consul. `/v1/status/leader` answers in every state, and with ACLs lists are empty instead of refused: the proofs are
 * the agent's own settings, and a list of nodes that is not empty.
 * https://developer.hashicorp.com/consul/docs/secure/acl and https://developer.hashicorp.com/consul/api-docs/agent
 */
import type { Control } from '../model/access.ts';
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { Pages } from './families/http-product-table.ts';
import type { HttpEvidence } from './families/http-service.ts';
import { hasFields, listOf, redirectPath } from './families/http-shapes.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';

const SELF = '/v1/agent/self';
const USUAL: readonly number[] = [8500, 8501];

export const consul = httpProduct({
  id: 'consul',
  title: 'Consul',
  verified:
    'Consul 1.8.7, a real server (lab:heavy), and 0.6.4 by hand; later ones on recorded answers',
  recognise,
  tells: { path: SELF },
  proofs: [
    { path: SELF, shows: (page) => (isSelf(page) ? 'the settings of the agent' : undefined) },
    {
      path: '/v1/catalog/nodes',
      shows: ({ json }) => listOf(json, 'nodes', 'Node', 'Address'),
    },
  ],
  version: (_, pages) => untrustedVersion(textField(pages.get(SELF)?.json, 'Config', 'Version')),
  stableId: (pages) => {
    const id = textField(pages.get(SELF)?.json, 'Config', 'NodeID') ?? '';
    return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(id) ? id : undefined;
  },
  grants,
});

function recognise({ port, root, shared }: HttpEvidence): boolean | 'maybe' {
  const self = shared.get(SELF);
  if (self) return isSelf(self) || isDenied(self) || isDeniedOfOld(root, self);
  if (root.headers.has('x-consul-default-acl-policy') || /^Consul Agent\b/.test(root.text))
    return 'maybe';
  return (
    (redirectPath(root) === '/ui/' || (USUAL.includes(port) && root.status !== 200)) && 'maybe'
  );
}

function isSelf({ status, json }: HttpPage): boolean {
  return (
    status === 200 &&
    hasFields(json, 'Config', 'Member') &&
    hasFields(field(json, 'Config'), 'Datacenter', 'NodeName')
  );
}

/** Since 1.9 the policy stands in a header; the words name the right that lacks. */
function isDenied({ status, headers, text }: HttpPage): boolean {
  return (
    status === 403 &&
    /^(?:rpc error: .{0,80})?Permission denied/.test(text) &&
    (headers.has('x-consul-default-acl-policy') || text.includes("'agent:read'"))
  );
}

/** Before 1.9 the refusal is two bare words. Nomad says the same, and sends to its page with 307. */
function isDeniedOfOld(root: HttpPage, { status, text }: HttpPage): boolean {
  const sendsToPage = root.status === 301 && redirectPath(root) === '/ui/';
  return sendsToPage && status === 403 && text.trim() === 'Permission denied';
}

/** With checks by scripts switched on, whoever registers one runs it. */
function grants(pages: Pages): Control {
  const self = pages.get(SELF);
  if (!self || !isSelf(self)) return 'metadata';
  return field(self.json, 'DebugConfig', 'EnableRemoteScriptChecks') === true
    ? 'code-execution'
    : 'admin';
}

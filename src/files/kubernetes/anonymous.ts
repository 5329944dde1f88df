/** Rights that anybody has at the API server without logging in. https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
import type { Control } from '../../model/access.ts';
import type { FileObservation } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import { observe } from '../observe.ts';
import { fact, listener, TLS_REQUIRED } from '../products/setup.ts';
import { get, items, text, textAt, type Value } from '../text/value.ts';
import type { Resource } from './resources.ts';

const API = 6443;
const ANYBODY = new Set(['system:anonymous', 'system:unauthenticated']);
/** What each cluster lets anybody read by itself: its version and health. */
const HARMLESS = new Set(['system:public-info-viewer', 'system:discovery', 'system:basic-user']);

export function anonymousRights(cluster: readonly Resource[], at: string): FileObservation[] {
  return cluster.flatMap((binding) => {
    if (binding.kind !== 'ClusterRoleBinding' && binding.kind !== 'RoleBinding') return [];
    const subject = items(get(binding.value, 'subjects')).find((each) =>
      ANYBODY.has(textAt(each, 'name') ?? ''),
    );
    const role = textAt(binding.value, 'roleRef', 'name') ?? '';
    if (!subject || HARMLESS.has(role)) return [];
    const grants = rightsOf(role, cluster);
    const where = (get(subject, 'name') ?? subject).at;
    const found = listener({
      port: API,
      protocol: 'http',
      tls: TLS_REQUIRED,
      access: grants === 'metadata' ? 'partial' : 'open',
      grants,
      auth: ['none'],
      facts: [fact('access', where, 'This gives rights to callers without credentials.')],
      reason: 'A role is bound to callers that the API server does not know.',
    });
    const asset = `${where.file}#${untrusted(`${binding.kind}/${binding.name}`, 120)}`;
    const reach = { vantage: 'corporate', because: 'whoever reaches the API server' } as const;
    return [
      observe(
        {
          asset,
          where,
          product: 'kubernetes',
          version: null,
          listener: found,
          address: '0.0.0.0',
          port: API,
          reach,
        },
        at,
      ),
    ];
  });
}

const CHANGES = new Set([
  '*',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'impersonate',
  'escalate',
  'bind',
]);

function rightsOf(role: string, cluster: readonly Resource[]): Control {
  if (role === 'cluster-admin' || role === 'admin') return 'admin';
  if (role === 'edit') return 'read-write';
  if (role === 'view') return 'read';
  const rules = cluster
    .filter(({ kind, name }) => /^(?:Cluster)?Role$/.test(kind) && name === role)
    .flatMap(({ value }) => items(get(value, 'rules')));
  const words = (rule: Value, key: string): string[] =>
    items(get(rule, key)).map((word) => text(word) ?? '');
  if (
    rules.some(
      (rule) => words(rule, 'verbs').includes('*') && words(rule, 'resources').includes('*'),
    )
  )
    return 'admin';
  if (rules.some((rule) => words(rule, 'verbs').some((verb) => CHANGES.has(verb))))
    return 'read-write';
  // A role that is not among these files may give anything.
  return rules.length === 0 || rules.some((rule) => get(rule, 'resources') !== undefined)
    ? 'read'
    : 'metadata';
}

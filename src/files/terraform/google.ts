/** Google Cloud: who is allUsers where. https://cloud.google.com/storage/docs/public-access-prevention https://cloud.google.com/sql/docs/postgres/authorize-networks */
import { rangeOf } from '../products/cidr.ts';
import { get, items, text, textAt, type Value } from '../text/value.ts';
import { isWorld } from './aws-network.ts';
import { attribute, type Exposure, factAt, NETWORK, open, type Spoken, tried } from './exposure.ts';
import { ruleExposure } from './network-rule.ts';
import { blocks, type Resource, type Resources, word, yes } from './resource.ts';

const ANYBODY = /^(?:allUsers|allAuthenticatedUsers)$/;
const IAM =
  /^google_(storage_bucket|bigquery_dataset|bigquery_table|cloud_run_service|cloud_run_v2_service|cloudfunctions_function|cloudfunctions2_function|pubsub_topic|pubsub_subscription|kms_crypto_key|secret_manager_secret|artifact_registry_repository|spanner_database|spanner_instance)_iam_(?:member|binding|policy)$/;
const NAMES: Readonly<Record<string, string>> = {
  storage_bucket: 'google-storage',
  bigquery_dataset: 'google-bigquery',
  bigquery_table: 'google-bigquery',
};

const POSTGRESQL: Spoken = { product: 'postgresql', port: 5432, protocol: 'pgwire' };
const ENGINES: readonly (readonly [start: string, spoken: Spoken])[] = [
  ['MYSQL', { product: 'mysql', port: 3306, protocol: 'mysql' }],
  ['SQLSERVER', { product: 'mssql', port: 1433, protocol: 'tds' }],
];

export function googleExposures(resources: Resources): Exposure[] {
  return resources.all.flatMap((resource) => [
    ...byMember(resource, resources),
    ...byAccess(resource),
    ...sql(resource),
    ...firewall(resource),
    ...cache(resource),
  ]);
}

function byMember(resource: Resource, resources: Resources): Exposure[] {
  const kind = IAM.exec(resource.type)?.[1];
  const isAcl = /^google_storage_(?:bucket|default_object|object)_a(?:ccess_control|cl)$/.test(
    resource.type,
  );
  if (kind === undefined && !isAcl) return [];
  const name = isAcl
    ? resource.type.endsWith('acl')
      ? 'role_entity'
      : 'entity'
    : get(resource.values, 'member')
      ? 'member'
      : 'members';
  const members = items(get(resource.values, name)).map((each) =>
    (text(each) ?? '').replace(/^\w+:(?=all)/, ''),
  );
  if (!members.some((member) => ANYBODY.test(member))) return [];
  const buckets = resources.behind(resource, 'bucket', ['google_storage_bucket'], 'name');
  // `inherited` says nothing; only what is enforced here is known to hold.
  if (buckets.some((bucket) => word(bucket, 'public_access_prevention') === 'enforced')) return [];
  const role = word(resource, 'role') ?? '';
  const grants = /admin|owner|writer|editor|creator|publisher/i.test(role) ? 'read-write' : 'read';
  return [
    open(
      resource,
      NAMES[kind ?? 'storage_bucket'] ?? 'google-cloud',
      grants,
      'Everybody has a role at it.',
      [attribute('access', resource, [name], 'This names everybody.')],
    ),
  ];
}

function byAccess(resource: Resource): Exposure[] {
  if (!/^google_bigquery_dataset(?:_access)?$/.test(resource.type)) return [];
  const entries: readonly Value[] = resource.type.endsWith('access')
    ? [resource.values]
    : blocks(resource, 'access');
  const found = entries.find(
    (entry) =>
      ANYBODY.test(textAt(entry, 'special_group') ?? '') ||
      ANYBODY.test(textAt(entry, 'iam_member') ?? ''),
  );
  if (!found) return [];
  const where = get(found, 'special_group') ?? get(found, 'iam_member') ?? found;
  const fact = factAt('access', where, 'This names everybody.');
  return [open(resource, 'google-bigquery', 'read', 'Everybody has a role at it.', [fact])];
}

function sql(resource: Resource): Exposure[] {
  if (resource.type !== 'google_sql_database_instance') return [];
  const [configuration] = blocks(resource, 'settings').flatMap((settings) =>
    items(get(settings, 'ip_configuration')),
  );
  if (!configuration || textAt(configuration, 'ipv4_enabled') === 'false') return [];
  const networks = items(get(configuration, 'authorized_networks'));
  const ranges = networks.flatMap((network) => rangeOf(textAt(network, 'value') ?? '') ?? []);
  if (!isWorld(ranges)) return [];
  const version = textAt(resource.values, 'database_version') ?? '';
  const spoken = ENGINES.find(([start]) => version.startsWith(start))?.[1] ?? POSTGRESQL;
  const wide = get(networks[0], 'value') ?? configuration;
  const because = 'its list of networks admits the world';
  return [
    tried(resource, spoken, { vantage: 'internet', because }, [
      factAt('network', wide, 'This network is the world.'),
    ]),
  ];
}

function firewall(resource: Resource): Exposure[] {
  if (
    resource.type !== 'google_compute_firewall' ||
    (word(resource, 'direction') ?? 'INGRESS') !== 'INGRESS'
  )
    return [];
  const isNarrow = ['source_tags', 'source_service_accounts'].some(
    (name) => items(get(resource.values, name)).length > 0,
  );
  if (isNarrow || yes(resource, 'disabled') === true) return [];
  const sources = items(get(resource.values, 'source_ranges'));
  return blocks(resource, 'allow').flatMap((allow) => {
    if (!/^(?:tcp|6|all)$/.test(textAt(allow, 'protocol') ?? '')) return [];
    const ports = items(get(allow, 'ports'));
    return ruleExposure(resource, sources, ports.length === 0 ? 'all' : ports);
  });
}

function cache(resource: Resource): Exposure[] {
  if (resource.type !== 'google_redis_instance' || yes(resource, 'auth_enabled') === true)
    return [];
  const fact = {
    ...attribute('access', resource, ['auth_enabled'], 'Clients need no password.'),
    ...(get(resource.values, 'auth_enabled') ? { write: 'true' } : { add: 'auth_enabled = true' }),
  };
  return [
    open(
      resource,
      'redis',
      'read-write',
      'Clients need no password, so whoever is in its network reads and writes it.',
      [fact],
      { port: 6379, protocol: 'resp', reach: NETWORK },
    ),
  ];
}

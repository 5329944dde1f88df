/** Security groups, subnets and routes: whether the world gets to a port. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html */
import type { FileFact } from '../../model/observation.ts';
import { holds, type Range, rangeOf, STRANGERS } from '../products/cidr.ts';
import { fact } from '../products/setup.ts';
import { get, items, text, textAt, type Value } from '../text/value.ts';
import { type Exposure, exposure, unknownYet } from './exposure.ts';
import { OPENED, openedStore } from './store-ports.ts';
import { isUnknown, type Resource, type Resources, word, yes } from './resource.ts';

export interface Opening {
  readonly from: number;
  readonly to: number;
  readonly world: boolean | 'unknown';
  /** The group that it belongs to. */
  readonly group: Resource | undefined;
  readonly resource: Resource;
  readonly fact: FileFact;
}

const EVERY_PORT = 65_535;
const RULES = ['aws_security_group_rule', 'aws_vpc_security_group_ingress_rule'];

export function openings(resources: Resources): Opening[] {
  const inGroups = resources
    .of('aws_security_group', 'aws_default_security_group')
    .flatMap((group) =>
      items(get(group.values, 'ingress')).flatMap(
        (rule) => ingress(group, group, rule, rule) ?? [],
      ),
    );
  const apart = resources.of(...RULES).flatMap((rule) => {
    const [group] = resources.behind(rule, 'security_group_id', [
      'aws_security_group',
      'aws_default_security_group',
    ]);
    if (rule.type === 'aws_security_group_rule' && word(rule, 'type') !== 'ingress') return [];
    return ingress(rule, group, rule.values, undefined) ?? [];
  });
  return [...inGroups, ...apart];
}

const SOURCES = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'];

function ingress(
  resource: Resource,
  group: Resource | undefined,
  rule: Value,
  block: Value | undefined,
): Opening | undefined {
  const protocol = textAt(rule, 'protocol') ?? textAt(rule, 'ip_protocol') ?? 'tcp';
  const isAll = protocol === '-1' || protocol === 'all';
  if (!isAll && protocol !== 'tcp' && protocol !== '6') return undefined;
  const values = SOURCES.flatMap((key) => items(get(rule, key)));
  const ranges = values.flatMap((value) => rangeOf(text(value) ?? '') ?? []);
  const isLate = block === undefined && SOURCES.some((key) => isUnknown(resource, key));
  const isUnclear =
    isLate || values.some((value) => value.kind === 'scalar' && value.type === 'expression');
  return {
    ...portsOf(rule, isAll),
    world: isWorld(ranges) || (isUnclear ? 'unknown' : false),
    group,
    resource,
    fact: admitsFact(values[0] ?? rule),
  };
}

function portsOf(rule: Value, isAll: boolean): Pick<Opening, 'from' | 'to'> {
  if (isAll) return { from: 0, to: EVERY_PORT };
  const from = textAt(rule, 'from_port') ?? '0';
  return { from: Number(from), to: Number(textAt(rule, 'to_port') ?? from) };
}

function admitsFact(where: Value): FileFact {
  const until =
    where.kind === 'scalar' && where.until !== undefined ? { until: where.until } : undefined;
  const setting = { name: '', text: '', known: true, at: where.at, ...until };
  return fact(
    'network',
    setting,
    'This rule admits the world.',
    until && { write: '"10.0.0.0/8"' },
  );
}

/** Halves of the world count together. */
export function isWorld(ranges: readonly Range[]): boolean {
  const v4 = ['203.0.113.77', '8.8.8.8', '198.51.100.7', '100.1.1.1'];
  return v4.every((address) => holds(ranges, address)) || holds(ranges, STRANGERS[1]);
}

/** Whether the world is admitted to this port by one of these groups; `undefined`: by groups that are not here. */
export function admits(
  groups: readonly Resource[],
  port: number,
  all: readonly Opening[],
): Opening | 'unknown' | undefined {
  const own = all.filter(
    ({ group, from, to }) => group && groups.includes(group) && from <= port && port <= to,
  );
  return (
    own.find(({ world }) => world === true) ??
    (own.some(({ world }) => world === 'unknown') ? 'unknown' : undefined)
  );
}

const GROUPS = ['aws_security_group', 'aws_default_security_group'];
const HOLDERS: Readonly<Record<string, string>> = {
  aws_instance: 'vpc_security_group_ids',
  aws_db_instance: 'vpc_security_group_ids',
  aws_rds_cluster: 'vpc_security_group_ids',
  aws_redshift_cluster: 'vpc_security_group_ids',
  aws_elasticache_cluster: 'security_group_ids',
  aws_elasticache_replication_group: 'security_group_ids',
  aws_memorydb_cluster: 'security_group_ids',
  aws_neptune_cluster: 'vpc_security_group_ids',
  aws_docdb_cluster: 'vpc_security_group_ids',
  aws_launch_template: 'vpc_security_group_ids',
  aws_lb: 'security_groups',
};
const NEVER_PUBLIC = new Set([
  'aws_elasticache_cluster',
  'aws_elasticache_replication_group',
  'aws_memorydb_cluster',
  'aws_docdb_cluster',
  'aws_neptune_cluster',
]);

export function groupsOf(resource: Resource, resources: Resources): Resource[] {
  return resources.behind(resource, HOLDERS[resource.type] ?? 'vpc_security_group_ids', GROUPS);
}

/** `false` only where the plan itself shows that no public address leads there. */
function mayBePublic(holder: Resource, resources: Resources): boolean {
  if (NEVER_PUBLIC.has(holder.type)) return false;
  const flag = yes(holder, 'publicly_accessible') ?? yes(holder, 'associate_public_ip_address');
  if (flag === false || (holder.type === 'aws_db_instance' && flag === undefined)) return false;
  if (holder.type === 'aws_lb') return yes(holder, 'internal') !== true;
  return leadsOutside(holder, resources) !== false;
}

/** By the route table of its subnet; `undefined` where that is not here. */
export function leadsOutside(holder: Resource, resources: Resources): boolean | undefined {
  const [subnet] = resources.behind(holder, 'subnet_id', ['aws_subnet']);
  if (!subnet) return undefined;
  const tables = resources
    .of('aws_route_table_association')
    .filter((each) => resources.behind(each, 'subnet_id', ['aws_subnet']).includes(subnet))
    .flatMap((each) => resources.behind(each, 'route_table_id', ['aws_route_table']));
  if (tables.length === 0) return undefined;
  const inTable = tables.flatMap((table) => items(get(table.values, 'route')));
  const apart = resources
    .of('aws_route')
    .filter((route) =>
      resources
        .behind(route, 'route_table_id', ['aws_route_table'])
        .some((table) => tables.includes(table)),
    );
  const isGateway = (value: Value): boolean =>
    get(value, 'gateway_id') !== undefined && textAt(value, 'gateway_id') !== '';
  return (
    inTable.some(isGateway) ||
    apart.some((route) => isGateway(route.values) || route.references.has('gateway_id'))
  );
}

/** Groups that open a store's port to the world, unless all that hold them are shown to be out of reach. */
export function groupExposures(resources: Resources): Exposure[] {
  return openings(resources).flatMap((opening) => {
    const { world, resource, from, to } = opening;
    const store = world === false ? undefined : openedStore([`${from}-${to}`]);
    if (!store) return [];
    if (world === 'unknown') {
      const { product, port } = store;
      const reason = 'Whom this rule admits is only known after the change.';
      return [unknownYet(resource, product, reason, { port })];
    }
    const reach = isLatent(opening, resources) ? LATENT : ADMITTED;
    return [exposure(resource, { ...store, ...OPENED, reach, facts: [opening.fact] })];
  });
}

const ADMITTED = { vantage: 'internet', because: 'the group admits the world' } as const;
const LATENT = {
  vantage: 'segment',
  because: 'nothing that holds the group has a public address',
} as const;

function isLatent({ group }: Opening, resources: Resources): boolean {
  const holders = resources.all.filter(
    (each) =>
      HOLDERS[each.type] !== undefined && group && groupsOf(each, resources).includes(group),
  );
  return holders.length > 0 && holders.every((holder) => !mayBePublic(holder, resources));
}

/** Managed stores of AWS: reachable by address, group and route; readable by what they ask for. https://docs.aws.amazon.com/ */
import type { FileObservation } from '../../model/observation.ts';
import { textAt } from '../text/value.ts';
import { admits, groupsOf, leadsOutside, openings, type Opening } from './aws-network.ts';
import { attribute, type Exposure, HTTPS, tried, unknownYet } from './exposure.ts';
import { insideExposures } from './aws-inside.ts';
import { isUnknown, type Resource, type Resources, yes } from './resource.ts';

interface Managed {
  readonly product: string | undefined;
  readonly port: number;
  readonly protocol: string;
  /** What holds where the attribute is left out; Redshift's default differs with the provider's version. */
  readonly usual: boolean | 'unknown';
}

const ENGINES: readonly (readonly [
  pattern: RegExp,
  product: string,
  port: number,
  protocol: string,
])[] = [
  [/postgres/, 'postgresql', 5432, 'pgwire'],
  [/mariadb/, 'mariadb', 3306, 'mysql'],
  [/mysql|^aurora$/, 'mysql', 3306, 'mysql'],
  [/sqlserver/, 'mssql', 1433, 'tds'],
  [/oracle/, 'oracle', 1521, 'tns'],
];

const MANAGED: Readonly<Record<string, Managed>> = {
  aws_db_instance: { product: undefined, port: 5432, protocol: 'pgwire', usual: false },
  aws_rds_cluster_instance: { product: undefined, port: 5432, protocol: 'pgwire', usual: false },
  aws_redshift_cluster: { product: 'postgresql', port: 5439, protocol: 'pgwire', usual: 'unknown' },
  aws_redshiftserverless_workgroup: {
    product: 'postgresql',
    port: 5439,
    protocol: 'pgwire',
    usual: false,
  },
  aws_dms_replication_instance: {
    product: 'aws-dms',
    port: HTTPS,
    protocol: 'http',
    usual: 'unknown',
  },
  aws_neptune_cluster_instance: {
    product: 'aws-neptune',
    port: 8182,
    protocol: 'http',
    usual: false,
  },
  aws_mq_broker: { product: 'rabbitmq', port: 5671, protocol: 'amqp', usual: false },
  aws_timestreaminfluxdb_db_instance: {
    product: 'influxdb',
    port: 8086,
    protocol: 'http',
    usual: false,
  },
};

export function storeExposures(resources: Resources): Exposure[] {
  const all = openings(resources);
  return resources.all.flatMap((resource) => {
    const managed = MANAGED[resource.type];
    return [
      ...(managed ? published(resource, managed, resources, all) : []),
      ...insideExposures(resource),
    ];
  });
}

function published(
  resource: Resource,
  managed: Managed,
  resources: Resources,
  all: readonly Opening[],
): Exposure[] {
  const spoken = spokenBy(resource, managed);
  const isPublic = yes(resource, 'publicly_accessible') ?? managed.usual;
  if (isPublic === false) return [];
  if (isPublic === 'unknown') {
    const reason = 'Whether it gets a public address is only known after the change.';
    return [unknownYet(resource, spoken.product, reason, spoken)];
  }
  const groups = groupsOf(resource, resources);
  const met = admits(groups, spoken.port, all);
  // Groups that are not in the plan may admit anybody.
  const isClosed = groups.length > 0 && !met && !isUnknown(resource, 'vpc_security_group_ids');
  const says = 'It gets a public address.';
  const facts = [attribute('network', resource, ['publicly_accessible'], says, { write: 'false' })];
  if (typeof met === 'object') facts.push(met.fact);
  const reach = reachOf(isClosed, leadsOutside(resource, resources));
  return [tried(resource, spoken, reach, facts)];
}

function spokenBy(resource: Resource, managed: Managed) {
  const engine = textAt(resource.values, 'engine') ?? '';
  const [
    ,
    product = managed.product ?? 'postgresql',
    usual = managed.port,
    protocol = managed.protocol,
  ] = ENGINES.find(([pattern]) => managed.product === undefined && pattern.test(engine)) ?? [];
  const port = Number(textAt(resource.values, 'port') ?? usual) || usual;
  return { product, port, protocol };
}

function reachOf(
  isClosed: boolean,
  outside: boolean | undefined,
): NonNullable<FileObservation['reach']> {
  if (isClosed)
    return {
      vantage: 'segment',
      because: 'a public address, and groups that do not admit the world',
    };
  if (outside === false)
    return { vantage: 'segment', because: 'a public address, and no route to it' };
  return {
    vantage: 'internet',
    because: 'a public address, and groups that admit the world or are not here',
  };
}

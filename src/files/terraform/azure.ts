/** Azure: containers, firewall rules and network rules. https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent */
import { rangeOf } from '../products/cidr.ts';
import { get, items, text, textAt, type Value } from '../text/value.ts';
import { isWorld } from './aws-network.ts';
import { OPENED, openedStore } from './store-ports.ts';
import { attribute, type Exposure, exposure, open, RULE_ADMITS } from './exposure.ts';
import { type Resource, type Resources, word, yes } from './resource.ts';

const FIREWALLS: Readonly<
  Record<string, readonly [product: string, port: number, protocol: string]>
> = {
  azurerm_postgresql_firewall_rule: ['postgresql', 5432, 'pgwire'],
  azurerm_postgresql_flexible_server_firewall_rule: ['postgresql', 5432, 'pgwire'],
  azurerm_mysql_firewall_rule: ['mysql', 3306, 'mysql'],
  azurerm_mysql_flexible_server_firewall_rule: ['mysql', 3306, 'mysql'],
  azurerm_mariadb_firewall_rule: ['mariadb', 3306, 'mysql'],
  azurerm_mssql_firewall_rule: ['mssql', 1433, 'tds'],
  azurerm_sql_firewall_rule: ['mssql', 1433, 'tds'],
  azurerm_redis_firewall_rule: ['redis', 6380, 'resp'],
};

/** Public unless switched off; each asks for a key. */
const ACCOUNTS: Readonly<
  Record<string, readonly [product: string, port: number, protocol: string]>
> = {
  azurerm_redis_cache: ['redis', 6380, 'resp'],
  azurerm_cosmosdb_account: ['azure-cosmosdb', 443, 'http'],
  azurerm_search_service: ['azure-search', 443, 'http'],
  azurerm_cognitive_account: ['azure-cognitive', 443, 'http'],
};

export function azureExposures(resources: Resources): Exposure[] {
  return resources.all.flatMap((resource) => [
    ...container(resource, resources),
    ...firewall(resource),
    ...account(resource),
    ...networkRule(resource),
  ]);
}

function container(resource: Resource, resources: Resources): Exposure[] {
  const access = word(resource, 'container_access_type');
  if (
    resource.type !== 'azurerm_storage_container' ||
    (access !== 'blob' && access !== 'container')
  )
    return [];
  const accounts = [
    ...resources.behind(resource, 'storage_account_name', ['azurerm_storage_account'], 'name'),
    ...resources.behind(resource, 'storage_account_id', ['azurerm_storage_account']),
  ];
  const isShut = accounts.some(
    (each) =>
      yes(each, 'allow_nested_items_to_be_public') === false ||
      yes(each, 'allow_blob_public_access') === false ||
      yes(each, 'public_network_access_enabled') === false,
  );
  return isShut
    ? []
    : [
        open(resource, 'azure-storage', 'read', 'Whoever knows the address reads what it holds.', [
          attribute('access', resource, ['container_access_type'], 'Callers need no credentials.', {
            write: '"private"',
          }),
        ]),
      ];
}

const ALL_FROM = '0.0.0.0';
const ALL_TO = '255.255.255.255';

function firewall(resource: Resource): Exposure[] {
  const [product, port, protocol] = FIREWALLS[resource.type] ?? [];
  if (product === undefined || port === undefined || protocol === undefined) return [];
  const from = word(resource, 'start_ip_address') ?? word(resource, 'start_ip');
  const to = word(resource, 'end_ip_address') ?? word(resource, 'end_ip');
  if (from !== ALL_FROM || (to !== ALL_TO && to !== ALL_FROM)) return [];
  // 0.0.0.0 to 0.0.0.0 stands for all of Azure, tenants of others too.
  const reach =
    to === ALL_TO
      ? ({ vantage: 'internet', because: 'the rule admits the world' } as const)
      : ({ vantage: 'partner', because: 'the rule admits every tenant of the provider' } as const);
  return [
    exposure(resource, {
      product,
      port,
      protocol,
      access: 'protected',
      tls: null,
      reach,
      facts: [
        attribute(
          'network',
          resource,
          ['start_ip_address'],
          'This rule admits addresses that are not yours.',
        ),
      ],
      reason: 'It asks for a password, and strangers can try one.',
    }),
  ];
}

function account(resource: Resource): Exposure[] {
  const [product, port, protocol] = ACCOUNTS[resource.type] ?? [];
  if (product === undefined || port === undefined || protocol === undefined) return [];
  const isNarrow =
    items(get(resource.values, 'ip_range_filter')).length > 0 ||
    yes(resource, 'is_virtual_network_filter_enabled') === true ||
    get(resource.values, 'subnet_id') !== undefined;
  if (yes(resource, 'public_network_access_enabled') === false || isNarrow) return [];
  return [
    exposure(resource, {
      product,
      port,
      protocol,
      access: 'protected',
      reach: { vantage: 'internet', because: 'public access is on, as it is by default' },
      facts: [
        {
          ...attribute(
            'network',
            resource,
            ['public_network_access_enabled'],
            'Public access is on.',
          ),
          ...(get(resource.values, 'public_network_access_enabled')
            ? { write: 'false' }
            : { add: 'public_network_access_enabled = false' }),
        },
      ],
      reason: 'It asks for a key, and the world can try one.',
    }),
  ];
}

const WORLD = /^(?:\*|Internet|any|0\.0\.0\.0\/0)$/i;

function networkRule(resource: Resource): Exposure[] {
  const rules: readonly Value[] =
    resource.type === 'azurerm_network_security_rule'
      ? [resource.values]
      : resource.type === 'azurerm_network_security_group'
        ? items(get(resource.values, 'security_rule'))
        : [];
  return rules.flatMap((rule) => {
    const sources = ['source_address_prefix', 'source_address_prefixes'].flatMap((key) =>
      items(get(rule, key)),
    );
    const ranges = sources.flatMap((each) => rangeOf(text(each) ?? '') ?? []);
    const isOpen =
      textAt(rule, 'access') === 'Allow' &&
      textAt(rule, 'direction') === 'Inbound' &&
      !/^(?:Udp|Icmp)$/i.test(textAt(rule, 'protocol') ?? '');
    if (!isOpen || !(sources.some((each) => WORLD.test(text(each) ?? '')) || isWorld(ranges)))
      return [];
    const keys = ['destination_port_range', 'destination_port_ranges'];
    const ports = keys.flatMap((key) => items(get(rule, key))).map((each) => text(each) ?? '');
    const store = openedStore(ports);
    if (!store) return [];
    const fact = {
      ...attribute('network', resource, [], 'This rule admits the world.'),
      ...sources[0]?.at,
    };
    return [exposure(resource, { ...store, ...OPENED, reach: RULE_ADMITS, facts: [fact] })];
  });
}

/** Azure: containers, firewall rules and network rules. https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent */
import type { FileFact } from '../../model/observation.ts';
import { get, items, text, textAt, type Value } from '../text/value.ts';
import {
  attribute,
  type Exposure,
  exposure,
  NO_TLS,
  open,
  type Spoken,
  tried,
  unknownYet,
} from './exposure.ts';
import { ruleExposure } from './network-rule.ts';
import { nested, type Resource, type Resources, word, yes } from './resource.ts';

const spoken = (product: string, port: number, protocol: string): Spoken => ({
  product,
  port,
  protocol,
});

const FIREWALLS: Readonly<Record<string, Spoken>> = {
  azurerm_postgresql_firewall_rule: spoken('postgresql', 5432, 'pgwire'),
  azurerm_postgresql_flexible_server_firewall_rule: spoken('postgresql', 5432, 'pgwire'),
  azurerm_mysql_firewall_rule: spoken('mysql', 3306, 'mysql'),
  azurerm_mysql_flexible_server_firewall_rule: spoken('mysql', 3306, 'mysql'),
  azurerm_mariadb_firewall_rule: spoken('mariadb', 3306, 'mysql'),
  azurerm_mssql_firewall_rule: spoken('mssql', 1433, 'tds'),
  azurerm_sql_firewall_rule: spoken('mssql', 1433, 'tds'),
  azurerm_redis_firewall_rule: spoken('redis', 6380, 'resp'),
};

/** Public unless switched off; each asks for a key or a token. */
const ACCOUNTS: Readonly<Record<string, Spoken>> = {
  azurerm_redis_cache: spoken('redis', 6380, 'resp'),
  azurerm_cosmosdb_account: spoken('azure-cosmosdb', 443, 'http'),
  azurerm_search_service: spoken('azure-search', 443, 'http'),
  azurerm_cognitive_account: spoken('azure-cognitive', 443, 'http'),
  azurerm_key_vault: spoken('azure-key-vault', 443, 'http'),
  azurerm_servicebus_namespace: spoken('azure-service-bus', 5671, 'amqp'),
  azurerm_eventhub_namespace: spoken('azure-event-hubs', 9093, 'kafka'),
};

export function azureExposures(resources: Resources): Exposure[] {
  return resources.all.flatMap((resource) => [
    ...container(resource, resources),
    ...firewall(resource),
    ...account(resource),
    ...networkRule(resource),
    ...registry(resource),
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
  const server = FIREWALLS[resource.type];
  const from = word(resource, 'start_ip_address') ?? word(resource, 'start_ip');
  const to = word(resource, 'end_ip_address') ?? word(resource, 'end_ip');
  if (!server || from !== ALL_FROM || (to !== ALL_TO && to !== ALL_FROM)) return [];
  // 0.0.0.0 to 0.0.0.0 stands for all of Azure, tenants of others too.
  const reach =
    to === ALL_TO
      ? ({ vantage: 'internet', because: 'the rule admits the world' } as const)
      : ({ vantage: 'partner', because: 'the rule admits every tenant of the provider' } as const);
  const says = 'This rule admits addresses that are not yours.';
  return [
    tried(resource, server, reach, [attribute('network', resource, ['start_ip_address'], says)]),
  ];
}

function isNarrow(resource: Resource): boolean {
  const denies = ['network_acls', 'network_rule_set', 'network_rulesets'].some(
    (name) => text(nested(resource, name, 'default_action')) === 'Deny',
  );
  return (
    denies ||
    items(get(resource.values, 'ip_range_filter')).length > 0 ||
    yes(resource, 'is_virtual_network_filter_enabled') === true ||
    get(resource.values, 'subnet_id') !== undefined
  );
}

function account(resource: Resource): Exposure[] {
  const server = ACCOUNTS[resource.type];
  const isPublic = yes(resource, 'public_network_access_enabled');
  if (!server || isPublic === false || isNarrow(resource)) return [];
  if (isPublic === 'unknown') {
    const reason = 'Whether the world reaches it is only known after the change.';
    return [unknownYet(resource, server.product, reason, server)];
  }
  const because = 'public access is on, as it is by default';
  const facts = [switchFact(resource)];
  const reason = 'It asks for a key, and the world can try one.';
  const reach = { vantage: 'internet', because } as const;
  const part = { ...server, access: 'protected', reach, facts, reason } as const;
  return [exposure(resource, part), ...plainPort(resource, part)];
}

function switchFact(resource: Resource): FileFact {
  const name = 'public_network_access_enabled';
  const isWritten = get(resource.values, name) !== undefined;
  const fact = attribute('network', resource, [name], 'Public access is on.');
  return { ...fact, ...(isWritten ? { write: 'false' } : { add: `${name} = false` }) };
}

/** A cache's second port, without TLS. */
function plainPort(resource: Resource, part: Parameters<typeof exposure>[1]): Exposure[] {
  const name = ['non_ssl_port_enabled', 'enable_non_ssl_port'].find(
    (each) => yes(resource, each) === true,
  );
  if (name === undefined) return [];
  const says = 'It takes clients without TLS.';
  const why = attribute('transport', resource, [name], says, { write: 'false' });
  const facts = [...(part.facts ?? []), why];
  return [exposure(resource, { ...part, port: PLAIN_PORT, tls: NO_TLS, facts })];
}

const PLAIN_PORT = 6379;
const WORLD = /^(?:\*|Internet|any|0\.0\.0\.0\/0)$/i;
const RULES: Readonly<Record<string, (resource: Resource) => readonly Value[]>> = {
  azurerm_network_security_rule: ({ values }) => [values],
  azurerm_network_security_group: ({ values }) => items(get(values, 'security_rule')),
};

function networkRule(resource: Resource): Exposure[] {
  const rules = RULES[resource.type]?.(resource) ?? [];
  return rules.flatMap((rule) => {
    const isOpen =
      textAt(rule, 'access') === 'Allow' &&
      textAt(rule, 'direction') === 'Inbound' &&
      !/^(?:Udp|Icmp)$/i.test(textAt(rule, 'protocol') ?? '');
    if (!isOpen) return [];
    const both = (one: string, many: string): Value[] =>
      [one, many].flatMap((key) => items(get(rule, key)));
    const sources = both('source_address_prefix', 'source_address_prefixes');
    const ports = both('destination_port_range', 'destination_port_ranges');
    return ruleExposure(resource, sources, ports, WORLD);
  });
}

/** https://learn.microsoft.com/azure/container-registry/anonymous-pull-access */
function registry(resource: Resource): Exposure[] {
  const name = 'anonymous_pull_enabled';
  if (resource.type !== 'azurerm_container_registry' || yes(resource, name) !== true) return [];
  const says = 'Anybody pulls its images.';
  const facts = [attribute('access', resource, [name], says, { write: 'false' })];
  return [open(resource, 'azure-container-registry', 'read', says, facts)];
}

/** Stores of AWS that have no public address of their own, or a policy beside it: what they ask of whoever reaches them. */
import { get, items, text, textAt } from '../text/value.ts';
import {
  attribute,
  type Exposure,
  exposure,
  factAt,
  NETWORK,
  NO_TLS,
  open,
  unknownYet,
} from './exposure.ts';
import { grantedTo, policyOf } from './policy.ts';
import { blocks, isUnknown, nested, type Resource, word, yes } from './resource.ts';

export function insideExposures(resource: Resource): Exposure[] {
  switch (resource.type) {
    case 'aws_memorydb_cluster':
      return memorydb(resource);
    case 'aws_elasticache_cluster':
      return memcached(resource);
    case 'aws_elasticache_replication_group':
      return replicationGroup(resource);
    case 'aws_opensearch_domain':
    case 'aws_elasticsearch_domain':
      return search(resource);
    case 'aws_msk_cluster':
      return streams(resource);
    case 'aws_opensearchserverless_security_policy':
      return collection(resource);
    default:
      return [];
  }
}

const RESP = { port: 6379, protocol: 'resp', reach: NETWORK } as const;

function memorydb(resource: Resource): Exposure[] {
  if (word(resource, 'acl_name') !== 'open-access') return [];
  const says = 'This list lets everybody in.';
  const facts = [attribute('access', resource, ['acl_name'], says, { write: '"own-acl"' })];
  const tls = yes(resource, 'tls_enabled') === false ? { tls: NO_TLS } : {};
  const reason = 'The list `open-access` lets everybody in.';
  return [open(resource, 'redis', 'read-write', reason, facts, { ...RESP, ...tls })];
}

function memcached(resource: Resource): Exposure[] {
  if (word(resource, 'engine') !== 'memcached') return [];
  const reason = 'Memcached asks nobody for credentials.';
  const facts = [attribute('access', resource, ['engine'], reason)];
  const tls = yes(resource, 'transit_encryption_enabled') === true ? {} : { tls: NO_TLS };
  const more = { port: 11_211, protocol: 'memcached', reach: NETWORK, ...tls };
  return [open(resource, 'memcached', 'read-write', reason, facts, more)];
}

/** Without a token or users whoever is in the network reads it. */
function replicationGroup(resource: Resource): Exposure[] {
  const isEncrypted = yes(resource, 'transit_encryption_enabled') === true;
  const path = ['transit_encryption_enabled'];
  const says = 'Nothing is encrypted on the way.';
  const transport = isEncrypted
    ? []
    : [attribute('transport', resource, path, says, { write: 'true' })];
  const common = { ...RESP, ...(isEncrypted ? {} : { tls: NO_TLS }) };
  const users = items(get(resource.values, 'user_group_ids')).length > 0;
  const token = word(resource, 'auth_token');
  if (users || isUnknown(resource, 'user_group_ids') || (token !== undefined && token !== '')) {
    const part = { product: 'redis', ...common, access: 'protected', facts: transport } as const;
    return [exposure(resource, { ...part, reason: 'Clients have to log in.' })];
  }
  const why = {
    ...attribute(
      'access',
      resource,
      ['auth_token'],
      'Neither auth_token nor user_group_ids is set.',
    ),
    add: 'user_group_ids = [aws_elasticache_user_group.app.id]',
  };
  const reason =
    'Neither a token nor users are set, so whoever is in its network reads and writes it.';
  return [open(resource, 'redis', 'read-write', reason, [why, ...transport], common)];
}

function search(resource: Resource): Exposure[] {
  const isInside = blocks(resource, 'vpc_options').length > 0 || isUnknown(resource, 'vpc_options');
  const fine = blocks(resource, 'advanced_security_options').some(
    (block) => textAt(block, 'enabled') === 'true',
  );
  const grant = grantedTo(get(resource.values, 'access_policies'));
  const anonymous = blocks(resource, 'advanced_security_options').some(
    (block) => textAt(block, 'anonymous_auth_enabled') === 'true',
  );
  if (grant === 'unknown' || isUnknown(resource, 'access_policies'))
    return [unknownYet(resource, 'opensearch', 'Its policy is only known after the change.')];
  const isOpen = (grant !== undefined && !fine) || anonymous;
  if (!isOpen) return [];
  const reach = isInside
    ? NETWORK
    : ({ vantage: 'internet', because: 'its endpoint is public' } as const);
  return [
    open(
      resource,
      'opensearch',
      grant === 'read' ? 'read' : 'admin',
      'Its policy lets everybody in, and nothing inside asks for credentials.',
      [attribute('access', resource, ['access_policies'], 'This policy lets everybody in.')],
      { reach },
    ),
  ];
}

const PUBLIC_ADDRESS = ['broker_node_group_info', 'connectivity_info', 'public_access', 'type'];

function streams(resource: Resource): Exposure[] {
  const address = nested(resource, ...PUBLIC_ADDRESS);
  const anybody = nested(resource, 'client_authentication', 'unauthenticated');
  const spoken = nested(resource, 'encryption_info', 'encryption_in_transit', 'client_broker');
  const isPublic = text(address) === 'SERVICE_PROVIDED_EIPS';
  const isOpen = text(anybody) === 'true';
  const reach = isPublic
    ? ({ vantage: 'internet', because: 'its brokers have public addresses' } as const)
    : NETWORK;
  const isPlain = /PLAINTEXT/.test(text(spoken) ?? '');
  const common = { port: 9092, protocol: 'kafka', reach, ...(isPlain && { tls: NO_TLS }) };
  const says = 'Clients need not log in.';
  if (anybody && isOpen)
    return [
      open(
        resource,
        'kafka',
        'read-write',
        says,
        [factAt('access', anybody, says, { write: 'false' })],
        common,
      ),
    ];
  if (!address || !isPublic) return [];
  const facts = [
    factAt('network', address, 'Its brokers have public addresses.', { write: '"DISABLED"' }),
  ];
  const reason = 'Clients have to log in, and the world can try.';
  return [exposure(resource, { ...common, product: 'kafka', access: 'protected', facts, reason })];
}

/** https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-network.html */
function collection(resource: Resource): Exposure[] {
  const name = 'policy';
  if (isUnknown(resource, name)) {
    const reason = 'Its policy is only known after the change.';
    return [unknownYet(resource, 'opensearch', reason)];
  }
  const isPublic = items(policyOf(get(resource.values, name))).some(
    (rule) => textAt(rule, 'AllowFromPublic') === 'true',
  );
  if (!isPublic) return [];
  const reason = 'It asks for signed requests, and the world can try.';
  const facts = [attribute('network', resource, [name], 'This policy gives it a public address.')];
  return [exposure(resource, { product: 'opensearch', access: 'protected', facts, reason })];
}

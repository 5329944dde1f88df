/** What a port speaks first. A word here names a conversation of `services/families/`, present or to come. */
export type Family =
  | 'http'
  | 'resp'
  | 'pgwire'
  | 'mysql'
  | 'mysqlx'
  | 'memcached'
  | 'mongodb'
  | 'clickhouse-native'
  | 'elastic-transport'
  | 'cql'
  | 'kafka'
  | 'zookeeper'
  | 'nats'
  | 'mqtt'
  | 'amqp'
  | 'bolt'
  | 'tds'
  | 'tns'
  | 'drda'
  | 'rethinkdb'
  | 'orientdb'
  | 'hdfs-rpc'
  | 'grpc'
  | 'ldap'
  | 'smb'
  | 'nfs'
  | 'rsync'
  | 'ftp'
  | 'jmx'
  | 'debugger'
  | 'internal';

/** data: what clients use; management: for operators; peer: between members; metrics: for monitoring. */
export type PortRole = 'data' | 'management' | 'peer' | 'metrics';

export interface Port {
  readonly port: number;
  readonly family: Family;
  readonly role: PortRole;
  /** TLS from the first byte, by the product's own convention. */
  readonly tls: boolean;
}

export interface Product {
  /** As in reports and in the file names of every room. */
  readonly id: string;
  readonly name: string;
  readonly family: Family;
  /** The product that this one is compatible with; its remedies and accounts hold here too. */
  readonly kin?: string;
  readonly ports: readonly Port[];
  readonly docs: string;
}

export function data(port: number, family: Family): Port {
  return { port, family, role: 'data', tls: false };
}

export function overTls(port: number, family: Family): Port {
  return { port, family, role: 'data', tls: true };
}

export function management(port: number, family: Family = 'http'): Port {
  return { port, family, role: 'management', tls: false };
}

export function peer(port: number, family: Family = 'internal'): Port {
  return { port, family, role: 'peer', tls: false };
}

export function metrics(port: number): Port {
  return { port, family: 'http', role: 'metrics', tls: false };
}

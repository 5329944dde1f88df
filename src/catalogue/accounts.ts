import { productById } from './products.ts';

export interface Account {
  readonly user: string;
  readonly password: string;
}

interface Published {
  readonly source: string;
  /** Accounts that an installation may ship without a password. */
  readonly empty?: readonly string[];
  /** Pairs that the vendor's own documentation names. */
  readonly defaults?: readonly Account[];
}

/** More log-ins than these are never tried at one endpoint. */
const MOST = 3;

const published: Readonly<Record<string, Published>> = {
  mysql: {
    source: 'https://dev.mysql.com/doc/refman/8.4/en/default-privileges.html',
    empty: ['root'],
  },
  mariadb: {
    source:
      'https://mariadb.com/docs/server/clients-and-utilities/deployment-tools/mariadb-install-db',
    empty: ['root'],
  },
  tidb: {
    source: 'https://docs.pingcap.com/tidb/stable/user-account-management/',
    empty: ['root'],
  },
  elasticsearch: {
    source: 'https://www.elastic.co/guide/en/x-pack/5.6/security-getting-started.html',
    defaults: [{ user: 'elastic', password: 'changeme' }],
  },
  opensearch: {
    source: 'https://docs.opensearch.org/latest/security/configuration/demo-configuration/',
    defaults: [{ user: 'admin', password: 'admin' }],
  },
  rabbitmq: {
    source: 'https://www.rabbitmq.com/docs/access-control#default-state',
    defaults: [{ user: 'guest', password: 'guest' }],
  },
  minio: {
    source:
      'https://docs.min.io/community/minio-object-store/administration/identity-access-management/minio-user-management.html',
    defaults: [{ user: 'minioadmin', password: 'minioadmin' }],
  },
  milvus: {
    source: 'https://milvus.io/docs/authenticate.md',
    defaults: [{ user: 'root', password: 'Milvus' }],
  },
  mlflow: {
    source: 'https://mlflow.org/docs/latest/self-hosting/security/basic-http-auth/',
    defaults: [
      { user: 'admin', password: 'password1234' },
      { user: 'admin', password: 'password' },
    ],
  },
  cassandra: {
    source: 'https://cassandra.apache.org/doc/latest/cassandra/managing/operating/security.html',
    defaults: [{ user: 'cassandra', password: 'cassandra' }],
  },
  neo4j: {
    source: 'https://neo4j.com/docs/operations-manual/current/configuration/set-initial-password/',
    defaults: [{ user: 'neo4j', password: 'neo4j' }],
  },
  activemq: {
    source: 'https://activemq.apache.org/components/classic/documentation/web-console',
    defaults: [{ user: 'admin', password: 'admin' }],
  },
  grafana: {
    source: 'https://grafana.com/docs/grafana/latest/setup-grafana/sign-in-to-grafana/',
    defaults: [{ user: 'admin', password: 'admin' }],
  },
  ftp: {
    source: 'https://www.rfc-editor.org/rfc/rfc1635',
    empty: ['anonymous'],
  },
  mssql: {
    source:
      'https://learn.microsoft.com/en-us/sql/relational-databases/security/choose-an-authentication-mode',
    empty: ['sa'],
  },
  rethinkdb: {
    source: 'https://rethinkdb.com/docs/permissions-and-accounts/',
    empty: ['admin'],
  },
};

function publishedFor(product: string): Published | undefined {
  if (Object.hasOwn(published, product)) return published[product];
  const kin = productById(product)?.kin;
  return kin !== undefined && Object.hasOwn(published, kin) ? published[kin] : undefined;
}

/** What `--accounts LEVEL` may try at the product; `default` includes what `empty` tries. */
export function accountsFor(product: string, level: 'empty' | 'default'): readonly Account[] {
  const { empty = [], defaults = [] } = publishedFor(product) ?? {};
  const passwordless = empty.map((user) => ({ user, password: '' }));
  return (level === 'empty' ? passwordless : [...passwordless, ...defaults]).slice(0, MOST);
}

/** Where the vendor says so; shown beside a finding. */
export function accountSource(product: string): string | undefined {
  return publishedFor(product)?.source;
}

import { aiRemedies } from './ai-remedies.ts';
import { apiRemedies } from './api-remedies.ts';
import { containerRemedies } from './container-remedies.ts';
import { httpRemedies } from './http-remedies.ts';
import { queueRemedies } from './queue-remedies.ts';
import { productById } from './products.ts';
import type { ByRule, Remedy } from './remedy.ts';
import { wireRemedies } from './wire-remedies.ts';

const CLICKHOUSE_USERS = 'https://clickhouse.com/docs/operations/settings/settings-users';
const REDIS_SECURITY = 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/';
const REDIS_TLS =
  'https://redis.io/docs/latest/operate/oss_and_stack/management/security/encryption/';
const PG_HBA = 'https://www.postgresql.org/docs/current/auth-pg-hba-conf.html';
const PG_TLS = 'https://www.postgresql.org/docs/current/ssl-tcp.html';
const PGBOUNCER = 'https://www.pgbouncer.org/config.html';
const ELASTIC = 'https://www.elastic.co/docs/deploy-manage/security/self-auto-setup';
const OPENSEARCH = 'https://docs.opensearch.org/latest/security/configuration/';
const ETCD_TLS = 'https://etcd.io/docs/latest/op-guide/security/';

/** Keyed by product, then by rule; what is missing here falls back to the rule's own remedy. */
const remedies: Readonly<Record<string, ByRule>> = {
  clickhouse: {
    'anonymous-access': {
      text: 'In users.d give user `default` a password (or remove it), narrow its <networks>, and set listen_host to a private address.',
      docs: CLICKHOUSE_USERS,
    },
    'segregation-gap': {
      text: 'Only <networks> of the user stands between this address and the server: set listen_host to a private address, and let a firewall guard the ports.',
      docs: CLICKHOUSE_USERS,
    },
    'plaintext-transport': {
      text: 'Open https_port and tcp_port_secure, then remove http_port, tcp_port, mysql_port and postgresql_port from the configuration.',
      docs: 'https://clickhouse.com/docs/guides/sre/configuring-ssl',
    },
    'weak-authentication-method': {
      text: 'Remove postgresql_port, or let clients reach it over TLS only: it asks for the password in clear text.',
      docs: 'https://clickhouse.com/docs/interfaces/postgresql',
    },
    'management-port-exposed': {
      text: 'Set interserver_listen_host to a private address with interserver_http_credentials, and keep the Prometheus port behind a firewall.',
      docs: 'https://clickhouse.com/docs/operations/server-configuration-parameters/settings',
    },
  },
  postgresql: {
    'anonymous-access': {
      text: 'Replace `trust` in pg_hba.conf by `scram-sha-256`, set passwords, and reload.',
      docs: PG_HBA,
    },
    'segregation-gap': {
      text: 'pg_hba.conf refuses this address, but the port is open to it: narrow listen_addresses or the firewall.',
      docs: PG_HBA,
    },
    'plaintext-transport': {
      text: 'Set ssl = on, and write `hostssl` instead of `host` in pg_hba.conf.',
      docs: PG_TLS,
    },
    'weak-authentication-method': {
      text: 'Set password_encryption = scram-sha-256, set each password again, and write `scram-sha-256` in pg_hba.conf.',
      docs: 'https://www.postgresql.org/docs/current/auth-password.html',
    },
  },
  pgbouncer: {
    'anonymous-access': {
      text: 'Set auth_type = scram-sha-256 (not any or trust), and list users in auth_file.',
      docs: PGBOUNCER,
    },
    'plaintext-transport': {
      text: 'Set client_tls_sslmode = require with a key and certificate.',
      docs: PGBOUNCER,
    },
    'weak-authentication-method': {
      text: 'Set auth_type = scram-sha-256, and store SCRAM secrets in auth_file.',
      docs: PGBOUNCER,
    },
  },
  mysql: {
    'anonymous-access': {
      text: 'Remove skip-grant-tables and anonymous accounts (mysql_secure_installation), and set bind-address to a private address.',
      docs: 'https://dev.mysql.com/doc/refman/8.4/en/mysql-secure-installation.html',
    },
    'passwordless-account': {
      text: 'Give the account a password with ALTER USER, or run mysql_secure_installation.',
      docs: 'https://dev.mysql.com/doc/refman/8.4/en/default-privileges.html',
    },
    'segregation-gap': {
      text: 'No account admits this address, but the port is open to it: set bind-address to a private address, or close it in the firewall.',
      docs: 'https://dev.mysql.com/doc/refman/8.4/en/host-cache.html',
    },
    'plaintext-transport': {
      text: 'Set require_secure_transport = ON with a certificate that clients can verify.',
      docs: 'https://dev.mysql.com/doc/refman/8.4/en/using-encrypted-connections.html',
    },
  },
  mariadb: {
    'passwordless-account': {
      text: 'Give the account a password with ALTER USER, or run mariadb-secure-installation.',
      docs: 'https://mariadb.com/docs/server/clients-and-utilities/deployment-tools/mariadb-secure-installation',
    },
    'plaintext-transport': {
      text: 'Set require_secure_transport = ON with ssl_cert and ssl_key.',
      docs: 'https://mariadb.com/docs/server/security/encryption/data-in-transit-encryption',
    },
  },
  redis: {
    'anonymous-access': {
      text: 'Set requirepass or ACL users (and `user default off`), and bind to a private address.',
      docs: REDIS_SECURITY,
    },
    'segregation-gap': {
      text: 'Protected mode alone keeps strangers out: set requirepass or ACL users, and bind to a private address.',
      docs: REDIS_SECURITY,
    },
    'plaintext-transport': {
      text: 'Set tls-port with a certificate, and port 0.',
      docs: REDIS_TLS,
    },
    'management-port-exposed': {
      text: 'Bind Sentinel and the cluster bus to a private address, and let only the other members reach them.',
      docs: 'https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/',
    },
  },
  memcached: {
    'anonymous-access': {
      text: 'Start with -l and a private address; where clients can log in, add -S (SASL) or -Y with an auth file.',
      docs: 'https://docs.memcached.org/features/authentication/',
    },
    'plaintext-transport': {
      text: 'Start with -Z (TLS), or keep it on a private network.',
      docs: 'https://docs.memcached.org/features/tls/',
    },
  },
  mongodb: {
    'anonymous-access': {
      text: 'Create an administrator, set security.authorization: enabled, and net.bindIp to a private address.',
      docs: 'https://www.mongodb.com/docs/manual/tutorial/configure-scram-client-authentication/',
    },
    'plaintext-transport': {
      text: 'Set net.tls.mode: requireTLS.',
      docs: 'https://www.mongodb.com/docs/manual/tutorial/configure-ssl/',
    },
  },
  ferretdb: {
    'anonymous-access': {
      text: 'Start it with authentication on (remove --no-auth), and set --listen-addr to a private address.',
      docs: 'https://docs.ferretdb.io/security/authentication/',
    },
    'plaintext-transport': {
      text: 'Set --listen-tls with a certificate and key, and leave --listen-addr empty.',
      docs: 'https://docs.ferretdb.io/security/tls-connections/',
    },
  },
  dragonfly: {
    'anonymous-access': {
      text: 'Start with --requirepass or an --aclfile, and --bind to a private address.',
      docs: 'https://www.dragonflydb.io/docs/managing-dragonfly/flags',
    },
    'plaintext-transport': {
      text: 'Start with --tls, --tls_cert_file and --tls_key_file.',
      docs: 'https://www.dragonflydb.io/docs/managing-dragonfly/using-tls',
    },
  },
  elasticsearch: {
    'anonymous-access': {
      text: 'Set xpack.security.enabled: true with passwords for the built-in users, remove xpack.security.authc.anonymous, and set network.host to a private address.',
      docs: ELASTIC,
    },
    'default-password': {
      text: 'Change the password of `elastic` with elasticsearch-reset-password.',
      docs: 'https://www.elastic.co/docs/reference/elasticsearch/command-line-tools/reset-password',
    },
    'plaintext-transport': {
      text: 'Set xpack.security.http.ssl.enabled: true with a certificate that clients can verify.',
      docs: ELASTIC,
    },
    'management-port-exposed': {
      text: 'Set transport.host to a private address and xpack.security.transport.ssl.enabled: true.',
      docs: ELASTIC,
    },
  },
  opensearch: {
    'anonymous-access': {
      text: 'Enable the security plugin (plugins.security.disabled: false) and switch anonymous_auth_enabled off.',
      docs: OPENSEARCH,
    },
    'default-password': {
      text: 'Replace the demo configuration: new admin password, own certificates.',
      docs: 'https://docs.opensearch.org/latest/security/configuration/demo-configuration/',
    },
    'plaintext-transport': {
      text: 'Set plugins.security.ssl.http.enabled: true with own certificates.',
      docs: 'https://docs.opensearch.org/latest/security/configuration/tls/',
    },
  },
  // Containers, cluster control and object stores.
  ...aiRemedies,
  ...containerRemedies,
  ...apiRemedies,
  // Databases, consoles and observability over HTTP.
  ...httpRemedies,
  ...queueRemedies,
  ...wireRemedies,
  etcd: {
    'anonymous-access': {
      text: 'Demand client certificates (--client-cert-auth with --trusted-ca-file), or create root and run `etcdctl auth enable`.',
      docs: ETCD_TLS,
    },
    'plaintext-transport': {
      text: 'Set --cert-file and --key-file, and listen on https only in --listen-client-urls.',
      docs: ETCD_TLS,
    },
    'management-port-exposed': {
      text: 'Set --peer-client-cert-auth, and bind --listen-peer-urls to the members’ network.',
      docs: ETCD_TLS,
    },
  },
  cockroachdb: {
    'anonymous-access': {
      text: 'Start without --insecure, with certificates and passwords.',
      docs: 'https://www.cockroachlabs.com/docs/stable/security-reference/transport-layer-security',
    },
  },
  tidb: {
    'passwordless-account': {
      text: 'Give root a password: ALTER USER ‘root’ IDENTIFIED BY …',
      docs: 'https://docs.pingcap.com/tidb/stable/user-account-management/',
    },
  },
};

function own(product: string, rule: string): Remedy | undefined {
  const byRule = Object.hasOwn(remedies, product) ? remedies[product] : undefined;
  return byRule && Object.hasOwn(byRule, rule) ? byRule[rule] : undefined;
}

/** The product's own words for a rule, or those of the product that it is compatible with. */
export function remedyFor(rule: string, product: string | null): Remedy | undefined {
  if (product === null) return undefined;
  const kin = productById(product)?.kin;
  return own(product, rule) ?? (kin === undefined ? undefined : own(kin, rule));
}

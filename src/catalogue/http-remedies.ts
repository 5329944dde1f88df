import type { ByRule } from './remedy.ts';

/** For products that have no accounts of their own. */
const behindProxy = (product: string, listen: string): string =>
  `${product} has no accounts of its own: ${listen}, and put a proxy that asks for credentials before it.`;

const EXPORTER = 'https://prometheus.io/docs/guides/basic-auth/';
const ELASTIC = 'https://www.elastic.co/docs/deploy-manage/security';

const open = (text: string, docs: string): ByRule => ({ 'anonymous-access': { text, docs } });

/** Databases, consoles and observability over HTTP; see remedies.ts. */
export const httpRemedies: Readonly<Record<string, ByRule>> = {
  influxdb: {
    ...open(
      'InfluxDB 1: create an administrator, then set auth-enabled = true under [http]; 2 and 3: take away the proxy that adds a token, or --without-auth.',
      'https://docs.influxdata.com/influxdb/v1/administration/authentication_and_authorization/',
    ),
    'unclaimed-setup': {
      text: 'Create the administrator now: CREATE USER … WITH ALL PRIVILEGES (1), or `influx setup` (2).',
      docs: 'https://docs.influxdata.com/influxdb/v1/administration/authentication_and_authorization/',
    },
    'plaintext-transport': {
      text: 'Set https-enabled = true with a certificate under [http], or tls-cert and tls-key.',
      docs: 'https://docs.influxdata.com/influxdb/v1/administration/https_setup/',
    },
  },
  prometheus: {
    ...open(
      'Start with --web.config.file that has basic_auth_users (or client certificates), without --web.enable-admin-api and --web.enable-lifecycle, and set --web.listen-address to a private address.',
      EXPORTER,
    ),
    'plaintext-transport': {
      text: 'Give --web.config.file a tls_server_config.',
      docs: 'https://prometheus.io/docs/prometheus/latest/configuration/https/',
    },
  },
  alertmanager: open(
    'Start with --web.config.file that has basic_auth_users, and set --web.listen-address to a private address.',
    'https://prometheus.io/docs/alerting/latest/https/',
  ),
  'node-exporter': open(
    'Start with --web.config.file that has basic_auth_users, and let only Prometheus reach the port.',
    EXPORTER,
  ),
  pushgateway: open(
    'Start with --web.config.file that has basic_auth_users, and let only those who push reach the port.',
    EXPORTER,
  ),
  victoriametrics: open(
    'Set -httpAuth.username and -httpAuth.password (and -metricsAuthKey, -flagsAuthKey), and -httpListenAddr to a private address.',
    'https://docs.victoriametrics.com/victoriametrics/single-server-victoriametrics/#security',
  ),
  rabbitmq: {
    ...open(
      'Take away the proxy that logs in for everybody, and set management.tcp.ip to a private address.',
      'https://www.rabbitmq.com/docs/management',
    ),
    'default-password': {
      text: 'Delete the user guest (rabbitmqctl delete_user guest), and leave loopback_users as it is.',
      docs: 'https://www.rabbitmq.com/docs/access-control#default-state',
    },
  },
  nats: {
    ...open(
      'Give clients accounts under authorization or accounts; the monitoring port has none: set http: 127.0.0.1:8222.',
      'https://docs.nats.io/running-a-nats-service/configuration/securing_nats',
    ),
    'plaintext-transport': {
      text: 'Add a tls block with a certificate, so that the greeting says tls_required.',
      docs: 'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/tls',
    },
    'weak-authentication-method': {
      text: 'Use nkeys or JWT, which sign a challenge, or demand TLS.',
      docs: 'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth',
    },
    'management-port-exposed': {
      text: 'Set http: 127.0.0.1:8222, or let only those who monitor reach it: it asks for no credentials.',
      docs: 'https://docs.nats.io/running-a-nats-service/nats_admin/monitoring',
    },
  },
  couchdb: open(
    'Name an administrator under [admins], and set require_valid_user = true and admin_only_all_dbs = true under [chttpd].',
    'https://docs.couchdb.org/en/stable/intro/security.html',
  ),
  questdb: open(
    'Set http.user and http.password in server.conf, and http.bind.to to a private address.',
    'https://questdb.com/docs/configuration/overview/',
  ),
  solr: open(
    'Enable authentication in security.json with blockUnknown: true (bin/solr auth enable), and set SOLR_JETTY_HOST to a private address.',
    'https://solr.apache.org/guide/solr/latest/deployment-guide/basic-authentication-plugin.html',
  ),
  neo4j: open(
    'Set dbms.security.auth_enabled=true and a password, and server.default_listen_address to a private address.',
    'https://neo4j.com/docs/operations-manual/current/authentication-authorization/',
  ),
  dgraph: open(
    'Start Alpha with --acl, give --security a token and a whitelist, and keep Zero on the members’ network.',
    'https://docs.dgraph.io/admin/enterprise-features/access-control-lists',
  ),
  surrealdb: open(
    'Start without --unauthenticated (1.x: with --auth), with --user and --pass.',
    'https://surrealdb.com/docs/surrealdb/security/authentication',
  ),
  arangodb: open(
    'Set server.authentication = true, give root a password, and server.endpoint a private address.',
    'https://docs.arangodb.com/stable/components/arangodb-server/options/',
  ),
  rethinkdb: open(
    'Start with --no-http-admin, or --bind-http with a private address: the console asks for no password.',
    'https://rethinkdb.com/docs/security/',
  ),
  orientdb: open(
    'Take the resources server.listDatabases and server.dblist from the user guest in orientdb-server-config.xml.',
    'https://orientdb.dev/docs/3.2.x/security/Server-Security.html',
  ),
  rqlite: open(
    'Start with -auth and a file of users, and -http-addr with a private address.',
    'https://rqlite.io/docs/guides/security/',
  ),
  nsq: open(
    behindProxy(
      'NSQ',
      'set -http-address and -tcp-address of nsqd, nsqlookupd and nsqadmin to a private address',
    ),
    'https://nsq.io/components/nsqd.html',
  ),
  immudb: open(
    'Start without --auth=false, with an administrator’s password of your own, and --metrics-server=false or a firewall before port 9497.',
    'https://docs.immudb.io/master/production/auth.html',
  ),
  activemq: {
    ...open(
      'Set authenticate to true in the constraints of conf/jetty.xml.',
      'https://activemq.apache.org/components/classic/documentation/web-console',
    ),
    'default-password': {
      text: 'Change the accounts in conf/jetty-realm.properties (or conf/users.properties).',
      docs: 'https://activemq.apache.org/components/classic/documentation/web-console',
    },
  },
  trino: open(
    'Set http-server.authentication.type with HTTPS and a shared secret, and http-server.authentication.allow-insecure-over-http=false.',
    'https://trino.io/docs/current/security/overview.html',
  ),
  druid: open(
    'Load druid-basic-security, and set druid.auth.authenticatorChain and druid.auth.authorizers.',
    'https://druid.apache.org/docs/latest/operations/security-overview/',
  ),
  hdfs: open(
    'Set hadoop.security.authentication to kerberos and hadoop.http.authentication.simple.anonymous.allowed to false.',
    'https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/SecureMode.html',
  ),
  yarn: open(
    'Set hadoop.http.authentication.type to kerberos, and hadoop.http.authentication.simple.anonymous.allowed to false.',
    'https://hadoop.apache.org/docs/stable/hadoop-project-dist/hadoop-common/HttpAuthentication.html',
  ),
  hbase: open(
    'Set hbase.security.authentication.ui to kerberos.',
    'https://hbase.apache.org/book.html#hbase.ui.kerberos',
  ),
  zookeeper: {
    'management-port-exposed': {
      text: 'Set admin.enableServer=false, or admin.serverAddress to a private address.',
      docs: 'https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_adminserver_config',
    },
  },
  grafana: {
    ...open(
      'Set enabled = false under [auth.anonymous].',
      'https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/anonymous-auth/',
    ),
    'default-password': {
      text: 'Change it with `grafana cli admin reset-admin-password`, and set admin_password for new installations.',
      docs: 'https://grafana.com/docs/grafana/latest/administration/cli/',
    },
  },
  kibana: open(
    'Set xpack.security.enabled: true in Elasticsearch with passwords, and remove the anonymous provider of xpack.security.authc.',
    ELASTIC,
  ),
  'opensearch-dashboards': open(
    'Install the security plugin, and set opensearch_security.auth.anonymous_auth_enabled: false.',
    'https://docs.opensearch.org/latest/security/',
  ),
  loki: open(
    behindProxy('Loki', 'set http_listen_address to a private address'),
    'https://grafana.com/docs/loki/latest/operations/authentication/',
  ),
  mimir: open(
    behindProxy('Mimir', 'set http_listen_address to a private address'),
    'https://grafana.com/docs/mimir/latest/manage/secure/authentication-and-authorization/',
  ),
  tempo: open(
    behindProxy('Tempo', 'set http_listen_address to a private address'),
    'https://grafana.com/docs/tempo/latest/operations/authentication/',
  ),
  jaeger: open(
    behindProxy('Jaeger', 'let the query port listen on a private address'),
    'https://www.jaegertracing.io/docs/latest/security/',
  ),
  zipkin: open(
    behindProxy('Zipkin', 'set server.address to a private address'),
    'https://github.com/openzipkin/zipkin/tree/master/zipkin-server',
  ),
};

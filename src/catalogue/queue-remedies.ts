import type { ByRule } from './remedy.ts';

const KAFKA = 'https://kafka.apache.org/documentation/#security';
const CASSANDRA =
  'https://cassandra.apache.org/doc/latest/cassandra/managing/operating/security.html';

/** Of queues, wide-column stores and coordination, in their own words. */
export const queueRemedies: Readonly<Record<string, ByRule>> = {
  kafka: {
    'anonymous-access': {
      text: 'Use SASL_SSL for every listener that clients reach (listener.security.protocol.map), and set authorizer.class.name with allow.everyone.if.no.acl.found=false.',
      docs: KAFKA,
    },
    'plaintext-transport': {
      text: 'Replace PLAINTEXT and SASL_PLAINTEXT listeners by SSL and SASL_SSL.',
      docs: 'https://kafka.apache.org/documentation/#security_ssl',
    },
    'weak-authentication-method': {
      text: 'Offer SCRAM-SHA-512 instead of PLAIN in sasl.enabled.mechanisms, on a SASL_SSL listener.',
      docs: 'https://kafka.apache.org/documentation/#security_sasl_scram',
    },
  },
  redpanda: {
    'anonymous-access': {
      text: 'Set authentication_method: sasl for each listener of the Kafka API, kafka_enable_authorization: true, and name a superuser.',
      docs: 'https://docs.redpanda.com/current/manage/security/authentication/',
    },
    'plaintext-transport': {
      text: 'Set kafka_api_tls with a certificate for each listener.',
      docs: 'https://docs.redpanda.com/current/manage/security/encryption/',
    },
  },
  zookeeper: {
    'anonymous-access': {
      text: 'Demand a log-in (enforce.auth.enabled=true with a scheme), set ACLs on the nodes, and bind clientPortAddress to a private address.',
      docs: 'https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_authOptions',
    },
    'plaintext-transport': {
      text: 'Set secureClientPort with a key store and the Netty connection factory, and remove clientPort.',
      docs: 'https://zookeeper.apache.org/doc/current/zookeeperAdmin.html#sc_authOptions',
    },
  },
  cassandra: {
    'anonymous-access': {
      text: 'Set authenticator: PasswordAuthenticator and authorizer: CassandraAuthorizer, replace the account cassandra, and set rpc_address to a private address.',
      docs: CASSANDRA,
    },
    'default-password': {
      text: 'Create a superuser of your own, log in as it, and take LOGIN and SUPERUSER from the role cassandra.',
      docs: CASSANDRA,
    },
    'plaintext-transport': {
      text: 'Set client_encryption_options: enabled: true with optional: false.',
      docs: CASSANDRA,
    },
    'weak-authentication-method': {
      text: 'The password authenticator is told the password itself: set client_encryption_options with optional: false.',
      docs: CASSANDRA,
    },
  },
  mqtt: {
    'anonymous-access': {
      text: 'Refuse clients without an account (in Mosquitto allow_anonymous false with password_file), and give each an ACL.',
      docs: 'https://mosquitto.org/documentation/authentication-methods/',
    },
    'plaintext-transport': {
      text: 'Open a listener with a certificate (8883), and close the one without.',
      docs: 'https://mosquitto.org/man/mosquitto-conf-5.html',
    },
    'weak-authentication-method': {
      text: 'MQTT sends the password itself: let clients in over TLS only, or ask for client certificates.',
      docs: 'https://mosquitto.org/man/mosquitto-conf-5.html',
    },
  },
};

import { existsSync, readFileSync } from 'node:fs';
import { cached } from './cache.ts';
import { ask } from './dial.ts';
import { type Product, type Site } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const HOME = 'cassandra-5.0.5';

/** What it reaches into, as its own start script has it for Java 17. */
const OPENS = [
  'java.base/java.io',
  'java.base/java.lang',
  'java.base/java.lang.module',
  'java.base/java.lang.reflect',
  'java.base/java.net',
  'java.base/java.nio',
  'java.base/java.util',
  'java.base/java.util.concurrent',
  'java.base/java.util.concurrent.atomic',
  'java.base/jdk.internal.loader',
  'java.base/jdk.internal.math',
  'java.base/jdk.internal.misc',
  'java.base/jdk.internal.module',
  'java.base/jdk.internal.ref',
  'java.base/jdk.internal.reflect',
  'java.base/jdk.internal.util.jar',
  'java.base/sun.nio.ch',
  'java.management.rmi/com.sun.jmx.remote.internal.rmi',
  'java.rmi/sun.rmi.registry',
  'java.rmi/sun.rmi.server',
  'java.rmi/sun.rmi.transport.tcp',
  'jdk.management/com.sun.management.internal',
];

/** Key and certificate in one file; clients may come without TLS as well. */
async function offerTls(site: Site): Promise<readonly string[]> {
  const { cert, key } = await site.certificate('good');
  const both = `${readFileSync(key, 'utf8')}${readFileSync(cert, 'utf8')}`;
  return [
    'client_encryption_options:',
    '  enabled: true',
    '  optional: true',
    `  keystore: ${await site.write('server.pem', both)}`,
    '  ssl_context_factory:',
    '    class_name: org.apache.cassandra.security.PEMBasedSslContextFactory',
  ];
}

async function configuration(site: Site): Promise<string> {
  const { folder, address, state } = site;
  const folders = ['commitlog', 'saved_caches', 'hints', 'cdc_raw'];
  const open = state === 'open';
  return [
    'cluster_name: nightlatch-lab',
    'num_tokens: 1',
    'partitioner: org.apache.cassandra.dht.Murmur3Partitioner',
    `data_file_directories: [${folder}/data]`,
    ...folders.map((name) => `${name}_directory: ${folder}/${name}`),
    'commitlog_sync: periodic',
    'commitlog_sync_period: 10000ms',
    'endpoint_snitch: SimpleSnitch',
    `listen_address: ${address}`,
    `rpc_address: ${address}`,
    'start_native_transport: true',
    `native_transport_port: ${site.port('cql')}`,
    `storage_port: ${site.port('internode')}`,
    `authenticator: ${open ? 'AllowAllAuthenticator' : 'PasswordAuthenticator'}`,
    `authorizer: ${open ? 'AllowAllAuthorizer' : 'CassandraAuthorizer'}`,
    'role_manager: CassandraRoleManager',
    'seed_provider:',
    '  - class_name: org.apache.cassandra.locator.SimpleSeedProvider',
    `    parameters: [{ seeds: "${address}:${site.port('internode')}" }]`,
    'memtable_heap_space: 32MiB',
    'memtable_offheap_space: 32MiB',
    'file_cache_enabled: false',
    ...(open ? [] : await offerTls(site)),
    '',
  ].join('\n');
}

/** STARTUP 4, CQL 3.0.0. */
const STARTUP = Buffer.concat([
  Buffer.from('0400000001000000160001000b', 'hex'),
  Buffer.from('CQL_VERSION\0\u00053.0.0'),
]);
/** AUTH_RESPONSE, the vendor's account: it is made a while after the port opens. */
const LOG_IN = Buffer.concat([
  Buffer.from('040000000f0000001800000014', 'hex'),
  Buffer.from('\0cassandra\0cassandra'),
]);
const HEADER = 9;
const READY = 2;
const AUTH_SUCCESS = 16;

/** The operation of the last frame, where the first one asks for a log-in. */
function lastOperation(answer: Buffer): number | undefined {
  const second = answer.length < HEADER ? 0 : HEADER + answer.readUInt32BE(5);
  return answer[second + 4];
}

/** 5.0, from the Maven registry by lab/install.sh. `password` has the vendor's account cassandra/cassandra. */
export const cassandra: Product = {
  id: 'cassandra',
  ports: { cql: 9042, internode: 7000 },
  states: ['open', 'password'],
  needs: ['java'],
  missing: () =>
    existsSync(cached(HOME)) ? undefined : `${HOME} is not in the cache; see lab/install.sh`,
  patience: 180_000,
  async launch(site) {
    const path = await site.write('cassandra.yaml', await configuration(site));
    // Without a word on it, it tells everything it does.
    const quiet = '<configuration><root level="OFF"/></configuration>';
    const properties = {
      'logback.configurationFile': await site.write('logback.xml', quiet),
      'cassandra.config': `file://${path}`,
      'cassandra.storagedir': site.folder,
      'cassandra-foreground': 'yes',
      'cassandra.superuser_setup_delay_ms': '0',
      'cassandra.skip_wait_for_gossip_to_settle': '0',
      'cassandra.ring_delay_ms': '100',
      'jdk.attach.allowAttachSelf': 'true',
    };
    return {
      argv: [
        'java',
        ...JAVA_FLAGS,
        '-Xmx384m',
        ...OPENS.flatMap((name) => [
          '--add-exports',
          `${name}=ALL-UNNAMED`,
          '--add-opens',
          `${name}=ALL-UNNAMED`,
        ]),
        ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
        '-cp',
        `${cached(HOME)}/*`,
        'org.apache.cassandra.service.CassandraDaemon',
      ],
      async ready() {
        const whole = (sofar: Buffer): boolean => sofar.length >= HEADER;
        if (site.state === 'open')
          return (await ask(site.dial('cql'), STARTUP, whole))[4] === READY;
        const connection = site.dial('cql');
        // What comes before it has asked for a log-in is thrown away.
        connection.once('data', () => connection.write(LOG_IN));
        const answered = (sofar: Buffer): boolean => lastOperation(sofar) !== undefined;
        return lastOperation(await ask(connection, STARTUP, answered)) === AUTH_SUCCESS;
      },
    };
  },
};

/** The same of servers that take seconds to start: for `npm run lab:heavy -- agreement`. */
import { cached } from '../../lab/cache.ts';
import { CREATE_TOPIC } from '../../lab/kafka.ts';
import { JAVA_FLAGS } from '../../lab/search.ts';
import type { Settings } from './settings.ts';

const ZOOKEEPER_CLASSES = '/etc/zookeeper/conf:/usr/share/java/zookeeper.jar:/usr/share/java/*';
const zookeeper = (name: string, access: string, lines: string, port = 2181): Settings => ({
  product: 'zookeeper',
  port,
  name,
  access,
  before: [['sh', '-c', 'cat {key} {cert} > {data}/server.pem']],
  argv: [
    ...['java', ...JAVA_FLAGS, '-cp', ZOOKEEPER_CLASSES],
    ...['org.apache.zookeeper.server.quorum.QuorumPeerMain', '{folder}/zoo.cfg'],
  ],
  files: {
    'zoo.cfg': `tickTime=2000\ndataDir={data}/zoo\n4lw.commands.whitelist=*\nadmin.enableServer=false\n${lines}`,
  },
});

const KAFKA = ['java', ...JAVA_FLAGS, '-cp', `${cached('kafka-3.9.1')}/*`];
const CLUSTER = 'MkU3OEVBNTcwNTJENDM2Qg';
const LOGIN =
  'org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="made-up" user_app="made-up";';
/** A broker without topics is not told from one that shows none. */
const CREATE = [
  'bash',
  '-c',
  `exec 3<>/dev/tcp/127.0.0.1/9094 && printf '${CREATE_TOPIC.replaceAll(/../g, String.raw`\x$&`)}' >&3 && timeout 20 head -c 20 <&3 >{data}/topic`,
];
/** A listener of its own on loopback, so that brokers and the lab need no account. */
const kafka = (name: string, access: string, listener: string, lines: string): Settings => ({
  product: 'kafka',
  port: 9092,
  name,
  access,
  before: [
    ['sh', '-c', 'cat {key} {cert} > {data}/server.pem'],
    [
      ...KAFKA,
      'kafka.tools.StorageTool',
      'format',
      '-t',
      CLUSTER,
      '-c',
      '{folder}/server.properties',
    ],
  ],
  after: access === 'open' ? [CREATE] : [],
  argv: [...KAFKA, 'kafka.Kafka', '{folder}/server.properties'],
  files: {
    'server.properties': `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:9093
controller.listener.names=CONTROLLER
listeners=OUTSIDE://${listener},INSIDE://127.0.0.1:9094,CONTROLLER://127.0.0.1:9093
advertised.listeners=OUTSIDE://203.0.113.10:9092,INSIDE://127.0.0.1:9094
inter.broker.listener.name=INSIDE
log.dirs={data}/kafka
offsets.topic.replication.factor=1
log.cleaner.enable=false
${lines}`,
  },
});
const PLAIN =
  'listener.security.protocol.map=OUTSIDE:PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT\n';

const rabbitmq = (name: string, access: string, lines: string, port = 5672): Settings => ({
  product: 'rabbitmq',
  port,
  name,
  access,
  argv: [
    'sh',
    '-c',
    `export HOME={data} RABBITMQ_NODENAME=lab@localhost RABBITMQ_MNESIA_BASE={data}/mnesia RABBITMQ_LOG_BASE={data} \\
      RABBITMQ_PID_FILE={data}/pid RABBITMQ_ENABLED_PLUGINS_FILE={data}/enabled RABBITMQ_CONFIG_FILE={folder}/rabbitmq \\
      RABBITMQ_CONF_ENV_FILE=/dev/null ERL_EPMD_ADDRESS=127.0.0.1 RABBITMQ_DIST_PORT=25672
    epmd & exec /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server`,
  ],
  files: { 'rabbitmq.conf': lines },
});
const ACCOUNT = 'default_user = app\ndefault_pass = made up by the lab\n';

export const heavySettings: readonly Settings[] = [
  zookeeper('open', 'open', 'clientPort=2181\n'),
  zookeeper('loopback', 'unreachable', 'clientPort=2181\nclientPortAddress=127.0.0.1\n'),
  zookeeper(
    'password',
    'protected',
    'clientPort=2181\nenforce.auth.enabled=true\nenforce.auth.schemes=digest\n',
  ),
  zookeeper(
    'tls-only',
    'open',
    'secureClientPort=2281\nserverCnxnFactory=org.apache.zookeeper.server.NettyServerCnxnFactory\nssl.keyStore.location={data}/server.pem\nssl.clientAuth=none\n',
    2281,
  ),

  kafka('open', 'open', '0.0.0.0:9092', PLAIN),
  kafka('loopback', 'unreachable', '127.0.0.1:9092', PLAIN),
  kafka(
    'password',
    'protected',
    '0.0.0.0:9092',
    `listener.security.protocol.map=OUTSIDE:SASL_PLAINTEXT,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT
sasl.enabled.mechanisms=PLAIN
listener.name.outside.plain.sasl.jaas.config=${LOGIN}
`,
  ),
  kafka(
    'tls-only',
    'tls-only',
    '0.0.0.0:9092',
    `listener.security.protocol.map=OUTSIDE:SSL,INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT
ssl.keystore.type=PEM
ssl.keystore.location={data}/server.pem
ssl.truststore.type=PEM
ssl.truststore.location={ca}
listener.name.outside.ssl.client.auth=required
`,
  ),

  rabbitmq('guest from loopback', 'protected', 'listeners.tcp.default = 5672\n'),
  rabbitmq('password', 'protected', `listeners.tcp.default = 5672\n${ACCOUNT}`),
  rabbitmq('loopback', 'unreachable', `listeners.tcp.local = 127.0.0.1:5672\n${ACCOUNT}`),
  rabbitmq(
    'tls-only',
    'protected',
    `listeners.tcp = none\nlisteners.ssl.default = 5671\nssl_options.cacertfile = {ca}\nssl_options.certfile = {cert}\nssl_options.keyfile = {key}\nssl_options.verify = verify_none\n${ACCOUNT}`,
    5671,
  ),
];

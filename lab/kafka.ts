import { existsSync, readFileSync } from 'node:fs';
import { cached } from './cache.ts';
import { ask } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';
import { JAVA_FLAGS } from './search.ts';

const HOME = 'kafka-3.9.1';
const CLUSTER = 'MkU3OEVBNTcwNTJENDM2Qg';
/** LAB_USER is known to PLAIN alone, and this one to SCRAM. */
export const SCRAM_USER = 'reader';
const LOGIN = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
const AUTHORIZER = 'org.apache.kafka.metadata.authorizer.StandardAuthorizer';

/** ApiVersions 0, and Metadata 0 of all topics, without a client id. */
const API_VERSIONS = '0000000a0012000000000001ffff';
const METADATA = '0000000e0003000000000002ffff00000000';
/** CreateTopics 0: `customers`, one partition on one broker. */
export const CREATE_TOPIC =
  '0000002b0013000000000001ffff00000001' +
  `0009${Buffer.from('customers').toString('hex')}` +
  '0000000100010000000000000000' +
  '00002710';

/** In one process, as an owner might have it: a listener for everybody, one with SASL, one with TLS, one for members. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  kafka: 'PLAINTEXT',
  sasl: 'SASL_PLAINTEXT',
  tls: 'SSL',
  mutual: 'SSL',
  controller: 'SASL_PLAINTEXT',
};

const upper = (name: string): string => name.toUpperCase();

async function settings(site: Site): Promise<readonly string[]> {
  const listeners = Object.keys(PROTOCOLS).map(
    (name) => `${upper(name)}://${site.address}:${site.port(name)}`,
  );
  const { cert, key, ca } = await site.certificate('good');
  const pem = (path: string): string => readFileSync(path, 'utf8').trim().replaceAll('\n', '\\n');
  const login = `${LOGIN} username="${LAB_USER}" password="${LAB_PASSWORD}" user_${LAB_USER}="${LAB_PASSWORD}";`;
  return [
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.voters=1@${site.address}:${site.port('controller')}`,
    'controller.listener.names=CONTROLLER',
    `listeners=${listeners.join(',')}`,
    `advertised.listeners=${listeners.slice(0, -1).join(',')}`,
    `listener.security.protocol.map=${Object.entries(PROTOCOLS)
      .map(([name, protocol]) => `${upper(name)}:${protocol}`)
      .join(',')}`,
    'inter.broker.listener.name=SASL',
    'listener.name.controller.sasl.enabled.mechanisms=PLAIN',
    'listener.name.sasl.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256',
    'sasl.mechanism.inter.broker.protocol=PLAIN',
    'sasl.mechanism.controller.protocol=PLAIN',
    ...['sasl', 'controller'].map(
      (name) => `listener.name.${name}.plain.sasl.jaas.config=${login}`,
    ),
    `listener.name.sasl.scram-sha-256.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;`,
    'ssl.keystore.type=PEM',
    `ssl.keystore.certificate.chain=${pem(cert)}`,
    `ssl.keystore.key=${pem(key)}`,
    'ssl.truststore.type=PEM',
    `ssl.truststore.certificates=${pem(ca)}`,
    'listener.name.mutual.ssl.client.auth=required',
    `super.users=User:${LAB_USER}`,
    ...(site.state === 'acl' ? [`authorizer.class.name=${AUTHORIZER}`] : []),
    `log.dirs=${site.folder}/data`,
    'offsets.topic.replication.factor=1',
    'transaction.state.log.replication.factor=1',
    'log.cleaner.enable=false',
    ...Object.entries(site.settings).map(([name, value]) => `${name}=${value}`),
  ];
}

async function question(site: Site, request: string): Promise<Buffer> {
  const whole = (sofar: Buffer): boolean =>
    sofar.length >= 4 && sofar.length >= 4 + sofar.readUInt32BE();
  return await ask(site.dial('kafka'), Buffer.from(request, 'hex'), whole);
}

/** 3.9, from the Maven registry by lab/install.sh. Settings go into its properties. `acl` has an authorizer and no ACL. */
export const kafka: Product = {
  id: 'kafka',
  ports: { kafka: 9092, tls: 9093, sasl: 9094, mutual: 29_092, controller: 0 },
  states: ['open', 'acl'],
  needs: ['java'],
  missing: () =>
    existsSync(cached(HOME)) ? undefined : `${HOME} is not in the cache; see lab/install.sh`,
  patience: 120_000,
  async launch(site) {
    const path = await site.write('server.properties', `${(await settings(site)).join('\n')}\n`);
    const java = ['java', ...JAVA_FLAGS, '-cp', `${cached(HOME)}/*`];
    const account = `SCRAM-SHA-256=[name=${SCRAM_USER},password=${LAB_PASSWORD}]`;
    const format = ['format', '-t', CLUSTER, '-c', path, '--add-scram', account];
    await site.run([...java, 'kafka.tools.StorageTool', ...format]);
    return {
      argv: [...java, 'kafka.Kafka', path],
      async ready() {
        if ((await question(site, API_VERSIONS)).length < 100) return false;
        // It names itself as soon as the controller knows it.
        return (await question(site, METADATA)).includes(site.address);
      },
      async seed() {
        if (site.state !== 'open') return;
        const answer = await question(site, CREATE_TOPIC);
        if (answer.readInt16BE(answer.length - 2) !== 0) throw new LabError('no topic was made');
      },
    };
  },
};

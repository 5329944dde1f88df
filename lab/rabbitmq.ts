import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { askHttp, basicAuthorization } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER } from './product.ts';

const LIBRARY = '/usr/lib/rabbitmq/lib';

/** The wrapper in the path insists on an account of its own; the program behind it does not. */
function server(): string | undefined {
  try {
    const [version] = readdirSync(LIBRARY);
    return version && join(LIBRARY, version, 'sbin/rabbitmq-server');
  } catch {
    return undefined;
  }
}

async function writeConfiguration(site: Site): Promise<void> {
  const account = [`default_user = ${LAB_USER}`, `default_pass = ${LAB_PASSWORD}`];
  const { cert, key, ca } = await site.certificate('good');
  const lines = [
    `listeners.ssl.local = ${site.address}:${site.port('amqps')}`,
    `ssl_options.cacertfile = ${ca}`,
    `ssl_options.certfile = ${cert}`,
    `ssl_options.keyfile = ${key}`,
    'ssl_options.verify = verify_none',
    `listeners.tcp.local = ${site.address}:${site.port('amqp')}`,
    `management.tcp.ip = ${site.address}`,
    `management.tcp.port = ${site.port('management')}`,
    `prometheus.tcp.ip = ${site.address}`,
    `prometheus.tcp.port = ${site.port('prometheus')}`,
    ...(site.state === 'open' ? ['loopback_users.guest = false'] : account),
  ];
  await site.write('rabbitmq.conf', `${lines.join('\n')}\n`);
  await site.write('enabled', '[rabbitmq_management,rabbitmq_prometheus].\n');
}

function environment(site: Site): Record<string, string> {
  const { folder } = site;
  return {
    ERL_EPMD_PORT: String(site.port('epmd')),
    ERL_EPMD_ADDRESS: site.address,
    RABBITMQ_NODENAME: 'lab@localhost',
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'logs'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_DIST_PORT: String(site.port('distribution')),
  };
}

/** `open` is the vendor's account guest, let in from everywhere. */
export const rabbitmq: Product = {
  id: 'rabbitmq',
  // The two of Erlang also listen on 127.0.0.1, where several servers would meet.
  ports: {
    amqp: 5672,
    amqps: 5671,
    management: 15672,
    prometheus: 15692,
    epmd: 0,
    distribution: 0,
  },
  states: ['open', 'password'],
  needs: ['epmd', 'sh'],
  missing: () => (server() === undefined ? 'rabbitmq-server not installed' : undefined),
  patience: 120_000,
  async launch(site) {
    await writeConfiguration(site);
    const [user, password] = site.state === 'open' ? ['guest', 'guest'] : [LAB_USER, LAB_PASSWORD];
    return {
      // Started by the node, the port mapper would outlive it in a process group of its own.
      argv: ['sh', '-c', `epmd & exec "${server() ?? ''}"`],
      env: environment(site),
      async ready() {
        const headers = basicAuthorization(user, password);
        const { status } = await askHttp(site.dial('management'), {
          path: '/api/overview',
          headers,
        });
        return status === 200;
      },
    };
  },
};

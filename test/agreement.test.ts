import { withNetworks } from '../lab/testing.ts';
import { agree } from './agreement/agree.ts';
import { settings } from './agreement/settings.ts';

const SERVERS = [
  ...['redis', 'mosquitto', 'nats-server', 'etcd', 'clickhouse', 'postgresql', 'mariadb'],
  ...['memcached', 'influxdb', 'docker-registry', 'nginx'],
];

withNetworks(...SERVERS)('files and world', () => {
  agree(settings);
});

/**
 * Servers of the lab's core tier by nothing but their own files: what `check` reads is what the server starts from.
 * `{folder}`, `{cert}`, `{key}` and `{ca}` are filled in. `unreachable`: nothing answers another machine.
 */
export interface Settings {
  readonly product: string;
  readonly name: string;
  readonly port: number;
  readonly files: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  /** Runs before it, in the same folder: a data directory. */
  readonly before?: readonly (readonly string[])[];
  /** Runs once it answers: a store that holds nothing is not told from one that shows nothing. */
  readonly after?: readonly (readonly string[])[];
  readonly access: string;
}

const REDIS = { product: 'redis', port: 6379, argv: ['redis-server', '{folder}/redis.conf'] };
const redis = (name: string, access: string, lines: string) => ({
  ...REDIS,
  name,
  access,
  files: { 'redis.conf': `dir {data}\n${lines}` },
});

const MOSQUITTO = {
  product: 'mqtt',
  port: 1883,
  argv: ['mosquitto', '-c', '{folder}/mosquitto.conf'],
};
const mosquitto = (name: string, access: string, lines: string, users = '') => ({
  ...MOSQUITTO,
  name,
  access,
  files: { 'mosquitto.conf': lines, users },
});

const NATS = { product: 'nats', port: 4222, argv: ['nats-server', '-c', '{folder}/nats.conf'] };
const nats = (name: string, access: string, lines: string) => ({
  ...NATS,
  name,
  access,
  files: { 'nats.conf': lines },
});

const ETCD = {
  product: 'etcd',
  port: 2379,
  argv: ['etcd', '--config-file', '{folder}/etcd.conf.yml'],
};
const PUT = (tls: boolean): string[] => [
  'etcdctl',
  ...(tls ? ['--cacert={ca}', '--endpoints=https://localhost:2379'] : []),
  'put',
  'config/a',
  'made up',
];
const etcd = (name: string, access: string, lines: string) => ({
  ...ETCD,
  // From a file etcd 3.4 leaves its HTTP gateway off, and audit asks no gRPC. An empty store is not told from one that shows nothing.
  after: access === 'open' ? [PUT(lines.includes('https:'))] : [],
  name,
  access,
  files: {
    'etcd.conf.yml': `data-dir: {data}/etcd\nlisten-peer-urls: http://127.0.0.1:2380\nenable-grpc-gateway: true\n${lines}`,
  },
});

const CLICKHOUSE = {
  product: 'clickhouse',
  port: 8123,
  argv: ['clickhouse-server', '--config-file={folder}/config.xml'],
};
const clickhouse = (
  name: string,
  access: string,
  { listen = '0.0.0.0', port = 8123, password = '', networks = '::/0', tls = false },
) => ({
  ...CLICKHOUSE,
  name,
  access,
  port,
  files: {
    'config.xml': `<yandex>
  <logger><level>information</level><log>{data}/ch.log</log><errorlog>{data}/ch.err</errorlog></logger>
  <listen_host>${listen}</listen_host>
  <${tls ? 'https_port' : 'http_port'}>${port}</${tls ? 'https_port' : 'http_port'}>
  ${tls ? '<openSSL><server><certificateFile>{cert}</certificateFile><privateKeyFile>{key}</privateKeyFile><caConfig>{ca}</caConfig><verificationMode>none</verificationMode><loadDefaultCAFile>false</loadDefaultCAFile></server></openSSL>' : ''}
  <path>{data}/</path><tmp_path>{data}/tmp/</tmp_path>
  <format_schema_path>{data}/schemas/</format_schema_path>
  <users_config>{folder}/users.xml</users_config>
  <default_profile>default</default_profile><default_database>default</default_database>
  <mark_cache_size>67108864</mark_cache_size>
</yandex>
`,
    'users.xml': `<yandex>
  <profiles><default><max_memory_usage>1000000000</max_memory_usage></default></profiles>
  <users>
    <default>
      <password>${password}</password>
      <networks><ip>${networks}</ip></networks>
      <profile>default</profile><quota>default</quota>
    </default>
  </users>
  <quotas><default></default></quotas>
</yandex>
`,
  },
});

const POSTGRESQL = {
  product: 'postgresql',
  port: 5432,
  before: [['initdb', '-D', '{data}/pg', '-U', 'postgres', '--auth=trust', '--no-sync']],
  argv: [
    'postgres',
    '-D',
    '{data}/pg',
    '-c',
    'config_file={folder}/postgresql.conf',
    '-c',
    'hba_file={folder}/pg_hba.conf',
  ],
};
const postgresql = (name: string, access: string, hba: string, conf = '') => ({
  ...POSTGRESQL,
  name,
  access,
  files: {
    'postgresql.conf': `unix_socket_directories = ''\nfsync = off\nlisten_addresses = '*'\n${conf}`,
    'pg_hba.conf': `local all all trust\n${hba}\n`,
  },
});

const MARIADB = {
  product: 'mariadb',
  port: 3306,
  before: [
    [
      'mariadb-install-db',
      '--no-defaults',
      '--datadir={data}/my',
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
    ],
  ],
  argv: ['mariadbd', '--defaults-file={folder}/my.cnf'],
};
/** Accounts stand in the data, so that those of another machine are made at the start. */
const USER = "CREATE USER IF NOT EXISTS app@'%' IDENTIFIED BY 'made up by the lab';\n";
const mariadb = (name: string, access: string, lines: string) => ({
  ...MARIADB,
  name,
  access,
  files: {
    'my.cnf': `[mariadbd]\ndatadir = {data}/my\nsocket = {data}/my.sock\npid-file = {data}/my.pid\n${lines}`,
    'users.sql': USER,
  },
});

const memcached = (name: string, access: string, argv: readonly string[]) => ({
  product: 'memcached',
  port: 11_211,
  name,
  access,
  argv: ['memcached', ...argv],
  files: {
    'memcached.conf': `${argv.join('\n').replaceAll(/\n(?!-)/g, ' ')}\n`,
    users: 'app:made-up\n',
  },
});

const INFLUXDB = {
  product: 'influxdb',
  port: 8086,
  argv: ['influxd', 'run', '-config', '{folder}/influxdb.conf'],
};
const ADMINISTRATOR = "CREATE USER app WITH PASSWORD 'made up by the lab' WITH ALL PRIVILEGES";
const influxdb = (name: string, access: string, lines: string) => ({
  ...INFLUXDB,
  name,
  access,
  // Until somebody made the first account, anybody may.
  after: lines.includes('auth-enabled = true')
    ? [
        [
          ...['curl', '--silent', '--fail', '--insecure', '--data-urlencode', `q=${ADMINISTRATOR}`],
          `${lines.includes('https-enabled = true') ? 'https' : 'http'}://127.0.0.1:8086/query`,
        ],
      ]
    : [],
  files: {
    'influxdb.conf': `reporting-disabled = true
bind-address = "127.0.0.1:8088"
[meta]
  dir = "{data}/meta"
[data]
  dir = "{data}/data"
  wal-dir = "{data}/wal"
[http]
${lines}`,
  },
});

const REGISTRY = {
  product: 'docker-registry',
  port: 5000,
  argv: ['docker-registry', 'serve', '{folder}/registry.yml'],
};
const ACCOUNT = 'app:$2y$05$abcdefghijklmnopqrstuOSnPd5TkyN4TKGSxlnvFZ8vWCjNF0WWW\n';
const registry = (name: string, access: string, address: string, lines = '') => ({
  ...REGISTRY,
  name,
  access,
  files: {
    accounts: ACCOUNT,
    'registry.yml': `version: 0.1
storage: { filesystem: { rootdirectory: '{data}/registry' } }
http:
  addr: ${address}:5000
${lines}`,
  },
});
const HTPASSWD = "auth: { htpasswd: { realm: lab, path: '{folder}/accounts' } }\n";

/** A proxy of which the store behind it asks for nothing, and listens to this machine alone. */
const nginx = (name: string, access: string, listen: string, lines: string) => ({
  product: 'nginx',
  port: 8443,
  name,
  access,
  argv: [
    'sh',
    '-c',
    'influxd run -config {folder}/influxdb.conf & exec nginx -c {folder}/nginx.conf -e {data}/error.log',
  ],
  files: {
    accounts: 'app:{PLAIN}made up by the lab\n',
    'influxdb.conf': influxdb('', '', '  bind-address = "127.0.0.1:8086"\n').files['influxdb.conf'],
    'nginx.conf': `daemon off; pid {data}/nginx.pid; worker_processes 1;
events {}
http {
  access_log off; client_body_temp_path {data}/body; proxy_temp_path {data}/proxy;
  fastcgi_temp_path {data}/fastcgi; uwsgi_temp_path {data}/uwsgi; scgi_temp_path {data}/scgi;
  server {
    listen ${listen};
    ${lines}
    location / { proxy_pass http://127.0.0.1:8086; }
  }
}
`,
  },
});

export const settings: readonly Settings[] = [
  redis('open', 'open', 'bind 0.0.0.0\nprotected-mode no\n'),
  redis('password', 'protected', 'bind 0.0.0.0\nrequirepass made-up-by-the-lab\n'),
  redis('source-restricted', 'denied', 'bind 0.0.0.0\nprotected-mode yes\n'),
  redis('loopback', 'unreachable', 'bind 127.0.0.1\nprotected-mode no\n'),
  redis(
    'tls-only',
    'tls-only',
    'bind 0.0.0.0\nport 0\ntls-port 6379\ntls-cert-file {cert}\ntls-key-file {key}\ntls-ca-cert-file {ca}\n',
  ),
  redis(
    'acl',
    'protected',
    'bind 0.0.0.0\nprotected-mode no\nuser default off\nuser app on >made-up ~* +@all\n',
  ),

  mosquitto('open', 'open', 'listener 1883 0.0.0.0\nallow_anonymous true\n'),
  mosquitto('password', 'protected', 'listener 1883 0.0.0.0\nallow_anonymous false\n'),
  mosquitto('loopback', 'unreachable', 'listener 1883 127.0.0.1\nallow_anonymous true\n'),
  mosquitto('no listener', 'unreachable', 'persistence false\n'),
  mosquitto(
    'tls-only',
    'tls-only',
    'listener 1883 0.0.0.0\ncertfile {cert}\nkeyfile {key}\ncafile {ca}\nrequire_certificate true\n',
  ),

  nats('open', 'open', 'host: "0.0.0.0"\nport: 4222\n'),
  nats(
    'password',
    'protected',
    'host: "0.0.0.0"\nport: 4222\nauthorization { user: app, password: "made up" }\n',
  ),
  nats('loopback', 'unreachable', 'host: "127.0.0.1"\nport: 4222\n'),
  nats(
    'guest',
    'open',
    'listen: "0.0.0.0:4222"\nno_auth_user: guest\nauthorization { users: [ { user: guest, password: "made up" } ] }\n',
  ),
  nats(
    'tls-only',
    'tls-only',
    'listen: "0.0.0.0:4222"\ntls { cert_file: "{cert}", key_file: "{key}", ca_file: "{ca}", verify: true }\n',
  ),

  etcd(
    'open',
    'open',
    'listen-client-urls: http://0.0.0.0:2379\nadvertise-client-urls: http://203.0.113.10:2379\n',
  ),
  etcd(
    'loopback',
    'unreachable',
    'listen-client-urls: http://127.0.0.1:2379\nadvertise-client-urls: http://127.0.0.1:2379\n',
  ),
  etcd(
    'tls',
    'open',
    'listen-client-urls: https://0.0.0.0:2379\nadvertise-client-urls: https://203.0.113.10:2379\nclient-transport-security:\n  cert-file: {cert}\n  key-file: {key}\n',
  ),
  etcd(
    'tls-only',
    'tls-only',
    'listen-client-urls: https://0.0.0.0:2379\nadvertise-client-urls: https://203.0.113.10:2379\nclient-transport-security:\n  client-cert-auth: true\n  trusted-ca-file: {ca}\n  cert-file: {cert}\n  key-file: {key}\n',
  ),

  clickhouse('open', 'open', {}),
  clickhouse('password', 'protected', { password: 'made-up' }),
  clickhouse('source-restricted', 'denied', { networks: '192.0.2.1' }),
  clickhouse('loopback', 'unreachable', { listen: '127.0.0.1' }),
  clickhouse('tls-only', 'protected', { tls: true, port: 8443, password: 'made-up' }),

  postgresql('open', 'open', 'host all all 0.0.0.0/0 trust'),
  postgresql(
    'password',
    'protected',
    'host all all 0.0.0.0/0 scram-sha-256\nhost all all 0.0.0.0/0 trust',
  ),
  postgresql('source-restricted', 'denied', 'host all all 192.0.2.0/24 scram-sha-256'),
  postgresql(
    'loopback',
    'unreachable',
    'host all all 0.0.0.0/0 trust',
    "listen_addresses = 'localhost'\n",
  ),
  postgresql(
    'tls-only',
    'protected',
    'hostssl all all all scram-sha-256',
    "ssl = on\nssl_cert_file = '{cert}'\nssl_key_file = '{key}'\n",
  ),

  mariadb('open', 'open', 'bind-address = 0.0.0.0\nskip-grant-tables\n'),
  mariadb('password', 'protected', 'bind-address = 0.0.0.0\ninit-file = {folder}/users.sql\n'),
  mariadb('loopback', 'unreachable', 'bind-address = 127.0.0.1\n'),
  mariadb(
    'tls-only',
    'protected',
    'bind-address = 0.0.0.0\ninit-file = {folder}/users.sql\nrequire-secure-transport = ON\nssl-cert = {cert}\nssl-key = {key}\n',
  ),

  memcached('open', 'open', ['-l', '0.0.0.0', '-m', '16']),
  memcached('loopback', 'unreachable', ['-l', '127.0.0.1', '-m', '16']),
  memcached('tls', 'open', [
    ...['-l', '0.0.0.0', '-m', '16', '-Z'],
    ...['-o', 'ssl_chain_cert={cert},ssl_key={key}'],
  ]),
  memcached('password', 'protected', ['-l', '0.0.0.0', '-Y', '{folder}/users', '-m', '16']),

  influxdb('open', 'open', '  bind-address = ":8086"\n'),
  influxdb('password', 'protected', '  bind-address = ":8086"\n  auth-enabled = true\n'),
  influxdb('loopback', 'unreachable', '  bind-address = "127.0.0.1:8086"\n'),
  influxdb(
    'tls-only',
    'protected',
    '  bind-address = ":8086"\n  auth-enabled = true\n  https-enabled = true\n  https-certificate = "{cert}"\n  https-private-key = "{key}"\n',
  ),

  registry('open', 'open', '0.0.0.0'),
  registry('password', 'protected', '0.0.0.0', HTPASSWD),
  registry('loopback', 'unreachable', '127.0.0.1'),
  registry(
    'tls-only',
    'protected',
    '0.0.0.0',
    `  tls: { certificate: '{cert}', key: '{key}' }\n${HTPASSWD}`,
  ),

  nginx('open', 'open', '0.0.0.0:8443', ''),
  nginx(
    'password',
    'protected',
    '0.0.0.0:8443',
    'auth_basic "lab"; auth_basic_user_file {folder}/accounts;',
  ),
  nginx('loopback', 'unreachable', '127.0.0.1:8443', ''),
  nginx(
    'tls-only',
    'open',
    '0.0.0.0:8443 ssl',
    'ssl_certificate {cert}; ssl_certificate_key {key};',
  ),
];

/** Stores of which a setting or two decide. Each says where that stands in the vendor’s documentation. */
import { flatten, readFlat } from '../../text/flat.ts';
import { flatOf, INI } from '../../text/settings.ts';
import { readJson } from '../../text/json.ts';
import { flag, isAtLeast, secret, variable } from '../setup.ts';
import { isEither, type Known, type Plain, switched } from './form.ts';

/** InfluxDB 2 has no data and no accounts until its first caller sets it up. */
function influx(known: Known): 'open' | 'unclaimed' {
  return known.image !== null && isAtLeast(known, 2) ? 'unclaimed' : 'open';
}

export const stores: readonly Plain[] = [
  // https://docs.influxdata.com/influxdb/v1/administration/config/ and …/v2/install/
  {
    id: 'influxdb',
    images: /(?:^|[/_-])influxdb$/,
    programs: /^influxd$/,
    ports: [[8086, 'http']],
    file: {
      owns: (source, name) =>
        name.endsWith('.conf') &&
        /^\s*\[http\]/m.test(source.text) &&
        /^\s*\[meta\]/m.test(source.text),
      paths: ['/etc/influxdb/influxdb.conf'],
      flags: ['-config', '--config'],
      read: (source) => flatOf(source, INI),
    },
    shut: (known) =>
      isEither(known, 'INFLUXDB_HTTP_AUTH_ENABLED', 'http.auth-enabled', true) ??
      variable(known, 'DOCKER_INFLUXDB_INIT_MODE'),
    opened: (known) => isEither(known, 'INFLUXDB_HTTP_AUTH_ENABLED', 'http.auth-enabled', false),
    place: (known) => known.own.get('http.bind-address'),
    isTls: (known) =>
      isEither(known, 'INFLUXDB_HTTP_HTTPS_ENABLED', 'http.https-enabled', true) !== undefined,
    usual: influx,
    grants: 'admin',
    mend: { add: 'INFLUXDB_HTTP_AUTH_ENABLED: "true"' },
  },
  // https://neo4j.com/docs/operations-manual/current/docker/introduction/#docker-auth and …/configuration/configuration-settings/
  {
    id: 'neo4j',
    images: /(?:^|[/_-])neo4j$/,
    ports: [
      [7687, 'bolt'],
      [7474, 'http'],
    ],
    file: {
      owns: (_source, name) => name === 'neo4j.conf',
      paths: ['/conf/neo4j.conf', '/var/lib/neo4j/conf/neo4j.conf'],
      read: (source) => flatOf(source, INI),
    },
    opened: (known) => {
      const found = variable(known, 'NEO4J_AUTH');
      return found?.text === 'none'
        ? found
        : isEither(known, 'NEO4J_dbms_security_auth__enabled', 'dbms.security.auth_enabled', false);
    },
    shut: (known) => secret(known, 'NEO4J_AUTH'),
    place: (known) =>
      known.own.get('server.default_listen_address') ??
      known.own.get('dbms.default_listen_address') ??
      known.own.get('dbms.connectors.default_listen_address'),
    alone: '127.0.0.1',
    // Its first account has to take a password of its own; whether it has stands in the data.
    usual: (known) => (known.image === null ? 'protected' : 'default-password'),
    grants: 'admin',
    mend: { add: 'NEO4J_AUTH_FILE: /run/secrets/neo4j' },
  },
  // https://docs.trychroma.com/docs/overview/migration (1.0.0 took authentication out)
  {
    id: 'chroma',
    images: /(?:^|[/_-])chroma(?:db)?$/,
    programs: /^chroma$/,
    ports: [[8000, 'http']],
    usual: 'open',
    grants: 'admin',
    mend: { add: 'ports: ["127.0.0.1:8000:8000"]' },
  },
  // https://www.cockroachlabs.com/docs/stable/cockroach-start-single-node (--insecure switches TLS and log-ins off)
  {
    id: 'cockroachdb',
    images: /(?:^|[/_-])cockroach(?:db)?$/,
    programs: /^cockroach$/,
    ports: [
      [26_257, 'pgwire'],
      [8080, 'http'],
    ],
    opened: (known) => switched(known, '--insecure'),
    usual: 'protected',
    grants: 'admin',
    mend: {},
  },
  // https://docs.arangodb.com/stable/operations/installation/docker/ (the variable opens it by being there)
  {
    id: 'arangodb',
    images: /(?:^|[/_-])arangodb$/,
    programs: /^arangod$/,
    ports: [[8529, 'http']],
    file: {
      owns: (_source, name) => name === 'arangod.conf',
      paths: ['/etc/arangodb3/arangod.conf'],
      flags: ['--configuration', '-c'],
      read: (source) => flatOf(source, INI),
    },
    opened: (known) => {
      const byFlag = flag(known, '--server.authentication');
      if (byFlag) return byFlag.text === 'false' ? byFlag : undefined;
      return variable(known, 'ARANGO_NO_AUTH') ?? falseAt(known, 'server.authentication');
    },
    shut: (known) => secret(known, 'ARANGO_ROOT_PASSWORD', 'ARANGO_RANDOM_ROOT_PASSWORD'),
    place: (known) => {
      const found = known.own.get('server.endpoint');
      return found && { ...found, text: found.text.replace(/^\w+:\/\//, '') };
    },
    alone: '127.0.0.1',
    usual: 'protected',
    grants: 'admin',
    mend: {},
  },
  // https://solr.apache.org/guide/solr/latest/deployment-guide/basic-authentication-plugin.html
  {
    id: 'solr',
    images: /(?:^|[/_-])solr$/,
    ports: [[8983, 'http']],
    file: {
      owns: (source, name) => name === 'security.json' && source.text.includes('"solr.'),
      paths: ['/var/solr/data/security.json'],
      read: (source) => flatten(readJson(source)),
    },
    opened: (known) => falseAt(known, 'authentication.blockUnknown'),
    shut: (known) =>
      variable(known, 'SOLR_AUTH_TYPE') ?? known.own.get('authentication.blockUnknown'),
    usual: 'open',
    grants: 'admin',
    mend: { add: 'SOLR_AUTH_TYPE: basic' },
  },
  // https://learn.microsoft.com/sql/linux/sql-server-linux-docker-container-deployment (no start without a password)
  {
    id: 'mssql',
    images: /(?:^|\/)mssql\/server$/,
    programs: /^sqlservr$/,
    ports: [[1433, 'tds']],
    shut: (known) => secret(known, 'MSSQL_SA_PASSWORD', 'SA_PASSWORD'),
    usual: 'protected',
    grants: 'admin',
    mend: {},
  },
  // https://distribution.github.io/distribution/about/configuration/#auth
  {
    id: 'docker-registry',
    images: /^(?:registry|distribution\/distribution)$/,
    programs: /^registry$/,
    ports: [[5000, 'http']],
    file: {
      owns: (source, name) =>
        /\.ya?ml$/.test(name) &&
        /^version:\s*["']?0\.1\b/m.test(source.text) &&
        /^storage:/m.test(source.text),
      paths: ['/etc/distribution/config.yml', '/etc/docker/registry/config.yml'],
      read: readFlat,
    },
    shut: (known) =>
      variable(
        known,
        'REGISTRY_AUTH',
        'REGISTRY_AUTH_HTPASSWD_PATH',
        'REGISTRY_AUTH_TOKEN_REALM',
      ) ??
      known.own.get('auth.htpasswd.path') ??
      known.own.get('auth.token.realm'),
    place: (known) => variable(known, 'REGISTRY_HTTP_ADDR') ?? known.own.get('http.addr'),
    isTls: (known) =>
      (variable(known, 'REGISTRY_HTTP_TLS_CERTIFICATE') ??
        known.own.get('http.tls.certificate')) !== undefined,
    usual: 'open',
    grants: 'read-write',
    mend: {
      add: 'REGISTRY_AUTH: htpasswd\nREGISTRY_AUTH_HTPASSWD_REALM: registry\nREGISTRY_AUTH_HTPASSWD_PATH: /auth/htpasswd',
    },
  },
];

function falseAt(known: Known, path: string) {
  const found = known.own.get(path);
  return found?.text === 'false' ? found : undefined;
}

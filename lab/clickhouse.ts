import type { Duplex } from 'node:stream';
import { type HttpAnswer, askHttp, secure } from './dial.ts';
import { type Product, type Site, LAB_PASSWORD, LabError } from './product.ts';

const ROWS = '1000';
const SECURE_PORTS = { http: 8443, native: 9440 };

async function configuration(site: Site, tls: boolean, folder: string): Promise<string> {
  const { cert, key, ca } = await site.certificate('good');
  const [http, native] = tls ? ['https_port', 'tcp_port_secure'] : ['http_port', 'tcp_port'];
  const certificates = tls
    ? `<openSSL><server>
  <certificateFile>${cert}</certificateFile><privateKeyFile>${key}</privateKeyFile>
  <caConfig>${ca}</caConfig><verificationMode>none</verificationMode>
  <loadDefaultCAFile>false</loadDefaultCAFile><cacheSessions>true</cacheSessions>
</server></openSSL>`
    : '';
  return `<yandex>
<logger><level>${site.settings['level'] ?? 'information'}</level><log>${folder}/clickhouse.log</log>
  <errorlog>${folder}/clickhouse.err.log</errorlog></logger>
<listen_host>${site.address}</listen_host>
<${http}>${site.port('http')}</${http}>
<${native}>${site.port('native')}</${native}>
${certificates}
<path>${folder}/data/</path><tmp_path>${folder}/tmp/</tmp_path>
<format_schema_path>${folder}/schemas/</format_schema_path>
<users_config>${folder}/users.xml</users_config>
<default_profile>default</default_profile><default_database>default</default_database>
<mark_cache_size>67108864</mark_cache_size><max_concurrent_queries>50</max_concurrent_queries>
<query_log><database>system</database><table>query_log</table>
  <flush_interval_milliseconds>500</flush_interval_milliseconds></query_log>
</yandex>
`;
}

function users(site: Site): string {
  const password = site.state.endsWith('password') ? LAB_PASSWORD : '';
  // Nobody who can reach a lab server comes from there. One address, since 18.16 takes a network
  // of IPv4 such as 192.0.2.0/24 to mean everybody.
  const networks = site.state === 'source-denied' ? '192.0.2.1' : '::/0';
  return `<yandex>
<profiles><default><log_queries>1</log_queries><max_memory_usage>1000000000</max_memory_usage>
</default></profiles>
<users><default><password>${password}</password><networks><ip>${networks}</ip></networks>
  <profile>default</profile><quota>default</quota></default></users>
<quotas><default></default></quotas>
</yandex>
`;
}

function connection(site: Site): Duplex {
  const plain = site.dial('http');
  return site.state.startsWith('tls') ? secure(plain) : plain;
}

async function query(site: Site, sql: string): Promise<HttpAnswer> {
  const headers = { 'X-ClickHouse-User': 'default', 'X-ClickHouse-Key': LAB_PASSWORD };
  const known = site.state.endsWith('password') ? headers : {};
  return await askHttp(connection(site), {
    method: 'POST',
    headers: known,
    body: sql,
    patience: 60_000,
  });
}

/** Chat rows in the shape of the January 2025 exposure. The keys are made up as they are written. */
const FILL = (rows: string): readonly string[] => [
  `CREATE TABLE default.log_stream (timestamp DateTime, span_name String, string Nested(names String, values String), _service String, _source String) ENGINE = MergeTree PARTITION BY toDate(timestamp) ORDER BY timestamp`,
  `INSERT INTO default.log_stream SELECT toDateTime('2025-01-06 00:00:00') + number AS timestamp, concat('chat.', if(number % 2 = 0, 'completion', 'prompt')) AS span_name, ['user', 'prompt', 'authorization'] AS names, [concat('user', toString(number % 977), '@mail.example'), concat('Please summarise my letter number ', toString(number)), concat('Bearer s', 'k-', lower(hex(MD5(toString(number)))))] AS vals, 'usage-checker' AS _service, concat('/var/log/chat/', toString(number % 7), '.log') AS _source FROM system.numbers LIMIT ${rows}`,
];

async function isReady(site: Site): Promise<boolean> {
  const { status, body } = await query(site, 'SELECT 1');
  if (site.state === 'source-denied') return body.includes('Code: 195');
  return status === 200 && body === '1\n';
}

/** Settings: `rows`, how many log rows to write, 1000 where not said; `level` of the server log. */
export const clickhouse: Product = {
  id: 'clickhouse',
  ports: { http: 8123, native: 9000 },
  portsIn: { tls: SECURE_PORTS, 'tls-password': SECURE_PORTS },
  states: ['open', 'password', 'source-denied', 'tls', 'tls-password'],
  needs: ['clickhouse-server'],
  async launch(site) {
    const { folder } = site;
    await Promise.all(['data', 'tmp', 'schemas'].map(async (name) => await site.makeFolder(name)));
    await site.write('users.xml', users(site));
    const text = await configuration(site, site.state.startsWith('tls'), folder);
    const path = await site.write('config.xml', text);
    return {
      argv: ['clickhouse-server', `--config-file=${path}`],
      ready: async () => await isReady(site),
      async seed() {
        if (site.state === 'source-denied') return;
        for (const sql of FILL(site.settings['rows'] ?? ROWS)) {
          const { status, body } = await query(site, sql);
          if (status !== 200) throw new LabError(`seeding got ${body}`);
        }
      },
    };
  },
};

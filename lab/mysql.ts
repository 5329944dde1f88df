import { join } from 'node:path';
import { cached, copyTemplate } from './cache.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { foreign, missingForeign } from './foreign.ts';
import { greets, placeFlags } from './mysql-wire.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER } from './product.ts';

/** 250 numbers without a table that holds them. */
const NUMBERS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)';

const SEED: readonly string[] = [
  'CREATE DATABASE shop',
  'CREATE TABLE shop.customers (id INT PRIMARY KEY, name VARCHAR(60), email VARCHAR(80))',
  `INSERT INTO shop.customers ${NUMBERS} SELECT i, CONCAT('Customer ', i), CONCAT('customer', i, '@mail.example') FROM n`,
  'ANALYZE TABLE shop.customers',
];

const account = (name: string, password: string, plugin = 'caching_sha2_password'): string[] => [
  `CREATE USER ${name} IDENTIFIED WITH ${plugin} BY '${password}'`,
  `GRANT ALL ON *.* TO ${name} WITH GRANT OPTION`,
];

/** The set-up leaves root without a password, on this host alone. */
const GUARDED = [
  `ALTER USER root@localhost IDENTIFIED BY '${LAB_PASSWORD}'`,
  ...account(`root@'%'`, LAB_PASSWORD),
  ...account(`${LAB_USER}@'%'`, LAB_PASSWORD),
];

function accounts(state: string): readonly string[] {
  switch (state) {
    case 'open':
      return account(`root@'%'`, '');
    case 'source-denied':
      return [`RENAME USER root@localhost TO root@'192.0.2.1'`];
    case 'native':
      return [...GUARDED, ...account(`old@'%'`, LAB_PASSWORD, 'mysql_native_password')];
    default:
      return GUARDED;
  }
}

const SMALL = {
  '--innodb-buffer-pool-size': '16M',
  '--innodb-flush-log-at-trx-commit': 0,
  '--performance-schema': 'OFF',
  // Files outside of the data folder are nothing that a server of the lab may see.
  '--secure-file-priv': '',
};

async function stateFlags(site: Site): Promise<readonly string[]> {
  if (site.state !== 'tls') return [];
  const { cert, key, ca } = await site.certificate('good');
  const files = { '--ssl-cert': cert, '--ssl-key': key, '--ssl-ca': ca };
  return ['--require-secure-transport=ON', ...joinedFlags(files)];
}

async function launch(site: Site, list: string): ReturnType<Product['launch']> {
  const { folder } = site;
  const data = join(folder, 'data');
  const usr = cached(list, 'usr');
  const program = [
    ...foreign(list, 'usr/sbin/mysqld'),
    '--no-defaults',
    ...joinedFlags({
      '--basedir': usr,
      '--lc-messages-dir': join(usr, 'share/mysql'),
      '--character-sets-dir': join(usr, 'share/mysql/charsets'),
      '--plugin-dir': join(usr, 'lib/mysql/plugin'),
      ...SMALL,
    }),
  ];
  const install = (to: string): string[] => [
    ...program,
    '--initialize-insecure',
    `--datadir=${to}`,
  ];
  await copyTemplate(join(usr, 'sbin/mysqld'), install, data);
  const statements = [...SEED, ...accounts(site.state)];
  const first = await site.write('first.sql', statements.map((text) => `${text};\n`).join(''));
  return {
    argv: [
      ...program,
      '--skip-log-bin',
      '--skip-name-resolve',
      ...joinedFlags({ '--datadir': data, '--init-file': first }),
      ...placeFlags(site),
      ...joinedFlags({ '--mysqlx-bind-address': site.address }),
      ...joinedFlags({ '--mysqlx-port': site.port('mysqlx'), '--mysqlx-socket': `${folder}/x` }),
      ...(await stateFlags(site)),
      ...joinedFlags(prefixed('--', site.settings)),
    ],
    ready: async () => await greets(site),
  };
}

function version(id: string, list: string, states: readonly string[]): Product {
  return {
    id,
    ports: { mysql: 3306, mysqlx: 33_060 },
    states,
    needs: [],
    heavy: list,
    missing: () => missingForeign(list),
    patience: 60_000,
    launch: async (site) => await launch(site, list),
  };
}

const STATES = ['open', 'password', 'tls', 'source-denied'];

/** MySQL 8.4 as Ubuntu 26.04 has it. Settings are passed as `--name=value`. */
export const mysql = version('mysql', 'mysql-8.4', STATES);
/** MySQL 8.0 as Ubuntu 22.04 has it. `native`: an account with the method of old beside the others. */
export const mysql80 = version('mysql-8.0', 'mysql-8.0', [...STATES, 'native']);

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyTemplate } from './cache.ts';
import { joinedFlags, prefixed } from './flags.ts';
import { greets, placeFlags } from './mysql-wire.ts';
import { type Product, type Site, LAB_PASSWORD, LAB_USER, LabError } from './product.ts';

const SEED: readonly string[] = [
  `CREATE DATABASE shop`,
  // The numbers below come from a table that exists in any database, but only in one.
  `USE shop`,
  `CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(60), email VARCHAR(80))`,
  `INSERT INTO customers SELECT seq, CONCAT('Customer ', seq), CONCAT('customer', seq, '@mail.example') FROM seq_1_to_250`,
];

/** The set-up leaves accounts without a password, some without a name. */
const NO_ACCOUNTS: readonly string[] = [
  `DELETE FROM mysql.global_priv WHERE User IN ('', 'root')`,
  `FLUSH PRIVILEGES`,
];

const account = (name: string, password?: string): readonly string[] => [
  `CREATE USER ${name} ${password === undefined ? '' : `IDENTIFIED BY '${password}'`}`,
  `GRANT ALL ON *.* TO ${name} WITH GRANT OPTION`,
];

const GUARDED = [...account(`root@'%'`, LAB_PASSWORD), ...account(`${LAB_USER}@'%'`, LAB_PASSWORD)];

function accounts(state: string): readonly string[] {
  switch (state) {
    case 'open':
      return account(`root@'%'`);
    case 'anonymous':
      return [...GUARDED, `CREATE USER ''@'%'`, `GRANT SELECT ON shop.* TO ''@'%'`];
    case 'source-denied':
      return account(`root@'192.0.2.1'`, LAB_PASSWORD);
    default:
      return GUARDED;
  }
}

async function stateFlags(site: Site): Promise<readonly string[]> {
  switch (site.state) {
    case 'tls':
    case 'ssl-available': {
      const { cert, key, ca } = await site.certificate('good');
      const must = site.state === 'tls' ? ['--require-secure-transport=ON'] : [];
      return [...must, `--ssl-cert=${cert}`, `--ssl-key=${key}`, `--ssl-ca=${ca}`];
    }
    case 'max-errors':
      return ['--max-connect-errors=5'];
    default:
      return [];
  }
}

const STATES = [
  'open',
  'anonymous',
  'password',
  'tls',
  'ssl-available',
  'source-denied',
  'max-errors',
];

const SMALL = {
  '--innodb-buffer-pool-size': '16M',
  '--innodb-log-file-size': '8M',
  '--innodb-flush-log-at-trx-commit': 0,
};

/** Settings are passed as `--name=value`. */
export const mariadb: Product = {
  id: 'mariadb',
  ports: { mysql: 3306 },
  states: STATES,
  // Errors are not counted for loopback.
  namespaceStates: ['max-errors'],
  needs: ['mariadb-install-db', 'mariadbd'],
  patience: 60_000,
  async launch(site) {
    const { folder } = site;
    const data = join(folder, 'data');
    const install = ['mariadb-install-db', '--no-defaults', '--skip-test-db'];
    const method = '--auth-root-authentication-method=normal';
    await copyTemplate('mariadb-install-db', (to) => [...install, method, `--datadir=${to}`], data);
    const statements = [...SEED, ...NO_ACCOUNTS, ...accounts(site.state)];
    const first = await site.write('first.sql', statements.map((text) => `${text};\n`).join(''));
    // The count of errors lives in the cache of host names, which this switches off.
    const names = site.state === 'max-errors' ? [] : ['--skip-name-resolve'];
    return {
      argv: [
        'mariadbd',
        '--no-defaults',
        '--skip-log-bin',
        ...names,
        ...joinedFlags({ ...SMALL, '--datadir': data, '--init-file': first }),
        ...placeFlags(site),
        ...(await stateFlags(site)),
        ...joinedFlags(prefixed('--', site.settings)),
      ],
      ready: async () => await greets(site, 'MariaDB'),
      async seed() {
        // A first statement that fails ends the others, and the server starts all the same.
        const log = await readFile(join(folder, 'server.log'), 'utf8');
        const complaint = /^ERROR: .*/m.exec(log)?.[0];
        if (complaint !== undefined) throw new LabError(complaint);
      },
    };
  },
};

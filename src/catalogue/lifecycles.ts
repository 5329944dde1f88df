/** Support of one product's release cycles, as its vendor published it. */
export interface Lifecycle {
  /** The vendor's own page. */
  readonly source: string;
  /** The day of the data that the dates below were read from; `null` is worth no more than that day. */
  readonly asOf: string;
  /** How many parts of a version name a cycle: 1 for `16.4` -> `16`, 2 for `10.11.3` -> `10.11`. */
  readonly parts: 1 | 2 | 'postgresql';
  /** Last day with fixes for everybody, YYYY-MM-DD; `null`: none announced. A cycle that is not listed is not known. */
  readonly cycles: Readonly<Record<string, string | null>>;
  /** All versions before this cycle ended on that day at the latest. */
  readonly before?: readonly [cycle: string, date: string];
}

/**
 * Read from the project endoflife.date (stored copies, as of the day named in each entry), which cites
 * the pages below. Left out on purpose, because the vendor's word and the tables disagree or give a rule of thumb
 * only: Redis 6.2, 7.2, 7.4 and 8.0; etcd 3.4; ClickHouse 26.2 and 26.4; Memcached and PgBouncer (no dated policy).
 */
export const lifecycles: Readonly<Record<string, Lifecycle>> = {
  clickhouse: {
    // The last three releases, and those marked LTS for a year: 24.8, the last LTS before 25.1, ran until August 2025.
    source: 'https://clickhouse.com/docs/faq/operations/production',
    asOf: '2026-05-20',
    parts: 2,
    cycles: {
      '26.3': '2027-03-26',
      '26.1': '2026-05-05',
      '25.12': '2026-03-26',
      '25.11': '2026-02-27',
      '25.10': '2026-01-30',
      '25.9': '2025-12-18',
      '25.8': '2026-08-29',
      '25.7': '2025-11-01',
      '25.6': '2025-09-27',
      '25.5': '2025-08-29',
      '25.4': '2025-07-29',
      '25.3': '2026-03-20',
      '25.2': '2025-05-22',
      '25.1': '2025-04-22',
    },
    before: ['25.1', '2025-08-31'],
  },
  postgresql: {
    source: 'https://www.postgresql.org/support/versioning/',
    asOf: '2026-05-14',
    parts: 'postgresql',
    cycles: {
      '18': '2030-11-14',
      '17': '2029-11-08',
      '16': '2028-11-09',
      '15': '2027-11-11',
      '14': '2026-11-12',
      '13': '2025-11-13',
      '12': '2024-11-21',
      '11': '2023-11-09',
      '10': '2022-11-10',
      '9.6': '2021-11-11',
      '9.5': '2021-02-11',
      '9.4': '2020-02-13',
      '9.3': '2018-11-08',
      '9.2': '2017-11-09',
      '9.1': '2016-10-27',
      '9.0': '2015-10-08',
    },
    before: ['9.0', '2014-07-24'],
  },
  mysql: {
    source: 'https://www.oracle.com/us/support/library/lifetime-support-technology-069183.pdf',
    asOf: '2026-04-21',
    parts: 2,
    cycles: {
      '9.7': null,
      '9.6': '2026-04-21',
      '9.5': '2026-01-20',
      '9.4': '2025-10-21',
      '9.3': '2025-07-22',
      '9.2': '2025-04-15',
      '9.1': '2025-01-21',
      '9.0': '2024-10-15',
      '8.4': '2032-04-30',
      '8.3': '2024-04-10',
      '8.2': '2023-12-14',
      '8.1': '2023-10-25',
      '8.0': '2026-04-30',
      '5.7': '2023-10-31',
      '5.6': '2021-02-28',
      '5.5': '2018-12-31',
    },
    before: ['5.5', '2018-12-31'],
  },
  mariadb: {
    source: 'https://mariadb.org/about/#maintenance-policy',
    asOf: '2026-06-30',
    parts: 2,
    cycles: {
      '12.3': '2029-06-30',
      '12.2': '2026-05-13',
      '12.1': '2026-02-13',
      '12.0': '2025-11-18',
      '11.8': '2028-06-04',
      '11.7': '2025-05-12',
      '11.6': '2025-02-13',
      '11.5': '2024-11-21',
      '11.4': '2029-05-29',
      '11.3': '2024-05-29',
      '11.2': '2024-11-21',
      '11.1': '2024-08-21',
      '11.0': '2024-06-06',
      '10.11': '2028-02-16',
      '10.10': '2023-11-17',
      '10.9': '2023-08-22',
      '10.8': '2023-05-20',
      '10.7': '2023-02-09',
      '10.6': '2026-07-06',
      '10.5': '2025-06-24',
      '10.4': '2024-06-18',
      '10.3': '2023-05-25',
      '10.2': '2022-05-23',
      '10.1': '2020-10-17',
      '10.0': '2019-03-31',
      '5.5': '2020-04-11',
    },
    before: ['5.5', '2020-04-11'],
  },
  redis: {
    source: 'https://github.com/redis/redis/security',
    asOf: '2026-02-23',
    parts: 2,
    cycles: {
      '8.6': null,
      '8.4': null,
      '8.2': null,
      '7.0': '2024-07-29',
      '6.0': '2022-05-31',
      '5.0': '2022-04-27',
    },
    before: ['5.0', '2022-04-27'],
  },
  valkey: {
    source: 'https://valkey.io/topics/releases/',
    asOf: '2025-12-04',
    parts: 2,
    cycles: { '9.0': '2028-10-21', '8.1': '2030-03-31', '8.0': '2027-09-15', '7.2': '2029-04-16' },
  },
  mongodb: {
    source: 'https://www.mongodb.com/legal/support-policy/lifecycles',
    asOf: '2026-02-10',
    parts: 2,
    cycles: {
      '8.2': '2026-07-31',
      '8.1': '2025-09-30',
      '8.0': '2029-10-31',
      '7.3': '2024-10-31',
      '7.2': '2024-03-27',
      '7.1': '2024-01-23',
      '7.0': '2027-08-31',
      '6.3': '2023-08-31',
      '6.2': '2023-04-24',
      '6.1': '2023-02-09',
      '6.0': '2025-07-31',
      '5.3': '2022-07-31',
      '5.2': '2022-03-23',
      '5.1': '2022-01-18',
      '5.0': '2024-10-31',
      '4.4': '2024-02-29',
      '4.2': '2023-04-30',
      '4.0': '2022-04-30',
      '3.6': '2021-04-30',
      '3.4': '2020-01-31',
      '3.2': '2018-09-30',
      '3.0': '2018-02-28',
    },
    before: ['3.0', '2018-02-28'],
  },
  elasticsearch: {
    source: 'https://www.elastic.co/support/eol',
    asOf: '2026-08-20',
    parts: 1,
    cycles: { '9': null, '8': '2027-07-15', '7': '2026-01-15', '6': '2022-02-10' },
    before: ['6', '2022-02-10'],
  },
  opensearch: {
    source: 'https://opensearch.org/releases/',
    asOf: '2026-04-27',
    parts: 1,
    cycles: { '3': null, '2': null, '1': '2025-05-06' },
  },
  etcd: {
    source:
      'https://github.com/etcd-io/etcd/blob/main/Documentation/contributor-guide/branch_management.md',
    asOf: '2026-02-13',
    parts: 2,
    cycles: {
      '3.6': null,
      '3.5': null,
      '3.3': '2021-10-15',
      '3.2': '2021-03-28',
      '3.1': '2018-10-10',
      '3.0': '2017-01-20',
    },
    before: ['3.0', '2017-01-20'],
  },
};

import type { Lifecycle } from './lifecycle.ts';

/**
 * Consoles, queues and observability; read as lifecycles.ts says. Left out because there is no dated policy: InfluxDB 1
 * and 2, QuestDB, NATS, VictoriaMetrics, Loki, Jaeger, Zipkin, and ActiveMQ before 5.17.
 */
export const httpLifecycles: Readonly<Record<string, Lifecycle>> = {
  prometheus: {
    // Six weeks for each, and a year for those marked LTS: 2.53 and 3.5.
    source: 'https://prometheus.io/docs/introduction/release-cycle/',
    asOf: '2026-02-26',
    parts: 2,
    cycles: {
      '3.10': '2026-04-08',
      '3.9': '2026-02-17',
      '3.8': '2026-01-09',
      '3.7': '2025-11-26',
      '3.6': '2025-11-02',
      '3.5': '2026-07-31',
      '3.4': '2025-06-28',
      '3.3': '2025-05-27',
      '3.2': '2025-03-31',
      '3.1': '2025-02-13',
      '3.0': '2024-12-26',
      '2.55': '2024-12-03',
      '2.54': '2024-09-20',
      '2.53': '2025-07-31',
      '2.45': '2024-07-31',
      '2.42': '2023-03-14',
      '2.37': '2023-07-31',
    },
    before: ['2.53', '2024-07-31'],
  },
  grafana: {
    source: 'https://grafana.com/docs/grafana/latest/upgrade-guide/when-to-upgrade/',
    asOf: '2026-09-15',
    parts: 2,
    cycles: {
      '13.1': '2027-03-20',
      '13.0': '2027-01-09',
      '12.4': '2027-05-24',
      '12.3': '2026-08-19',
      '12.2': '2026-06-23',
      '12.1': '2026-04-22',
      '12.0': '2026-02-05',
      '11.6': '2026-06-25',
      '11.5': '2025-10-28',
      '11.4': '2025-09-05',
      '11.3': '2025-07-22',
      '11.2': '2025-05-27',
      '11.1': '2025-04-23',
      '11.0': '2025-02-14',
      '10.4': '2025-06-05',
      '10.3': '2024-10-23',
      '10.2': '2024-07-24',
      '10.1': '2024-01-23',
      '10.0': '2023-10-24',
      '9.5': '2024-05-14',
    },
    before: ['9.5', '2023-06-09'],
  },
  rabbitmq: {
    // What the community gets; who pays gets more.
    source: 'https://www.rabbitmq.com/release-information',
    asOf: '2023-07-18',
    parts: 2,
    cycles: {
      '3.12': '2024-06-30',
      '3.11': '2023-12-31',
      '3.10': '2023-07-31',
      '3.9': '2023-01-31',
      '3.8': '2022-07-31',
      '3.7': '2020-09-30',
      '3.6': '2018-05-31',
    },
    before: ['3.6', '2016-10-31'],
  },
  couchdb: {
    // The two latest releases are mended.
    source: 'https://docs.couchdb.org/en/stable/cve/index.html',
    asOf: '2024-10-19',
    parts: 2,
    cycles: { '3.4': null, '3.3': null, '3.2': '2024-09-20' },
    before: ['3.2', '2022-12-28'],
  },
  neo4j: {
    source: 'https://support.neo4j.com/s/article/115013134648-Neo4j-Supported-Versions',
    asOf: '2025-05-12',
    parts: 2,
    cycles: {
      '5.26': null,
      '4.4': '2025-11-30',
      '4.3': '2022-12-16',
      '4.2': '2022-05-16',
      '4.1': '2021-12-22',
      '4.0': '2021-07-14',
    },
  },
  kibana: {
    source: 'https://www.elastic.co/support/eol',
    asOf: '2026-02-23',
    parts: 1,
    cycles: { '9': null, '8': '2027-07-15', '7': '2026-01-15', '6': '2022-02-10' },
    before: ['6', '2022-02-10'],
  },
  activemq: {
    // The days on which the vendor took them from the list of downloads.
    source: 'https://activemq.apache.org/components/classic/download/',
    asOf: '2025-10-19',
    parts: 2,
    cycles: {
      '6.1': null,
      '6.0': '2024-03-17',
      '5.19': null,
      '5.18': '2025-03-11',
      '5.17': '2024-04-12',
    },
  },
};

import type { Lifecycle } from './lifecycle.ts';

/**
 * Wide-column stores and coordination, read as lifecycles.ts says. Kafka tells no version on its wire, and NATS and
 * Mosquitto publish no dated policy.
 */
export const queueLifecycles: Readonly<Record<string, Lifecycle>> = {
  cassandra: {
    // The latest three releases: one ends when the third after it comes.
    source: 'https://cassandra.apache.org/_/download.html',
    asOf: '2025-02-10',
    parts: 2,
    cycles: {
      '5.0': null,
      '4.1': null,
      '4.0': null,
      '3.11': '2024-09-05',
      '3.0': '2024-09-05',
    },
    before: ['3.0', '2024-09-05'],
  },
  zookeeper: {
    source: 'https://zookeeper.apache.org/releases.html',
    asOf: '2024-10-17',
    parts: 2,
    cycles: {
      '3.9': null,
      '3.8': null,
      '3.7': '2024-01-19',
      '3.6': '2022-12-30',
      '3.5': '2022-06-01',
      '3.4': '2020-06-01',
    },
    before: ['3.4', '2020-06-01'],
  },
};

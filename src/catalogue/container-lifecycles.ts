import type { Lifecycle } from './lifecycle.ts';

const HASHICORP = 'https://support.hashicorp.com/hc/en-us/articles/360021185113';

/**
 * Containers and cluster control, read as lifecycles.ts says; Kubernetes from its own list of branches. Left out because
 * there is no dated policy: registries, object stores, Caddy, rclone, Portainer.
 */
export const containerLifecycles: Readonly<Record<string, Lifecycle>> = {
  docker: {
    // Branches that Moby keeps going beside its releases have no date.
    source: 'https://github.com/moby/moby/blob/master/project/BRANCHES-AND-TAGS.md',
    asOf: '2026-03-05',
    parts: 2,
    cycles: {
      '27.5': '2025-05-03',
      '27.4': '2025-05-03',
      '27.3': '2025-05-03',
      '27.2': '2025-05-03',
      '27.1': '2025-05-03',
      '27.0': '2025-05-03',
      '26.1': '2025-02-17',
      '26.0': '2024-06-08',
      '25.0': null,
      '24.0': '2024-06-08',
      '23.0': '2025-05-19',
      '20.10': '2023-12-10',
    },
    before: ['20.10', '2021-01-08'],
  },
  kubernetes: {
    source: 'https://kubernetes.io/releases/patch-releases/',
    asOf: '2025-11-11',
    parts: 2,
    cycles: {
      '1.31': '2025-11-11',
      '1.30': '2025-07-15',
      '1.29': '2025-02-28',
      '1.28': '2024-10-22',
      '1.27': '2024-07-16',
      '1.26': '2024-02-28',
      '1.25': '2023-10-28',
      '1.24': '2023-07-28',
    },
    before: ['1.24', '2023-02-28'],
  },
  traefik: {
    source: 'https://doc.traefik.io/traefik/deprecation/releases/',
    asOf: '2026-08-18',
    parts: 2,
    cycles: {
      '3.7': null,
      '3.6': '2026-08-16',
      '3.5': '2025-11-07',
      '3.4': '2025-07-23',
      '3.3': '2025-05-05',
      '3.2': '2025-01-06',
      '3.1': '2024-10-28',
      '3.0': '2024-07-15',
      '2.11': '2026-02-01',
    },
    before: ['2.11', '2024-02-12'],
  },
  envoy: {
    source: 'https://github.com/envoyproxy/envoy/blob/main/RELEASES.md#major-release-schedule',
    asOf: '2024-02-10',
    parts: 2,
    cycles: {
      '1.29': '2025-01-16',
      '1.28': '2024-10-19',
      '1.27': '2024-07-27',
      '1.26': '2024-04-18',
    },
    before: ['1.26', '2024-01-18'],
  },
  consul: {
    source: HASHICORP,
    asOf: '2023-03-30',
    parts: 2,
    cycles: { '1.12': '2023-02-23', '1.11': '2022-11-15', '1.10': '2022-08-09' },
    before: ['1.10', '2022-08-09'],
  },
  nomad: {
    source: HASHICORP,
    asOf: '2023-07-21',
    parts: 2,
    cycles: { '1.3': '2023-07-18', '1.2': '2023-03-01', '1.1': '2022-10-04', '1.0': '2022-05-11' },
    before: ['1.0', '2021-11-15'],
  },
};

import { answers } from './dial.ts';
import { cached } from './cache.ts';
import { flags } from './flags.ts';
import type { Product } from './product.ts';
import { missingWheels } from './python.ts';

/** Ray takes no token that is shorter than what its own generator makes. */
const TOKEN = 's3cret-of-the-lab-s3cret-of-the-lab-s3cret';
const PORTS = ['gcs', 'client', 'agent', 'node', 'object', 'agentGrpc', 'metrics'] as const;
/** The smallest store that it takes, in bytes. */
const STORE = 100_000_000;

/** A head node; asked is its dashboard. Only newer ones can ask for a token. */
function rayOf(id: string, build: string, states: readonly string[]): Product {
  return {
    id,
    ports: { http: 8265, ...Object.fromEntries(PORTS.map((name) => [name, 0])) },
    states,
    needs: [],
    heavy: build,
    patience: 180_000,
    missing: () => missingWheels(build),
    launch: async (site) => ({
      argv: [
        cached(build, 'bin', 'ray'),
        'start',
        '--head',
        '--block',
        ...flags({ '--dashboard-host': site.address, '--dashboard-port': site.port('http') }),
        ...flags({ '--node-ip-address': site.address, '--port': site.port('gcs') }),
        ...flags({ '--ray-client-server-port': site.port('client') }),
        ...flags({ '--dashboard-agent-listen-port': site.port('agent') }),
        ...flags({ '--dashboard-agent-grpc-port': site.port('agentGrpc') }),
        ...flags({ '--node-manager-port': site.port('node') }),
        ...flags({ '--object-manager-port': site.port('object') }),
        ...flags({ '--metrics-export-port': site.port('metrics') }),
        ...flags({ '--num-cpus': 1, '--object-store-memory': STORE, '--temp-dir': site.folder }),
      ],
      env: {
        RAY_USAGE_STATS_ENABLED: '0',
        ...(site.state === 'token' && { RAY_AUTH_MODE: 'token', RAY_AUTH_TOKEN: TOKEN }),
      },
      ready: () => answers(site.dial('http'), '/api/version', site.state === 'token' ? 401 : 200),
    }),
  };
}

export const ray = rayOf('ray', 'ray-2.60.0', ['open', 'token']);
export const ray29 = rayOf('ray-2-9', 'ray-2.9.3', ['open']);

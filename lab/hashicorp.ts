import { answers } from './dial.ts';
import { flags } from './flags.ts';
import { foreign, missingForeign } from './foreign.ts';
import type { Product } from './product.ts';

const CONSUL = 'consul-1.8';
const NOMAD = 'nomad-0.8';

function deniesIn(state: string): boolean {
  return state === 'password';
}

/** Consul 1.8 as Ubuntu 22.04 has it, a server for itself. `password`: nobody may do anything without a token. */
export const consul: Product = {
  id: 'consul',
  ports: { http: 8500, rpc: 0, serf: 0 },
  states: ['open', 'password'],
  needs: [],
  heavy: CONSUL,
  missing: () => missingForeign(CONSUL),
  async launch(site) {
    const { http, rpc, serf } = {
      http: site.port('http'),
      rpc: site.port('rpc'),
      serf: site.port('serf'),
    };
    const settings = {
      ports: { http, server: rpc, serf_lan: serf, serf_wan: -1, grpc: -1, dns: -1 },
      ...(deniesIn(site.state) && { acl: { enabled: true, default_policy: 'deny' } }),
    };
    const file = await site.write('consul.json', JSON.stringify(settings));
    const where = { '-client': site.address, '-bind': site.address, '-config-file': file };
    return {
      argv: [...foreign(CONSUL, 'usr/bin/consul'), 'agent', '-dev', ...flags(where)],
      // Until it leads itself it refuses in other words.
      ready: async () =>
        (await answers(site.dial('http'), '/v1/catalog/nodes', 200)) &&
        (await answers(site.dial('http'), '/v1/agent/self', deniesIn(site.state) ? 403 : 200)),
    };
  },
};

/** Nomad 0.8 as Ubuntu 20.04 has it, server and client in one. */
export const nomad: Product = {
  id: 'nomad',
  ports: { http: 4646, rpc: 0, serf: 0 },
  states: ['open', 'password'],
  needs: [],
  heavy: NOMAD,
  missing: () => missingForeign(NOMAD),
  async launch(site) {
    const ports = `ports { http = ${site.port('http')} rpc = ${site.port('rpc')} serf = ${site.port('serf')} }`;
    const access = deniesIn(site.state) ? 'acl { enabled = true }' : '';
    const data = await site.makeFolder('data');
    const { address } = site;
    // On loopback it wants to be told in so many words.
    const told = `advertise { http = "${address}" rpc = "${address}" serf = "${address}" }`;
    const where = `bind_addr = "${address}"\ndata_dir = "${data}"\n${told}`;
    const roles = 'server { enabled = true bootstrap_expect = 1 }\nclient { enabled = false }';
    const file = await site.write('nomad.hcl', [ports, where, roles, access].join('\n'));
    return {
      argv: [...foreign(NOMAD, 'usr/bin/nomad'), 'agent', '-config', file],
      ready: async () =>
        await answers(site.dial('http'), '/v1/nodes?per_page=1', deniesIn(site.state) ? 403 : 200),
    };
  },
};

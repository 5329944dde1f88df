import { askHttp } from './dial.ts';
import { flags, joinedFlags } from './flags.ts';
import type { Product, Site } from './product.ts';

async function tls(site: Site): Promise<readonly string[]> {
  if (site.state !== 'mtls') return [];
  const { cert, key, ca } = await site.certificate('good');
  return ['--tlsverify', ...flags({ '--tlscacert': ca, '--tlscert': cert, '--tlskey': key })];
}

/** It writes into /etc/docker and /run/docker whatever it is told, so it gets some that nobody else sees. */
const OWN_FOLDERS =
  'mkdir -p /etc/docker && mount -t tmpfs none /etc/docker && mount -t tmpfs none /run && exec "$@"';

/** In a network of its own it may have its bridge and its rules; its socket can be reached from outside of that. */
const BRIDGED = (site: Site): readonly string[] => ['-H', `unix://${site.folder}/docker.sock`];
const ALONE = joinedFlags({
  '--iptables': 'false',
  '--ip6tables': 'false',
  '--ip-forward': 'false',
  '--bridge': 'none',
});

/**
 * Docker's engine. Outside of a namespace it leaves the machine's network alone: no bridge, no rules of a packet filter, no forwarding. Root
 * only, and on a machine that gives it control groups.
 */
export const dockerd: Product = {
  id: 'dockerd',
  ports: { http: 2375 },
  portsIn: { mtls: { https: 2376 } },
  states: ['open', 'mtls', 'bridge'],
  namespaceStates: ['bridge'],
  needs: ['dockerd', 'containerd'],
  missing: () => (process.getuid?.() === 0 ? undefined : 'dockerd needs root'),
  async launch(site) {
    const isOpen = site.state !== 'mtls';
    const name = isOpen ? 'http' : 'https';
    return {
      argv: [
        // What it mounts goes with it.
        'unshare',
        '--mount',
        '--',
        'sh',
        '-c',
        OWN_FOLDERS,
        'sh',
        'dockerd',
        ...flags({
          '-H': `tcp://${site.address}:${site.port(name)}`,
          '--data-root': `${site.folder}/data`,
          '--exec-root': `${site.folder}/exec`,
          '-p': `${site.folder}/pid`,
          '--storage-driver': 'vfs',
        }),
        ...(site.state === 'bridge' ? BRIDGED(site) : ALONE),
        ...(await tls(site)),
      ],
      asRoot: true,
      async ready() {
        // In clear, the port with TLS says so.
        const { body } = await askHttp(site.dial(name), { path: '/_ping' });
        return isOpen ? body === 'OK' : body.includes('HTTP request to an HTTPS server');
      },
    };
  },
};

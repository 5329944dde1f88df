/**
 * Where a bench happens: in a network namespace of its own where we are root, so that a server that binds every address
 * can be reached by nobody, and its ports and TIME_WAIT are nobody else's; on loopback otherwise.
 */
import { canMakeNetworks, makeNetwork } from '../lab/namespace.ts';
import { inNamespace, run } from '../lab/run.ts';

export interface Place extends AsyncDisposable {
  /** To be given to `startServer`. */
  readonly netns: string | undefined;
  /** The words that put a command there. */
  readonly prefix: readonly string[];
  run(argv: readonly string[]): Promise<string>;
  /** Makes a port silent on every loopback address; only where `netns` is. */
  silence(port: number): Promise<void>;
}

export const noNetworks = canMakeNetworks;

/** Where the machine's own loopback is. */
export const onLoopback: Place = {
  netns: undefined,
  prefix: [],
  run,
  silence: () => Promise.reject(new Error('silent ports need a namespace')),
  [Symbol.asyncDispose]: () => Promise.resolve(),
};

export async function makePlace(): Promise<Place> {
  if (canMakeNetworks() !== undefined) return onLoopback;
  const network = await makeNetwork();
  const { netns } = network.server;
  const prefix = inNamespace(netns);
  return {
    netns,
    prefix,
    run: (argv) => run([...prefix, ...argv]),
    silence: (port) =>
      network.firewall(`add table inet bench
add chain inet bench input { type filter hook input priority 0; policy accept; }
add rule inet bench input iifname "lo" tcp dport ${port} drop
`),
    [Symbol.asyncDispose]: () => network[Symbol.asyncDispose](),
  };
}

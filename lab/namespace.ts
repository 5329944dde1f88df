import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { findProgram } from './programs.ts';
import { type RunOptions, inNamespace, isRoot, run } from './run.ts';

export interface Side {
  /** The namespace's name, to be given to `startServer` as `netns`. */
  readonly netns: string;
  readonly address: string;
  readonly address6: string;
}

/** Two machines on one wire. Nothing of it can be reached from outside, and nothing outside from it. */
export interface Network extends AsyncDisposable {
  readonly server: Side;
  readonly client: Side;
  /** Runs a command on one side to its end, and gives what it printed. */
  exec(side: 'server' | 'client', argv: readonly string[], options?: RunOptions): Promise<string>;
  /** Loads nftables rules on the server's side; they vanish with the network. */
  firewall(rules: string): Promise<void>;
  /** The server's side drops what comes for these ports, so that they are silent. */
  drop(...ports: readonly number[]): Promise<void>;
}

const IP = 'ip';

/** Namespaces that still exist, for the moment when this process ends. */
const live = new Set<string>();

process.on('exit', () => {
  for (const name of live) spawnSync(IP, ['netns', 'delete', name]);
});

const PROGRAMS = [IP, 'nsenter', 'nft'];

/** Why no networks can be made here; undefined when they can. */
export function canMakeNetworks(): string | undefined {
  if (!isRoot) return 'network namespaces need root';
  const absent = PROGRAMS.filter((program) => !findProgram(program));
  return absent.length > 0 ? `${absent.join(', ')} not installed` : undefined;
}

async function addSide(netns: string, link: string, { address, address6 }: Side): Promise<void> {
  const inside = async (...words: readonly string[]): Promise<unknown> =>
    await run(['ip', '-n', netns, ...words]);
  await inside('link', 'set', 'lo', 'up');
  await inside('address', 'add', `${address}/24`, 'dev', link);
  // Without `nodad` the address cannot be used for the first second.
  await inside('-6', 'address', 'add', `${address6}/64`, 'dev', link, 'nodad');
  await inside('link', 'set', link, 'up');
}

/** Makes two namespaces joined by a veth pair, under names that nobody else has. */
export async function makeNetwork(): Promise<Network> {
  const id = randomBytes(4).toString('hex');
  const server = {
    netns: `nightlatch-${id}-s`,
    address: '203.0.113.10',
    address6: '2001:db8:113::10',
  };
  const client = {
    netns: `nightlatch-${id}-c`,
    address: '203.0.113.20',
    address6: '2001:db8:113::20',
  };
  const made: string[] = [];
  const dispose = async (): Promise<void> => {
    // The links go with their namespace.
    const names = made.splice(0);
    await Promise.all(names.map(async (name) => await run(['ip', 'netns', 'delete', name])));
    for (const name of names) live.delete(name);
  };
  try {
    for (const { netns } of [server, client]) {
      await run(['ip', 'netns', 'add', netns]);
      made.push(netns);
      live.add(netns);
    }
    const link = `ip link add lab0 netns ${server.netns} type veth`;
    await run(`${link} peer name lab0 netns ${client.netns}`.split(' '));
    await Promise.all([
      addSide(server.netns, 'lab0', server),
      addSide(client.netns, 'lab0', client),
    ]);
  } catch (error) {
    await dispose();
    throw error;
  }
  const sides = { server, client };
  const firewall = async (rules: string): Promise<void> => {
    await run([...inNamespace(server.netns), 'nft', '-f', '-'], { input: rules });
  };
  return {
    ...sides,
    exec: async (side, argv, options) =>
      await run([...inNamespace(sides[side].netns), ...argv], options),
    firewall,
    async drop(...ports) {
      await firewall(`add table inet lab
add chain inet lab input { type filter hook input priority 0; policy accept; }
add rule inet lab input iifname "lab0" tcp dport { ${ports.join(', ')} } drop
`);
    },
    [Symbol.asyncDispose]: dispose,
  };
}

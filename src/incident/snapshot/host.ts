/** What this host's kernel knows of its network: gone with a reboot, and changed by the first block. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_MILLISECONDS = 20_000;

export interface HostTake {
  readonly name: string;
  readonly from: string;
  readonly cost: string;
  readonly read: () => Promise<Buffer>;
}

const run = promisify(execFile);

const program = (name: string, cost: string, argv: readonly string[]): HostTake => ({
  name,
  from: argv.join(' '),
  cost,
  async read() {
    const [file = '', ...rest] = argv;
    const options = {
      maxBuffer: MOST_BYTES,
      timeout: MOST_MILLISECONDS,
      encoding: 'buffer',
    } as const;
    return (await run(file, rest, options)).stdout;
  },
});

const kernel = (name: string, cost: string, path: string): HostTake => ({
  name,
  from: path,
  cost,
  read: async () => await readFile(path),
});

const LIVE = 'connections that live now, and whose they are, cannot be shown later';
const RULES = 'what the firewall let through at the time cannot be shown';

/** Sockets first, since they go first. */
export const HOST: readonly HostTake[] = [
  program('host-sockets', LIVE, ['ss', '-tanpoi']),
  kernel('host-tcp', LIVE, '/proc/net/tcp'),
  kernel('host-tcp6', LIVE, '/proc/net/tcp6'),
  kernel(
    'host-conntrack',
    'bytes a connection, and who was behind an address translation, stay unknown',
    '/proc/net/nf_conntrack',
  ),
  kernel(
    'host-traffic',
    'bytes that the host sent in all since it started stay unknown',
    '/proc/net/dev',
  ),
  kernel('host-uptime', 'since when counters count is less certain', '/proc/uptime'),
  program('host-nft', RULES, ['nft', 'list', 'ruleset']),
  program('host-iptables', RULES, ['iptables-save', '-c']),
  program('host-ip6tables', RULES, ['ip6tables-save', '-c']),
  program('host-addresses', 'which of its addresses led to it is less certain', ['ip', 'address']),
  program('host-processes', 'programs that the store was made to start are missed', [
    'ps',
    '-eo',
    'pid,ppid,user,lstart,args',
  ]),
];

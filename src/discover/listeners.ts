import { readFile } from 'node:fs/promises';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { formatAddress } from '../scope/address.ts';
import type { Listener } from './listener.ts';
import { loopbackAddresses } from './listener-addresses.ts';
import { countNamespaces, type Namespaces } from './namespaces.ts';
import { parseTcpTable, type ListeningSocket } from './proc-tcp.ts';
import { findSocketOwners, type SocketOwner } from './socket-owners.ts';
import { readUsers } from './users.ts';

export interface ListenerOptions {
  readonly procRoot?: string;
  readonly passwd?: string;
  readonly ownPid?: number;
  readonly littleEndian?: boolean;
}

/** The TCP listeners of this network namespace, this process's own apart, and what such a list cannot hold. */
export async function listListeners({
  procRoot = '/proc',
  passwd = '/etc/passwd',
  ownPid = process.pid,
  littleEndian = endianness() === 'LE',
}: ListenerOptions = {}): Promise<{ listeners: Listener[]; blindSpots: string[] }> {
  const sockets = await readSockets(procRoot, littleEndian);
  const owners = findSocketOwners(procRoot, new Set(sockets.map(({ inode }) => inode)));
  const userOf = readUsers(passwd);

  const others = sockets.filter(({ inode }) => owners.get(inode)?.pid !== ownPid);
  const found = Array.from(onePerBinding(others, owners), (socket) => ({
    boundTo: formatAddress(socket.address),
    port: socket.port,
    family: socket.address.version,
    owner: { ...owners.get(socket.inode), user: userOf(socket.uid) },
  }));
  const listeners = found.map((each) => ({ ...each, ask: loopbackAddresses(each, found) }));
  const unnamed = listeners.filter(({ owner }) => owner.pid === undefined).length;
  return { listeners, blindSpots: blindSpots(countNamespaces(procRoot), unnamed) };
}

async function readSockets(procRoot: string, littleEndian: boolean): Promise<ListeningSocket[]> {
  const four = await readFile(join(procRoot, 'net', 'tcp'), 'latin1').catch(() => {
    throw new UsageError(
      "this machine's own listeners are read from /proc/net/tcp, which this system does not have: name targets instead",
    );
  });
  // Absent where IPv6 is switched off.
  const six = await readFile(join(procRoot, 'net', 'tcp6'), 'latin1').catch(() => '');
  return [...parseTcpTable(four, littleEndian), ...parseTcpTable(six, littleEndian)];
}

/** With SO_REUSEPORT several sockets share a binding; the one whose process is known speaks for them. */
function onePerBinding(
  sockets: readonly ListeningSocket[],
  owners: ReadonlyMap<string, SocketOwner>,
): Iterable<ListeningSocket> {
  const bindings = new Map<string, ListeningSocket>();
  for (const socket of sockets) {
    const key = `${formatAddress(socket.address)} ${socket.port}`;
    const known = bindings.get(key);
    if (known === undefined || (!owners.has(known.inode) && owners.has(socket.inode))) {
      bindings.set(key, socket);
    }
  }
  return bindings.values();
}

function blindSpots({ others, hidden }: Namespaces, unnamed: number): string[] {
  const spots = [
    'UDP is not looked at.',
    'Container ports that packet-filter rules publish without a listener (Docker with userland-proxy off) cannot be seen from here.',
  ];
  if (others > 0) {
    spots.push(
      `Processes run in ${count(others, 'other network namespace')} (containers, most often); what listens there is in no table of this one. Run nightlatch inside, or name the addresses.`,
    );
  }
  if (hidden > 0) {
    spots.push(
      `This user may not see the network namespace of ${count(hidden, 'process', 'es')}; there may be more namespaces than those counted.`,
    );
  }
  if (unnamed > 0) {
    spots.push(
      `The process behind ${count(unnamed, 'listener')} is not named: it is hidden from this user, or runs outside this PID namespace.`,
    );
  }
  return spots;
}

function count(number: number, noun: string, plural = 's'): string {
  return `${number} ${noun}${number === 1 ? '' : plural}`;
}

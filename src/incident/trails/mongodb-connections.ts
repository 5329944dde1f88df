/** MongoDB names the peer when a connection opens, and by the connection's number afterwards. */
import { addressBeforePort } from './address.ts';
import { isOwn, programName, tableName } from './clean.ts';
import { type Act, event, type Sign, type TrailEvent } from './event.ts';
import type { Sink } from './kind.ts';
import { isDumpTool, isNoteName } from './signs.ts';

const MOST = 65_536;

interface Peer {
  readonly address: string | null;
  client?: string;
  user?: string;
  /** When it opened, while it has not said yet what it is. */
  pending?: number | undefined;
}

export interface Operation {
  readonly at: number;
  readonly connection: string;
  readonly remote?: string | undefined;
  readonly act: Act;
  readonly names: readonly string[];
  readonly rows?: number | undefined;
  readonly scanned?: number | undefined;
  readonly payload?: number | undefined;
  readonly plain?: boolean;
}

/** Reads of the server's own matters. */
export const METADATA_COMMANDS: ReadonlySet<string> = new Set(
  'listDatabases listCollections listIndexes serverStatus buildInfo hello isMaster ismaster collStats dbStats ping getParameter top hostInfo'.split(
    ' ',
  ),
);

export class Connections {
  readonly #sink: Sink;
  readonly #peers = new Map<string, Peer>();

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  opened(at: number, connection: string, remote: string): void {
    this.#sink.namesReaders();
    const [oldest] = this.#peers;
    if (oldest && this.#peers.size >= MOST) {
      this.#settle(oldest[0]);
      this.#peers.delete(oldest[0]);
    }
    this.#peers.set(connection, { address: addressBeforePort(remote), pending: at });
  }

  /** Connections that never said what they are. */
  end(): void {
    for (const connection of this.#peers.keys()) this.#settle(connection);
  }

  #settle(connection: string): void {
    const peer = this.#peers.get(connection);
    const at = peer?.pending;
    if (!peer || at === undefined) return;
    peer.pending = undefined;
    this.#tell({ at, connection, act: 'connected', names: [] }, 1);
  }

  describes(at: number, connection: string, client: string): void {
    const peer = this.#peers.get(connection);
    if (!peer) return;
    peer.client = client;
    if (peer.pending === undefined) this.#tell({ at, connection, act: 'connected', names: [] }, 0);
    else this.#settle(connection);
  }

  authenticated(at: number, connection: string, user: string, isRefused: boolean): void {
    const peer = this.#peers.get(connection);
    if (peer && !isRefused) peer.user = user;
    this.#tell({ at, connection, act: isRefused ? 'refused' : 'connected', names: [] }, 0);
  }

  operation(operation: Operation): void {
    this.#settle(operation.connection);
    this.#tell(operation, 1);
  }

  #tell(operation: Operation, requests: number): void {
    const { at, connection, remote, act, names, rows, scanned, payload, plain = false } = operation;
    const peer = this.#peers.get(connection);
    const address = remote === undefined ? (peer?.address ?? null) : addressBeforePort(remote);
    const found: TrailEvent = event({
      at,
      act,
      address,
      requests,
      plain,
      tables: names.map((name) => tableName(name)),
      rows: rows ?? null,
      certainty: rows === undefined ? 'unbounded' : 'proven',
      bytes: payload === undefined ? {} : { payload },
      ...(scanned !== undefined && { scanned }),
      ...(peer?.client !== undefined && { client: programName(peer.client) }),
      ...(peer?.user !== undefined && { user: programName(peer.user) }),
      signs: signsOf(act, names, peer?.client),
      own: isOwn(peer?.client),
    });
    this.#sink.event(found);
  }
}

function signsOf(act: Act, names: readonly string[], client: string | undefined): Sign[] {
  const signs: Sign[] = [];
  if (client !== undefined && isDumpTool(client)) signs.push('bulk-dump');
  if ((act === 'changed' || act === 'wrote') && names.some((name) => isNoteName(name)))
    signs.push('ransom-note');
  return signs;
}

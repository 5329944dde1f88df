/** What MySQL's and MariaDB's logs say about one connection, whichever of them it stands in. */
import { addressOf } from './address.ts';
import { programName, tableName } from './clean.ts';
import { event, type TrailEvent } from './event.ts';
import { readSql } from './sql.ts';

const MOST_SESSIONS = 65_536;

export interface Peer {
  readonly user: string;
  readonly host: string;
  database: string;
}

/** Who stands behind a connection's number. */
export class Peers {
  readonly #known = new Map<string, Peer>();

  set(id: string, peer: Peer): void {
    if (this.#known.size >= MOST_SESSIONS)
      this.#known.delete(this.#known.keys().next().value ?? '');
    this.#known.set(id, peer);
  }

  get(id: string): Peer | undefined {
    return this.#known.get(id);
  }
}

/** A socket of the machine itself is nobody from outside. */
export function isLocal(host: string): boolean {
  return host === 'localhost' || host === '';
}

export function statementEvent(at: number, sql: string, peer: Peer | undefined): TrailEvent {
  const statement = readSql(sql);
  const database = peer?.database ?? '';
  const prefix = database === '' ? '' : `${tableName(database)}.`;
  return event({
    at,
    act: statement.act,
    address: addressOf(peer?.host),
    ...(peer && peer.user !== '' && { user: programName(peer.user) }),
    tables: statement.tables.map((name) => (name.includes('.') ? name : `${prefix}${name}`)),
    signs: statement.signs,
    plain: statement.plain,
  });
}

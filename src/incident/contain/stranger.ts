/** Comes as the stranger came: without a credential. */
import { WireError } from '../../protocols/line.ts';
import { AskError, type Access } from '../ask/asker.ts';
import { openAsker } from '../ask/index.ts';

/** A harmless question that a store answers only to whom it lets in. */
const QUESTIONS: Readonly<Record<string, string>> = {
  redis: 'DBSIZE',
  valkey: 'DBSIZE',
  postgresql: 'SELECT 1',
  mariadb: 'SELECT 1',
  mysql: 'SELECT 1',
  clickhouse: 'SELECT 1',
  elasticsearch: '/_cat/indices?h=index',
  opensearch: '/_cat/indices?h=index',
  memcached: 'stats',
  // Versions, health and members answer whoever asks; one key, without its value, does not.
  etcd: 'POST /v3/kv/range {"key":"AA==","range_end":"AA==","limit":"1","keys_only":true}',
  mongodb: 'listDatabases',
  ferretdb: 'listDatabases',
  mqtt: '$SYS/broker/version',
  nats: 'INFO',
};

/** It is starting, full or lost: what it says to anybody, and no refusal of a stranger. */
const SAID_TO_ANYBODY =
  /^HTTP (?:404|408|429|5\d\d)$|: (?:LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|ERR)$|SQLSTATE (?:53300|57P0[1-5])|\b1040\b/;

export interface Tried {
  /** `undefined` where it could not be told. */
  readonly letIn: boolean | undefined;
  /** By the store's own refusal, and not by silence alone. */
  readonly refused: boolean;
  readonly says: string;
}

export async function comeAsStranger(access: Access): Promise<Tried> {
  const { user: _, password: __, ...bare } = access;
  const where = `${access.address} port ${access.port}`;
  try {
    await using asker = await openAsker(bare);
    await asker.ask(QUESTIONS[access.product] ?? '/');
    return { letIn: true, refused: false, says: `${where}: a stranger was answered` };
  } catch (error) {
    if (error instanceof AskError && SAID_TO_ANYBODY.test(error.message))
      return { letIn: undefined, refused: false, says: `${where}: ${error.message}` };
    if (error instanceof AskError)
      return {
        letIn: false,
        refused: true,
        says: `${where}: the store itself refused (${error.message})`,
      };
    if (!(error instanceof WireError)) throw error;
    if (error.fault === 'out-of-scope')
      return { letIn: undefined, refused: false, says: `${where}: ${error.message}` };
    const isShut = ['refused', 'timed-out', 'unreachable'].includes(error.fault);
    return { letIn: isShut ? false : undefined, refused: false, says: `${where}: ${error.fault}` };
  }
}

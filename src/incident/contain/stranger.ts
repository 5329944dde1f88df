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

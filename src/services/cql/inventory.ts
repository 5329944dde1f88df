/**
 * What a Cassandra says of its tables: names and columns, which every node knows by itself. Rows are not read: a query
 * for a few of them may send the coordinator to every node of the cluster.
 */
import { CQL_LIST, encodeCqlOptions, encodeCqlQuery, parseCqlAnswer } from '../../protocols/cql.ts';
import type { Dialogue } from '../../protocols/line.ts';
import { isQuotable, MISSED, type InventoryTask } from '../inventory.ts';
import { cassandraLists, LISTS } from './listing.ts';
import { start, startUp, startUpAs } from './session.ts';

const declares = { id: 'cassandra inventory', sends: cassandraLists };
const OWN_KEYSPACE = /^system(?:_\w+)?$/;

export async function takeCassandraInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const { into, budget, logIn } = task;
  const dialogue = all.speaking(declares);
  const first = await dialogue.open({ tls: task.tls });
  first.send('cql', encodeCqlOptions(4));
  const started = await start(dialogue, first);
  const { line, version } = started;
  try {
    const { kind } = await (logIn
      ? startUpAs(dialogue, started, logIn)
      : startUp(dialogue, started));
    if (kind !== 'ready' && kind !== 'auth-success') return into.missed(MISSED.refused);
    const rowsOf: Ask = async (query) => {
      const answer = await line.ask(
        'cql',
        encodeCqlQuery(version, query, CQL_LIST),
        parseCqlAnswer,
      );
      if (answer.kind !== 'rows') into.missed(MISSED.refused);
      const rows = answer.kind === 'rows' ? answer.rows : [];
      if (rows.length >= CQL_LIST)
        into.missed(`Of a list no more than ${CQL_LIST} rows were read.`);
      return rows.map((row) => row.map((cell) => cell ?? ''));
    };
    const keyspaces = await rowsOf(LISTS.keyspaces);
    into.listed();
    for (const [keyspace = ''] of keyspaces) await listKeyspace(rowsOf, keyspace, task);
    if (budget.samples)
      into.missed('Rows are not read: a query for them reaches the whole cluster.');
    task.atRest({
      state: 'unknown',
      how: 'Cassandra does not say whether its data files are encrypted.',
      settledBy: 'A look at the volume below its data folder, or an attestation.',
    });
  } finally {
    line.close();
  }
}

type Ask = (query: string) => Promise<readonly (readonly string[])[]>;

async function listKeyspace(
  rowsOf: Ask,
  keyspace: string,
  { into, hasTime, budget }: InventoryTask,
): Promise<void> {
  if (OWN_KEYSPACE.test(keyspace)) return;
  if (!isQuotable(keyspace)) return into.missed(MISSED.unquotable);
  if (!hasTime()) return into.missed(MISSED.time);
  const tables = await rowsOf(LISTS.tables.replace('{identifier}', () => keyspace));
  const columns = await rowsOf(LISTS.columns.replace('{identifier}', () => keyspace));
  for (const [table = ''] of tables) {
    if (into.isFull) return into.missed(`No more than ${budget.items} tables were listed.`);
    const fields = columns.filter(([of]) => of === table);
    into.add({
      kind: 'table',
      name: `${keyspace}.${table}`,
      fields: fields.map(([, name = '', type = '']) => ({ name, type })),
    });
  }
}

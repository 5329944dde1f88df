/** What a PostgreSQL holds: the database that let us in, and then the largest of the others, one session each. */
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import { isQuotable, MISSED, type InventoryTask } from '../inventory.ts';
import { addTables, type SqlStore } from '../sql-tables.ts';
import {
  amountOf,
  BOUNDED,
  DATABASES,
  FIGURES,
  postgresqlLists,
  SAMPLE,
  TABLES,
  tablesOf,
  WRITES,
} from './catalogue.ts';
import { leave, query } from './query.ts';
import { proofOf } from './log-in.ts';
import { attempt, type Names } from './session.ts';

const MAINTENANCE = 'postgres';
const STANDARD_USER = 'postgres';

const declares = { id: 'postgresql inventory', sends: postgresqlLists };

export async function takePostgresqlInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  const { product } = task.look;
  // A pooler takes no options, and what it leads to is a server of its own.
  if (product !== 'postgresql' && product !== 'cockroachdb') return;
  const dialogue = all.speaking(declares);
  const others = await inDatabase(dialogue, MAINTENANCE, task, async (line) => {
    if (task.logIn?.isOwners) task.canWrite(await writesHere(line));
    return databasesBeside(line);
  });
  task.atRest({
    state: 'unknown',
    how: 'PostgreSQL does not encrypt what it stores.',
    settledBy: 'A look at the volume below its data folder, or an attestation.',
  });
  for (const [name, size] of others ?? []) {
    const isReached = isQuotable(name) && task.hasTime() && dialogue.connectionsLeft > 1;
    if (isReached) await inDatabase(dialogue, name, task, () => Promise.resolve(undefined));
    else {
      task.into.missed('Databases beyond the largest were named and their tables not listed.');
      task.into.add({ kind: 'database', name, fields: [], bytes: amountOf(size) });
    }
  }
}

async function writesHere(line: Line): Promise<boolean | undefined> {
  const { rows } = await query(line, WRITES);
  const word = rows[0]?.[0];
  return word === 't' || (word === 'f' ? false : undefined);
}

type Database = readonly [name: string, size: string | null];

async function databasesBeside(line: Line): Promise<Database[]> {
  const { rows } = await query(line, DATABASES);
  return rows.flatMap(([name, size = null]): Database[] =>
    name === null || name === undefined || name === MAINTENANCE ? [] : [[name, size]],
  );
}

/** Lists the tables of one database, and then asks what `further` wants in the same session. */
async function inDatabase<T>(
  dialogue: Dialogue,
  database: string,
  task: InventoryTask,
  further: (line: Line) => Promise<T>,
): Promise<T | undefined> {
  const line = await sessionIn(dialogue, database, task);
  if (!line) {
    task.into.missed(MISSED.refused);
    return undefined;
  }
  try {
    const more = await further(line);
    await listTables(line, database, task);
    return more;
  } finally {
    leave(line);
  }
}

/** Inside TLS where that is offered and lets us in too. */
async function sessionIn(
  dialogue: Dialogue,
  database: string,
  { tls: wrapped, logIn }: InventoryTask,
): Promise<Line | undefined> {
  for (const tls of wrapped ? [false] : [true, false]) {
    const names = namesFor(dialogue, database, logIn);
    const { line, outcome } = await attempt(dialogue, names, { tls, wrapped });
    if (outcome.kind === 'ready') return line;
    line?.close();
    // A password that was refused is not tried twice.
    if (logIn && outcome.kind !== 'fault') return undefined;
  }
  return undefined;
}

function namesFor({ nonce }: Dialogue, database: string, logIn: InventoryTask['logIn']): Names {
  const { user = '' } = logIn ?? {};
  const names = { user: user === '' ? STANDARD_USER : user, database, options: BOUNDED };
  if (!logIn) return names;
  const account = { ...logIn, user: names.user, nonce: nonce() + nonce() + nonce() };
  return { ...names, prove: proofOf(account) };
}

async function listTables(line: Line, database: string, task: InventoryTask): Promise<void> {
  const answer = await query(line, TABLES);
  if (answer.error !== undefined) return task.into.missed(MISSED.refused);
  task.into.listed();
  await addTables(tablesOf(answer), storeOn(line, database), task);
}

function storeOn(line: Line, database: string): SqlStore {
  return {
    sample: SAMPLE,
    figures: FIGURES,
    quoted: (name) => `"${name}"::text`,
    ask: async (sql) => {
      const { rows, error } = await query(line, sql);
      if (error !== undefined && !line.usable) throw new WireError('closed', 'the session ended');
      return { rows, failed: error !== undefined };
    },
    elsewhere: 'Views and foreign tables were listed and their rows not read.',
    nameOf: ({ schema, name }) => `${database}.${schema}.${name}`,
  };
}

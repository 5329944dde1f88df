/** What a MySQL or MariaDB holds, under the account that the owner gave leave to try. A request for a file of ours ends it. */
import type { AtRest } from '../../model/inventory.ts';
import { WireError, type Dialogue, type Line } from '../../protocols/line.ts';
import { MISSED, type InventoryTask } from '../inventory.ts';
import { addTables, type SqlStore } from '../sql-tables.ts';
import {
  BOUNDS,
  COLUMNS,
  FIGURES,
  mysqlLists,
  SAMPLE,
  TABLES,
  TABLESPACES,
  tablesOf,
  WRITES,
} from './listing.ts';
import { logIn } from './log-in.ts';
import { query, quit, type Answered } from './query.ts';

const declares = { id: 'mysql inventory', sends: mysqlLists };

export async function takeMysqlInventory(all: Dialogue, task: InventoryTask): Promise<void> {
  if (!task.logIn) return;
  const session = await logIn(all.speaking(declares), task.logIn);
  if (session.kind !== 'in') return task.into.missed(MISSED.refused);
  const { line } = session;
  try {
    for (const sql of BOUNDS) await ask(line, sql);
    await listTables(line, task);
    if (task.logIn.isOwners) {
      const { rows, error } = await ask(line, WRITES);
      task.canWrite(error === undefined ? Number(rows[0]?.[0] ?? 0) > 0 : undefined);
    }
    task.atRest(atRestBy(await ask(line, TABLESPACES)));
  } finally {
    quit(line);
  }
}

async function ask(line: Line, sql: string): Promise<Answered> {
  const answer = await query(line, sql);
  if (answer.wantsFile) throw new WireError('not-this-protocol', 'it asks for a file of ours');
  return answer;
}

async function listTables(line: Line, task: InventoryTask): Promise<void> {
  const tables = await ask(line, TABLES);
  if (tables.error !== undefined) return task.into.missed(MISSED.refused);
  task.into.listed();
  await addTables(tablesOf(tables, await ask(line, COLUMNS)), storeOn(line), task);
}

function storeOn(line: Line): SqlStore {
  return {
    sample: SAMPLE,
    figures: FIGURES,
    quoted: (name) => `\`${name}\``,
    ask: async (sql) => {
      const { rows, error } = await ask(line, sql);
      return { rows, failed: error !== undefined };
    },
    elsewhere: 'Views and tables that fetch from elsewhere were listed and their rows not read.',
    nameOf: ({ schema, name }) => `${schema}.${name}`,
  };
}

/** MySQL has no such table; a MariaDB without a key server lists nothing. */
function atRestBy({ rows }: Answered): AtRest {
  const [all = 0, encrypted = 0] = (rows[0] ?? []).map(Number);
  const whole = all > 0 && all === encrypted;
  return {
    state: whole ? 'encrypted' : 'unknown',
    how: whole
      ? `InnoDB encrypts all ${all} tablespaces.`
      : all > 0
        ? `InnoDB encrypts ${encrypted} of ${all} tablespaces.`
        : 'The server does not say that it encrypts its tablespaces.',
    settledBy: whole ? '' : 'A look at the volume below its data folder, or an attestation.',
  };
}

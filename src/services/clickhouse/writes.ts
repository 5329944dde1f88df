/** Whether an account that the owner lent may change something. */
import type { InventoryTask } from '../inventory.ts';
import { grantsOf } from './grants.ts';
import type { Ask } from './listing.ts';
import { SQL } from './session.ts';

export const READONLY = "SELECT value FROM system.settings WHERE name = 'readonly'";
/** Before 20.4 there are no grants to show: a profile alone holds an account to reading. */
const WITH_GRANTS = 20;

/** Whether the account was let in; what it may change is told where the server says so. */
export async function tellWrites(
  ask: Ask,
  { look, canWrite }: Pick<InventoryTask, 'look' | 'canWrite'>,
  overHttp: boolean,
): Promise<boolean> {
  const answer = await ask(READONLY);
  if (!('rows' in answer)) return false;
  const readonly = answer.rows[0]?.[0] ?? '';
  if (look.version === null && readonly !== '1') return true;
  const isModern = Number.parseInt(look.version ?? '', 10) >= WITH_GRANTS;
  const may = grantsOf(readonly, isModern ? await ask(SQL.grants) : undefined, overHttp);
  canWrite(may === 'admin' || may === 'read-write');
  return true;
}

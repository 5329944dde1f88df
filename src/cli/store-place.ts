import { join } from 'node:path';
import type { Where } from '../store/store.ts';
import { stateFolder } from './state-folder.ts';

/** Where `serve` and the commands beside it remember: `--data`, else DATABASE_URL, else the state folder. */
export function whereOf(data: string | undefined): Where {
  const { DATABASE_URL } = process.env;
  if (data === undefined && DATABASE_URL) return { url: DATABASE_URL };
  return { folder: data ?? join(stateFolder(), 'data') };
}

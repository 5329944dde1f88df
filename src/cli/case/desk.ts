/** The cases of this machine over a store: the page of `serve` and the terminal use the same. */
import { CaseDesk } from '../../incident/desk/desk.ts';
import type { Store } from '../../store/store.ts';
import { VERSION } from '../version.ts';
import { casesFolder } from './folder.ts';

export function deskOver(store: Store): CaseDesk {
  return new CaseDesk({ store, root: casesFolder(), version: VERSION, now: () => new Date() });
}

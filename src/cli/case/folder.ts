/** Where the cases of this machine are. */
import { join } from 'node:path';
import { stateFolder } from '../state-folder.ts';

export const casesFolder = (): string => join(stateFolder(), 'cases');

/** A case by its folder, or by its id among those of this machine. */
export function folderOf(word: string): string {
  return /^[\w-]+$/.test(word) ? join(casesFolder(), word) : word;
}

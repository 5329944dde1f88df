/** The old state of a plan's steps, kept in the case from before the first try. */
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FILE_MODE, readPlain } from '../private-files.ts';
import { list, type Saved } from './recipe.ts';

const SavedState = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const MOST_BYTES = 64 * 1024 * 1024;
const NAME = /^plan-[0-9a-f]+\.[\w-]+\.saved\.json$/;

export interface SavedFile {
  readonly isThere: boolean;
  readonly read: () => Saved;
  readonly write: (state: Saved) => void;
}

export function savedFile(folder: string, plan: string, step: string): SavedFile {
  const path = join(folder, `plan-${plan}.${step}.saved.json`);
  return {
    isThere: existsSync(path),
    read: () => read(path),
    write(state) {
      writeFileSync(`${path}.part`, JSON.stringify(state), { mode: FILE_MODE });
      renameSync(`${path}.part`, path);
    },
  };
}

const read = (path: string): Saved =>
  SavedState.parse(JSON.parse(readPlain(path, MOST_BYTES).toString('utf8')));

/** Who was connected before a plan of the case was done, where one wrote it down. */
export function peersBefore(folder: string): readonly string[] | undefined {
  const files = readdirSync(folder).filter((name) => NAME.test(name));
  const known = files.map((name) => read(join(folder, name))['peers']);
  return known.every((peers) => peers === undefined) ? undefined : known.flatMap(list);
}

/** `nightlatch backup`, `restore` and `export`. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { UsageError } from '../model/errors.ts';
import { dump, DumpError, restore } from '../store/dump.ts';
import { openStore } from '../store/store.ts';
import { EXIT } from './exit.ts';
import { print } from './outputs.ts';
import { openPrivateFile } from './private-file.ts';
import { whereOf } from './store-place.ts';
import { say } from './terminal.ts';

export async function backup(file: string, data: string | undefined): Promise<number> {
  return toFile(file, data, true);
}

export async function exportTo(
  file: string | undefined,
  data: string | undefined,
): Promise<number> {
  if (file !== undefined) return toFile(file, data, false);
  await using store = await openStore(whereOf(data));
  await dump(store, { whole: false, at: new Date() }, print);
  return EXIT.clean;
}

async function toFile(path: string, data: string | undefined, whole: boolean): Promise<number> {
  await using store = await openStore(whereOf(data));
  const file = openPrivateFile(path);
  try {
    const rows = await dump(store, { whole, at: new Date() }, (line) => {
      file.write(line);
      return Promise.resolve();
    });
    file.finish();
    say(`${rows} rows in ${path}`);
    return EXIT.clean;
  } catch (error) {
    file.abandon();
    throw error;
  }
}

export async function restoreFrom(file: string, data: string | undefined): Promise<number> {
  await using store = await openStore(whereOf(data));
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  try {
    const rows = await restore(store, lines);
    say(`${rows} rows from ${file}`);
    return EXIT.clean;
  } catch (error) {
    if (error instanceof DumpError) throw new UsageError(`${file}: ${error.message}`);
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new UsageError(`${file}: there is no such file`);
    throw error;
  }
}

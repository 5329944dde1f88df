import { rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { giveToServer } from './run.ts';

const live = new Set<string>();

process.on('exit', () => {
  for (const folder of live) rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own that a server may write, removed at the latest when this process ends. */
export async function makeTemporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `nightlatch-lab-${name}-`));
  live.add(folder);
  await chmod(folder, 0o755);
  await giveToServer(folder);
  return folder;
}

export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  live.delete(folder);
}

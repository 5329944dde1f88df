import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepFile, oldOf, putBack, replaceFile } from './files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nightlatch-files-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const NAMES = ['nightlatch', 'nightlatch-part', 'part', 'nightlatch-p1.part'];

it('writes through no link that whoever got into the store laid beside its settings', async () => {
  const path = join(folder, 'pg_hba.conf');
  const victim = join(folder, 'shadow');
  writeFileSync(path, 'host all all all trust\n', { mode: 0o640 });
  writeFileSync(victim, 'root:*:\n', { mode: 0o600 });
  for (const name of [...NAMES, 'nightlatch-p1.nightlatch-part'])
    symlinkSync(victim, `${path}.${name}`);
  const saved = await keepFile(path, 'p1');
  await replaceFile(path, 'host all all all scram-sha-256\n');
  expect(readFileSync(victim, 'utf8')).toBe('root:*:\n');
  expect(statSync(victim).mode & 0o777).toBe(0o600);
  expect(statSync(path).mode & 0o777).toBe(0o640);
  expect((await oldOf(saved)).text).toBe('host all all all trust\n');
  await putBack(saved);
  expect(readFileSync(path, 'utf8')).toBe('host all all all trust\n');
});

it('keeps a mode that the umask would take away', async () => {
  const path = join(folder, 'settings');
  writeFileSync(path, 'old');
  chmodSync(path, 0o666);
  await replaceFile(path, 'new');
  expect(statSync(path).mode & 0o777).toBe(0o666);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from './store.ts';

const link = (name: string) => ({
  ...{ hash: name, name, role: 'viewer' },
  ...{ created: '2026-11-25T12:00:00Z', expires: '2026-11-25T13:00:00Z' },
});

it('a transaction that reads first is not lost to what another process writes meanwhile', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nightlatch-two-'));
  {
    await using server = await openStore({ folder });
    await using command = await openStore({ folder });
    // Both stand in one thread here: whoever waited would wait for itself.
    command.sqlite?.exec('PRAGMA busy_timeout = 0');
    await server.transaction(async ({ accounts }) => {
      await accounts.all();
      await expect(command.accounts.addLink(link('b'))).rejects.toThrow(/locked/);
      await expect(
        command.transaction(async (session) => await session.accounts.addLink(link('b'))),
      ).rejects.toThrow(/locked/);
      await accounts.addLink(link('a'));
    });
    await command.accounts.addLink(link('b'));
    expect(await server.accounts.takeLink('a')).toMatchObject({ name: 'a' });
    expect(await server.accounts.takeLink('b')).toMatchObject({ name: 'b' });
  }
  rmSync(folder, { recursive: true });
});

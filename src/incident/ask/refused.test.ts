import { expect, it } from 'vitest';
import { LAB_PASSWORD, startServer } from '../../../lab/index.ts';
import { withServers } from '../../../lab/testing.ts';
import { ownerOf } from '../../../test/incident.ts';
import { openAsker } from './index.ts';

withServers('redis')('a store that refuses', () => {
  it('is left alone: no connection of ours is counted among its sessions', async () => {
    await using server = await startServer('redis', 'password');
    for (const account of [{}, { password: 'wrong' }])
      await expect(openAsker(ownerOf(server, account))).rejects.toThrow(/NOAUTH|WRONGPASS/);
    await using owner = await openAsker(ownerOf(server, { password: LAB_PASSWORD }));
    const sessions = async (): Promise<number> =>
      ((await owner.ask('CLIENT LIST')).text.match(/^id=/gm) ?? []).length;
    await expect.poll(sessions).toBe(1);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startServer } from '../../lab/index.ts';
import { withServers } from '../../lab/testing.ts';
import { meansFor, planOf } from '../../test/containing.ts';
import { caseOn, ownerOf } from '../../test/incident.ts';
import { applyPlan } from '../incident/contain/apply.ts';
import { Config } from '../model/config.ts';
import { Receiver } from '../model/watch-config.ts';
import { openStore } from '../store/store.ts';
import { lookAtDoors } from './serve-doors.ts';

const HOUR = 3_600_000;

withServers('redis')('serve, a day after a door was shut', () => {
  it('says nothing while it holds, and tells when a restart has opened it', async () => {
    await using server = await startServer('redis', 'open');
    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf(server);
    const { id } = planOf(found, access, 'product');
    const approval = { approve: id, by: 'Ann', withoutSnapshot: 'a test' };
    await applyPlan(found.folder, id, approval, meansFor(access));
    const place = mkdtempSync(join(tmpdir(), 'nightlatch-doors-'));
    await using store = await openStore({ folder: place });
    const receiver = Receiver.parse({
      name: 'desk',
      kind: 'webhook',
      url: 'https://desk.example/',
    });
    const config = Config.parse({ receivers: [receiver] });
    const begun = Date.now();
    const told = async (hours: number): Promise<string[]> => {
      const now = new Date(begun + hours * HOUR);
      await lookAtDoors(store, config, join(found.folder, '..'), now);
      const due = await store.deliveries.due(new Date(begun + 100 * HOUR).toISOString(), 9);
      return due.map(({ body }) => body);
    };
    expect(await told(25)).toEqual([]);
    await server.restart();
    const [message] = await told(26);
    expect(message).toContain('lets strangers in again');
    rmSync(place, { recursive: true });
  });
});

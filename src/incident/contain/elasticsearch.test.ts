import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { run } from '../../../lab/run.ts';
import { withServers } from '../../../lab/testing.ts';
import { meansFor, planOf, snapshot } from '../../../test/containing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import { openAsker } from '../ask/index.ts';
import type { Means } from './apply.ts';
import { applyPlan, planStatus, undoPlan } from './apply.ts';
import { withSecurity } from './elasticsearch.ts';
import { comeAsStranger } from './stranger.ts';
import { verifyContainment } from './verify.ts';

const here: Means['run'] = async (argv, input = '') => await run(argv, { input });

describe('settings that cannot be changed safely', () => {
  it.each([
    ['cluster.name: x\n', /cluster/],
    ['discovery.type: single-node\nxpack:\n  ml.enabled: false\n', /nested/],
  ])('are left alone: %j', (text, why) => {
    expect(() => withSecurity(text)).toThrow(why);
  });

  it('lose the line that switched it off', () => {
    const text = 'discovery.type: single-node\nxpack.security.enabled: false';
    expect(withSecurity(text)).toBe('discovery.type: single-node\nxpack.security.enabled: true\n');
  });
});

/** Each start costs ten seconds of a processor: the two behind the plan are for those who ask. */
const restarts = process.env['NIGHTLATCH_LAB_HEAVY'] !== undefined;

withServers('elasticsearch')('shutting Elasticsearch', () => {
  it('waits for a person’s restart, and goes back byte for byte', async () => {
    await using server = await startServer('elasticsearch', 'open');
    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf(server);
    await snapshot(found, access);
    const files = ['elasticsearch.yml', 'elasticsearch.keystore'].map((name) =>
      join(server.folder, 'config', name),
    );
    const bytes = (): string[] => files.map((file) => readFileSync(file, 'latin1'));
    const before = bytes();
    const { id } = planOf(found, access, 'product');
    const means = meansFor(access, { run: here });
    const approval = { approve: id, by: 'Ann', withoutSnapshot: undefined };
    const apply = async () => await applyPlan(found.folder, id, approval, means);
    await expect(apply()).rejects.toThrow(/waits for a person/);
    const { door, stoppedAt } = await planStatus(found.folder, id, means);
    expect([door, stoppedAt]).toEqual(['old', 'restart']);
    expect((await comeAsStranger(access)).letIn).toBe(true);
    const refused = async () => (await comeAsStranger(access)).refused;
    if (restarts) {
      await server.restart(refused);
      await apply();
      expect(await planStatus(found.folder, id, means)).toMatchObject({ door: 'new' });
      const owner = { ...access, user: 'elastic', password: means.password };
      await using elastic = await openAsker(owner);
      expect((await elastic.ask('/_cat/indices?h=index')).text).toContain('customers');
      const verification = {
        owner,
        doors: [access],
        vantage: 'test',
        since: new Date(),
        run: here,
      };
      const { newConnections } = await verifyContainment(verification);
      expect(newConnections).toMatchObject({ held: true });
      expect(newConnections.evidence.join()).toContain('HTTP 401');
    }
    await undoPlan(found.folder, id, means);
    expect(bytes()).toEqual(before);
    if (restarts) {
      await server.restart(async () => (await comeAsStranger(access)).letIn === true);
    }
  }, 300_000);
});

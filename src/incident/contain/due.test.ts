import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startServer } from '../../../lab/index.ts';
import { run } from '../../../lab/run.ts';
import { withServers } from '../../../lab/testing.ts';
import { meansFor, planOf } from '../../../test/containing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import { eventsOf, journalOf, readCase } from '../case/case.ts';
import { applyPlan, undoPlan } from './apply.ts';
import { verifyDue, verifyPlan } from './due.ts';
import { comeAsStranger } from './stranger.ts';

const HOUR = 3_600_000;

const here = async (argv: readonly string[], input = ''): Promise<string> =>
  await run(argv, { input });

withServers('redis')('a door that was shut', () => {
  it.each([
    ['open', false],
    ['file', true],
  ] as const)('is looked at again: Redis %s', async (state, keeps) => {
    await using server = await startServer('redis', state);
    using folder = caseOn();
    const { found } = folder;
    const access = ownerOf(server);
    const { id } = planOf(found, access, 'product');
    const means = meansFor(access);
    const approval = { approve: id, by: 'Ann', withoutSnapshot: 'a test' };
    await applyPlan(found.folder, id, approval, means);
    const last = eventsOf(readCase(found.folder).entries, 'step').at(-1);
    expect(last?.says.includes('until the next restart only')).toBe(!keeps);
    const begun = Date.now();
    const round = async (hours: number) =>
      (
        await verifyDue({
          root: join(found.folder, '..'),
          now: new Date(begun + hours * HOUR),
          run: here,
          accessOf: () => access,
          vantage: 'test',
          failed: (error) => expect(error).toBeUndefined(),
        })
      ).map(({ why, verified }) => [why, verified.newConnections.held]);
    const owner = { ...access, password: means.password };
    const check = { owner, doors: [access], vantage: 'test', run: here, why: 'asked' } as const;
    const first = await verifyPlan(found.folder, id, { ...check, now: new Date(begun) });
    expect([first.newConnections.held, first.oldSessions.held]).toEqual([true, true]);
    expect(await round(23)).toEqual([]);
    expect(await round(24)).toEqual([['day', true]]);
    expect(await round(25)).toEqual([]);
    await server.restart(async () => {
      const { letIn, refused } = await comeAsStranger(access);
      return keeps ? refused : letIn === true;
    });
    expect(await round(26)).toEqual([['restart', keeps]]);
    expect(await round(27)).toEqual([]);
    if (!keeps) return;
    await undoPlan(found.folder, id, meansFor(owner));
    await server.restart();
    expect(await round(100)).toEqual([]);
  });
});

it('looks at the other doors where one plan is not as it was made', async () => {
  using folder = caseOn();
  const { found } = folder;
  const access = ownerOf({ product: 'redis', address: '127.0.0.1', port: 1 });
  const [first, second] = (['product', 'nftables'] as const).map((layer) =>
    planOf(found, access, layer),
  );
  for (const plan of [first?.id ?? '', second?.id ?? ''])
    journalOf(found.folder).add({ kind: 'step', plan, step: 'shut', state: 'done', says: '' });
  appendFileSync(join(found.folder, `plan-${first?.id}.json`), ' ');
  const faults: unknown[] = [];
  const seen = await verifyDue({
    root: join(found.folder, '..'),
    now: new Date(Date.now() + 25 * HOUR),
    run: here,
    accessOf: () => access,
    vantage: 'test',
    failed: (error) => faults.push(error),
  });
  expect(seen.map(({ plan }) => plan.id)).toEqual([second?.id]);
  expect(faults).toEqual([
    expect.objectContaining({ message: `plan ${first?.id} is not as it was made` }),
  ]);
});

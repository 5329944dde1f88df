/** `contain apply` killed with SIGKILL at every entry of its journal: the old state or the new, and it says which. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LAB_PASSWORD, LAB_USER, startServer } from '../../../lab/index.ts';
import { makeNetwork } from '../../../lab/namespace.ts';
import { inNamespace, run } from '../../../lab/run.ts';
import { withNetworks, withServers } from '../../../lab/testing.ts';
import { meansFor, planOf } from '../../../test/containing.ts';
import { caseOn, ownerOf } from '../../../test/incident.ts';
import { nightlatch } from '../../../test/run-cli.ts';
import type { Access } from '../ask/asker.ts';
import { eventsOf, readCase } from '../case/case.ts';
import { applyPlan, planStatus, undoPlan, type Means } from './apply.ts';
import { makePassword } from './password.ts';
import type { Plan } from './plan.ts';
import { comeAsStranger } from './stranger.ts';

interface Scene {
  readonly access: Access;
  readonly layer: Plan['layer'];
  /** Whether a stranger is outside at this moment, told without Nightlatch's own record. */
  readonly isShut: () => Promise<boolean>;
  readonly run?: Means['run'];
  readonly netns?: string;
  /** How it looked before, where that can be laid side by side. */
  readonly picture?: () => Promise<string>;
}

type Moment = 'KILL_AT' | 'KILL_IN';

/** Kills one run there; gives false where it came to its end before that. */
async function killedAt(scene: Scene, moment: Moment, entry: number): Promise<boolean> {
  const { access, layer, isShut, netns, picture } = scene;
  using folder = caseOn();
  const { found } = folder;
  const before = await picture?.();
  const { id, steps } = planOf(found, access, layer);
  const password = makePassword();
  const approval = { approve: id, by: 'Ann', withoutSnapshot: 'a test' };
  const words = ['apply', id, '--case', found.folder, '--approve', id, '--by', 'Ann'];
  const { code, err } = await nightlatch(['contain', ...words, '--without-snapshot', 'a test'], {
    env: {
      NODE_OPTIONS: `--import=${join(process.cwd(), 'test/kill-at.mjs')}`,
      [moment]: String(entry),
      NIGHTLATCH_NEW_PASSWORD: password,
      ...(access.user !== undefined && { NIGHTLATCH_USER: access.user }),
      ...(access.password !== undefined && { NIGHTLATCH_PASSWORD: access.password }),
    },
    ...(netns !== undefined && { netns }),
  });
  expect([null, 0], err).toContain(code);
  const means = meansFor(access, { password, ...(scene.run && { run: scene.run }) });
  const where = `${moment}=${entry}`;
  const { door, stoppedAt } = await planStatus(found.folder, id, means);
  expect(door, where).toBe((await isShut()) ? 'new' : 'old');
  if (moment === 'KILL_IN') {
    const told = await nightlatch(['contain', 'status', id, '--case', found.folder]);
    expect(told.out, where).toMatch(door === 'new' ? /^NEW STATE/ : /^OLD STATE/);
  }
  const last = eventsOf(readCase(found.folder).entries, 'step').at(-1);
  const isWhole = last?.state === 'done' && last.step === steps.at(-1)?.id;
  expect(stoppedAt === null, where).toBe(last === undefined || isWhole);
  if (entry % 2 === 1) {
    await applyPlan(found.folder, id, approval, means);
    expect(await isShut(), where).toBe(true);
    const whole = await planStatus(found.folder, id, means);
    expect([whole.door, whole.stoppedAt], where).toEqual(['new', null]);
  }
  await undoPlan(found.folder, id, means);
  await expect.poll(isShut, { message: where }).toBe(false);
  expect((await planStatus(found.folder, id, means)).door, where).toBe('old');
  expect(await picture?.(), where).toBe(before);
  return code === null;
}

/** How many entries there were to be killed at; in the middle of `torn` it is killed too. */
async function everywhere(scene: Scene, torn: readonly number[] = []): Promise<number> {
  for (const entry of torn) expect(await killedAt(scene, 'KILL_IN', entry)).toBe(true);
  let entry = 1;
  while (await killedAt(scene, 'KILL_AT', entry)) entry += 1;
  return entry - 1;
}

const refusedAt = (access: Access) => async (): Promise<boolean> => {
  const { user: _, password: __, ...bare } = access;
  return (await comeAsStranger(bare)).letIn === false;
};

/** Something that answers, so that what is silent is the firewall. */
async function startListener(netns: string, script: string): Promise<ChildProcess> {
  const [program, ...words] = [...inNamespace(netns), process.execPath, '-e', script];
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return child;
}

/** All ten were tried in the middle too; each costs a start of the command line. */
const TORN = process.env['NIGHTLATCH_LAB_HEAVY'] ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [1, 4];

const SLOW = 120_000;

withServers('redis', 'postgresql')('contain apply, killed with -9', () => {
  it(
    'on Redis: behind each entry, and in the middle of one',
    async () => {
      await using server = await startServer('redis', 'open');
      const access = ownerOf(server);
      const scene = { access, layer: 'product', isShut: refusedAt(access) } as const;
      expect(await everywhere(scene, TORN)).toBe(10);
    },
    SLOW,
  );

  it(
    'on PostgreSQL',
    async () => {
      await using server = await startServer('postgresql', 'open');
      const access = ownerOf(server, { user: LAB_USER, password: LAB_PASSWORD });
      const hba = join(server.folder, 'data', 'pg_hba.conf');
      const picture = async (): Promise<string> => readFileSync(hba, 'latin1');
      const scene = { access, layer: 'product', isShut: refusedAt(access), picture } as const;
      expect(await everywhere(scene)).toBeGreaterThan(6);
    },
    SLOW,
  );
});

withNetworks('redis')('contain apply of nftables, killed with -9', () => {
  it(
    'in a network of its own',
    async () => {
      await using network = await makeNetwork();
      const { netns, address } = network.server;
      const rules: Means['run'] = async (argv, input = '') =>
        await run([...inNamespace(netns), ...argv], { input });
      const access = ownerOf({ product: 'redis', address, port: 6379 });
      const listen = `require("node:net").createServer((s) => s.end("here")).listen(6379, "${address}", () => console.log("up"))`;
      const listening = await startListener(netns, listen);
      try {
        const isShut = async (): Promise<boolean> => {
          const script = `exec 3<>/dev/tcp/${address}/6379 && head -c 4 <&3`;
          const said = await network
            .exec('client', ['timeout', '0.5', 'bash', '-c', script])
            .catch(() => '');
          return said !== 'here';
        };
        const picture = async (): Promise<string> => await rules(['nft', 'list', 'ruleset']);
        const scene = { access, layer: 'nftables', isShut, run: rules, netns, picture } as const;
        expect(await everywhere(scene)).toBe(7);
      } finally {
        listening.kill();
      }
    },
    SLOW,
  );
});

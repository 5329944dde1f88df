import { expect, it } from 'vitest';
import { observation } from '../../test/rule-cases.ts';
import { listen } from '../../test/fakes/listen.ts';
import type { Observation } from '../model/observation.ts';
import type { Target } from '../model/target.ts';
import { LIMITS } from '../wire/session.ts';
import { FAST, Pace } from '../wire/pace.ts';
import type { Memory } from './memory.ts';
import { runAudit } from './run.ts';
import { Tally } from './tally.ts';

const target: Target = { text: 'test', subject: { kind: 'name', name: 'test' }, ports: null };
const nothingToRemember = {
  unfinishedAt: () => 0,
  rememberUnfinished: () => undefined,
} as unknown as Memory;

async function auditOf(
  address: string,
  port: number,
  earlier: readonly Observation[] = [],
): Promise<Tally> {
  const tally = new Tally();
  async function* one() {
    yield [{ address, port, target }];
  }
  using result = await runAudit({
    id: 'test',
    version: '0.0.0',
    candidates: one(),
    examination: {
      wire: {
        guard: () => ({ allowed: true }),
        pace: new Pace(FAST),
        limits: { ...LIMITS, answer: 200 },
        agent: 'nightlatch/0.0.0-test run/test',
        signal: new AbortController().signal,
      },
      now: () => new Date(0),
      leaveFor: () => undefined,
      wishesFor: () => ({ closely: false }),
      inventory: 'none',
      asksPort: () => false,
    },
    circumstances: { policy: {}, asOf: new Date(0), accounts: 'none' },
    vantage: undefined,
    most: 4,
    signal: new AbortController().signal,
    tally,
    memory: nothingToRemember,
    neighbours: false,
    earlier,
  });
  return result.tally;
}

it('asks again what ended early, and both looks together keep to eight connections', async () => {
  // Speaks as MongoDB frames its messages, and never ends one.
  await using fake = await listen((socket) =>
    socket.on('data', (bytes: Buffer) => {
      if (bytes.length < 16 || bytes.readInt32LE(12) !== 2013) return;
      const head = Buffer.alloc(16);
      for (const [index, value] of [200, 1, 1, 2013].entries()) head.writeInt32LE(value, index * 4);
      socket.write(head);
    }),
  );
  const tally = await auditOf(fake.address, fake.port);
  expect(tally.byAccess).toEqual({ unknown: 1 });
  expect(fake.heard.length).toBeGreaterThan(4);
  expect(fake.heard.length).toBeLessThanOrEqual(8);
});

it('takes up what it saw before it was killed, and does not ask there again', async () => {
  let heard = 0;
  await using fake = await listen(() => {
    heard += 1;
  });
  const { address, port } = fake;
  const seen = observation({ product: 'redis', access: 'open' });
  const tally = await auditOf(address, port, [
    { ...seen, endpoint: { ...seen.endpoint, address, port, host: undefined } },
  ]);
  expect(heard).toBe(0);
  expect(tally).toMatchObject({ endpoints: 1, open: 1 });
});

/** Findings, runs and assets for tests of the page and the API: made by the same steps as real ones. */
import { advance, opened } from '../src/findings/lifecycle.ts';
import type { NetworkObservation } from '../src/model/observation.ts';
import type { Store } from '../src/store/store.ts';
import { observation } from './rule-cases.ts';
import { sampleFinding } from './sample-finding.ts';
import { logsWith, record } from './seed-page.ts';

const DAY = 86_400_000;
const INVENTORY = logsWith([
  {
    class: 'chat-log',
    kind: 'prompt-completion',
    field: 'string.values',
    matched: 19,
    sampled: 20,
    confidence: 0.97,
  },
]);

/** `count` doors of one entry; every fourth was shut two days later, and the first holds chat logs. */
export async function seedStore(store: Store, count: number, now: Date): Promise<void> {
  const ago = (days: number): string => new Date(now.getTime() - days * DAY).toISOString();
  const at = ago(5);
  const run = { id: 'seed-1', entry: 'lab', vantage: 'segment', version: '1', started: at };
  await store.transaction(async (session) => {
    await record(
      session.runs,
      { ...run, finished: at, interrupted: false },
      { endpoints: count, connections: count, byAccess: { open: count } },
    );
    const seen: NetworkObservation[] = [];
    for (let index = 0; index < count; index += 1) {
      const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
      const asset = `${address}:6379`;
      const finding = sampleFinding({ value: 60 + (index % 3) * 15, asset });
      const open = opened({ ...finding, where: { ...finding.where, address } }, at, ago(6));
      const step = index % 4 === 3 ? advance(open.tracked, { kind: 'shut' }, ago(3)) : open;
      await session.findings.put(step.tracked, 'lab', ago(3));
      await session.changes.add([...open.changes, ...(step === open ? [] : step.changes)], run.id);
      const endpoint = { address, port: 6379, transport: 'tcp' } as const;
      const inside = index === 0 ? { inventory: INVENTORY } : {};
      seen.push(observation({ asset, endpoint, access: 'open', at, ...inside }));
    }
    await session.observations.add(run.id, seen);
    await session.assets.seen('lab', seen);
    await session.dataMap.seen(seen, 'segment');
  });
}

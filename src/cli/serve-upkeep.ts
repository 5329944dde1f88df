/** What `serve` does from time to time beside its looks: it escalates, looks at doors that were shut, forgets, and beats. */
import { milliseconds, type WatchEntry } from '../model/watch-config.ts';
import type { Store } from '../store/store.ts';
import { escalate } from '../watch/alerts/escalate.ts';
import { beat, isWatching } from '../watch/heartbeat.ts';
import { forgetOld } from '../watch/retention.ts';
import type { Chore } from '../watch/upkeep.ts';
import type { Watcher } from '../watch/watcher.ts';
import type { AuditOptions } from './audit-options.ts';
import { casesFolder } from './case/folder.ts';
import { lookAtDoors } from './serve-doors.ts';

const ESCALATE_EVERY = 10_000; // ms
const DOORS_EVERY = 60_000; // ms
const FORGET_EVERY = 6 * 3_600_000; // ms

export function choresOf(
  store: Store,
  watcher: Pick<Watcher, 'running'>,
  { config }: AuditOptions,
): Chore[] {
  const { heartbeat, keep, receivers, watch } = config;
  const entryOf = (of: string): WatchEntry | undefined => watch.find(({ name }) => name === of);
  return [
    {
      name: 'escalation',
      every: ESCALATE_EVERY,
      work: () => escalate(store, { receivers, entryOf }, new Date()),
    },
    {
      name: 'doors that were shut',
      every: DOORS_EVERY,
      work: () => lookAtDoors(store, config, casesFolder(), new Date()),
    },
    { name: 'retention', every: FORGET_EVERY, work: () => forgetOld(store, keep, new Date()) },
    ...(heartbeat
      ? [
          {
            name: 'heartbeat',
            every: milliseconds(heartbeat.every),
            work: async () => {
              if (await isWatching(store, watcher.running, new Date()))
                await beat(heartbeat, process.env);
            },
          },
        ]
      : []),
  ];
}

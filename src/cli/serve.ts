/** `nightlatch serve`: looks again and again, remembers, and tells. */
import { UsageError } from '../model/errors.ts';
import { ServerConfig } from '../model/server-config.ts';
import type { WatchEntry } from '../model/watch-config.ts';
import { planListening } from '../server/listen.ts';
import { openStore } from '../store/store.ts';
import { deliver } from '../watch/alerts/deliver.ts';
import { Sender } from '../watch/alerts/sender.ts';
import { ListenerPoll } from '../discover/listener-poll.ts';
import { nextStart } from '../watch/schedule.ts';
import { Watcher } from '../watch/watcher.ts';
import { readAuditOptions } from './audit-options.ts';
import { EXIT } from './exit.ts';
import { OutputList } from './outputs.ts';
import { isOfThisHost, lookWith } from './serve-look.ts';
import { UnderWay } from '../watch/under-way.ts';
import { whereOf } from './store-place.ts';
import { showAt } from './serve-page.ts';
import { say } from './terminal.ts';

export interface ServeOptions {
  readonly config: string;
  readonly data?: string;
  /** ADDRESS:PORT, instead of the configuration's. */
  readonly listen?: string;
}

export async function serve({ config, data, listen: wanted }: ServeOptions): Promise<number> {
  const raw = { config, exclude: [], from: [], iOwn: [] };
  const options = await readAuditOptions(raw, new OutputList());
  const { watch } = options.config;
  if (watch.length === 0)
    throw new UsageError(`${config}: nothing to watch: add an entry to "watch:"`);
  for (const entry of watch) checked(() => check(entry));
  const listening = planListening(options.config.server ?? ServerConfig.parse({}), wanted);
  await using store = await openStore(whereOf(data));
  const underWay = new UnderWay();
  const watcher = new Watcher({
    store,
    entries: watch,
    look: lookWith(store, options, underWay),
    onError: (entry, error) =>
      say(`${entry}: the look failed: ${error instanceof Error ? error.message : String(error)}`),
  });
  const sender = new Sender({
    store,
    receivers: options.config.receivers,
    deliver: (receiver, message) => deliver(receiver, message, process.env),
  });
  const page = await showAt(listening, { store, watcher, options, underWay });
  sender.start();
  const own = watch.filter(isOfThisHost);
  using poll = new ListenerPoll({
    onNew: (bindings) => {
      for (const { name } of own) void watcher.lookAtNews(name, bindings);
    },
  });
  await watcher.start();
  if (own.length > 0) poll.start();
  // What began to listen while nobody watched is news too.
  for (const { name } of own) await watcher.lookNow(name);
  say(`Watching ${watch.map(({ name }) => name).join(', ')}. Ctrl-C ends it.`);
  await untilSignal();
  await page.close();
  await watcher.stop();
  await sender.send();
  await sender.stop();
  return EXIT.clean;
}

function check(entry: WatchEntry): void {
  nextStart(entry, new Date(), new Date(), () => 0);
  const { name, targets = [] } = entry;
  if (isOfThisHost(entry) && targets.length > 1)
    throw new UsageError(`watch entry ${name}: this-host stands alone: give the others their own`);
}

/** A schedule that cannot be is told before anything starts. */
function checked(use: () => unknown): void {
  try {
    use();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function untilSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

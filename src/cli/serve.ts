/** `nightlatch serve`: looks again and again, remembers, and tells. */
import { dirname } from 'node:path';
import { UsageError } from '../model/errors.ts';
import { ServerConfig } from '../model/server-config.ts';
import type { WatchEntry } from '../model/watch-config.ts';
import { planListening } from '../server/listen.ts';
import { openStore } from '../store/store.ts';
import { deliver } from '../watch/alerts/deliver.ts';
import { Sender } from '../watch/alerts/sender.ts';
import { ListenerPoll } from '../discover/listener-poll.ts';
import { tellTrouble, type Trouble } from '../watch/alerts/watch-trouble.ts';
import { Upkeep } from '../watch/upkeep.ts';
import { nextStart } from '../watch/schedule.ts';
import { Watcher } from '../watch/watcher.ts';
import { readAuditOptions } from './audit-options.ts';
import { EXIT } from './exit.ts';
import { log, wordsOf } from './log.ts';
import { forbidDumps } from './no-dumps.ts';
import { OutputList } from './outputs.ts';
import { isOfThisHost, lookWith } from './serve-look.ts';
import { UnderWay } from '../watch/under-way.ts';
import { choresOf } from './serve-upkeep.ts';
import { providerOf } from './sign-in.ts';
import { whereOf } from './store-place.ts';
import { showAt } from './serve-page.ts';

/** Milliseconds within which it ends. */
const MOST_TO_END = 4500;
/** Characters of an ISO 8601 time that are its day. */
const DAY = 10;

export interface ServeOptions {
  readonly config: string;
  readonly data?: string;
  /** ADDRESS:PORT, instead of the configuration's. */
  readonly listen?: string;
}

export async function serve({ config, data, listen: wanted }: ServeOptions): Promise<number> {
  forbidDumps();
  const raw = { config, exclude: [], from: [], iOwn: [] };
  const options = await readAuditOptions(raw, new OutputList());
  const { watch } = options.config;
  if (watch.length === 0)
    throw new UsageError(`${config}: nothing to watch: add an entry to "watch:"`);
  for (const entry of watch) checked(() => check(entry));
  const listening = planListening(options.config.server ?? ServerConfig.parse({}), wanted);
  const signIn = options.config.server?.sign_in;
  const provider = signIn && (await providerOf(signIn, dirname(config)));
  await using store = await openStore(whereOf(data));
  const underWay = new UnderWay();
  const { receivers } = options.config;
  const failed = (what: string) => (error: unknown) =>
    log('error', `${what}: ${wordsOf(error)}`, { what });
  const trouble = (what: Trouble, run?: string): Promise<void> =>
    store.transaction(async (session) => {
      if (run !== undefined) await session.runs.abandon(run, new Date().toISOString());
      await tellTrouble(session, receivers, what, new Date());
    });
  const watcher = new Watcher({
    store,
    entries: watch,
    look: lookWith(store, options, underWay),
    onError: (entry, error, run) => {
      log('error', `${entry}: the look failed: ${wordsOf(error)}`, { entry, run: run ?? null });
      if (run !== undefined)
        void trouble({ kind: 'look-failed', entry, run }, run).catch(failed('alerts'));
    },
    onUnfinished: (entry, run) => trouble({ kind: 'unfinished', entry, run }, run),
  });
  const sender = new Sender({
    store,
    receivers,
    deliver: (receiver, message) => deliver(receiver, message, process.env),
    onFailing: async (receiver) => {
      log('error', `the receiver ${receiver} does not take messages`, { receiver });
      const day = new Date().toISOString().slice(0, DAY);
      await trouble({ kind: 'receiver-fails', receiver, day });
    },
  });
  const page = await showAt(listening, { store, watcher, options, underWay, provider });
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
  using upkeep = new Upkeep((what, error) => failed(what)(error));
  upkeep.start(choresOf(store, watcher, options));
  log('info', `Watching ${watch.map(({ name }) => name).join(', ')}. Ctrl-C ends it.`);
  await untilSignal();
  // What hangs is left behind: it is in the store, and is taken up at the next start.
  setTimeout(() => process.exit(EXIT.clean), MOST_TO_END).unref();
  await Promise.all([watcher.stop(), page.close()]);
  log('info', 'Ended; what was under way is recorded.');
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

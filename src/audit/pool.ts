/**
 * Many endpoints at once. A few hundred may be busy; those that have waited a while for a silent server stop counting
 * as busy, so that thousands can wait together without thousands knocking together.
 */
const BUSY = 192;
/** Milliseconds after which a task is waiting and no longer knocking. */
const WAITING_AFTER = 120;

export interface PoolOptions {
  /** Tasks under way together, waiting ones included. */
  readonly most: number;
  readonly busy?: number;
  readonly signal: AbortSignal;
}

export async function runPool<T>(
  batches: AsyncIterable<readonly T[]>,
  task: (item: T) => Promise<void>,
  { most, busy = BUSY, signal }: PoolOptions,
): Promise<void> {
  let active = 0;
  let waiting = 0;
  let failed: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;
  const room = (): boolean => active < most && active - waiting < busy;
  const changed = (): void => wake?.();

  const start = (item: T): void => {
    active += 1;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      waiting += 1;
      changed();
    }, WAITING_AFTER);
    const finish = async (running: Promise<void>): Promise<void> => {
      try {
        await running;
      } catch (error) {
        failed ??= { error };
      }
      clearTimeout(timer);
      active -= 1;
      if (late) waiting -= 1;
      changed();
    };
    void finish(task(item));
  };
  const until = async (ready: () => boolean): Promise<void> => {
    while (!ready()) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const stopped = (): boolean => signal.aborted || failed !== undefined;
  signal.addEventListener('abort', changed);

  for await (const batch of batches) {
    for (const item of batch) {
      if (!room()) await until(() => room() || stopped());
      if (stopped()) break;
      start(item);
    }
    if (stopped()) break;
  }
  await until(() => active === 0);
  signal.removeEventListener('abort', changed);
  if (failed) throw failed.error;
}

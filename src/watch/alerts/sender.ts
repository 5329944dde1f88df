/**
 * Sends what is waiting, again with growing pauses where it was not taken, and gives up in the end, visibly. A message
 * keeps its id over all attempts, so that a receiver which deduplicates sees it once.
 */
import type { Receiver } from '../../model/watch-config.ts';
import type { Delivery } from '../../store/deliveries.ts';
import type { Store } from '../../store/store.ts';
import type { Message } from './message.ts';

export interface SenderFacts {
  readonly store: Store;
  readonly receivers: readonly Receiver[];
  readonly deliver: (receiver: Receiver, message: Message) => Promise<void>;
  readonly now?: () => Date;
  /** A receiver does not take messages, again and again. */
  readonly onFailing?: (receiver: string) => Promise<void>;
}

/** Attempts after which a receiver fails and is not merely slow. */
const FAILING_AFTER = 4;

/** Seconds before each further attempt; after the last one it is dead. */
const PAUSES = [5, 15, 60, 300, 900, 3600, 3600, 3600, 3600, 3600];
const TOGETHER = 64;
const TICK = 250; // ms

export class Sender {
  readonly #facts: SenderFacts;
  readonly #now: () => Date;
  #timer: NodeJS.Timeout | undefined;
  /** What is being sent, by id: nobody waits for a receiver that is slow, but for itself. */
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(facts: SenderFacts) {
    this.#facts = facts;
    this.#now = facts.now ?? (() => new Date());
  }

  start(): void {
    // A store that cannot be asked now is asked again; what is due stays so.
    this.#timer = setInterval(() => void this.send().catch(() => undefined), TICK);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay.values());
  }

  /** Sends what is due; resolves when each of it was taken or not. */
  async send(): Promise<void> {
    const due = await this.#facts.store.deliveries.due(this.#now().toISOString(), TOGETHER);
    for (const delivery of due) {
      const { id } = delivery;
      if (this.#underWay.has(id)) continue;
      this.#underWay.set(
        id,
        this.#try(delivery).finally(() => this.#underWay.delete(id)),
      );
    }
    await Promise.all(this.#underWay.values());
  }

  async #try(delivery: Delivery): Promise<void> {
    const { store, receivers, deliver } = this.#facts;
    const { id, next_at } = delivery;
    const attempts = delivery.attempts + 1;
    const receiver = receivers.find(({ name }) => name === delivery.receiver);
    if (!receiver) {
      const error = 'no receiver of this name is configured any more';
      await store.deliveries.settle(id, { state: 'dead', attempts, next_at, error });
      return;
    }
    try {
      const message: Message = JSON.parse(delivery.body);
      await deliver(receiver, message);
      await store.deliveries.settle(id, { state: 'sent', attempts, next_at, error: null });
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      const pause = PAUSES[delivery.attempts];
      const again = new Date(this.#now().getTime() + (pause ?? 0) * 1000).toISOString();
      const state = pause === undefined ? 'dead' : 'waiting';
      await store.deliveries.settle(id, { state, attempts, next_at: again, error: words });
      if (attempts === FAILING_AFTER) await this.#facts.onFailing?.(delivery.receiver);
    }
  }
}

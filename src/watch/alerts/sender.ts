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
}

/** Seconds before each further attempt; after the last one it is dead. */
const PAUSES = [5, 15, 60, 300, 900, 3600, 3600, 3600, 3600, 3600];
const TOGETHER = 16;
const TICK = 250; // ms

export class Sender {
  readonly #facts: SenderFacts;
  readonly #now: () => Date;
  #timer: NodeJS.Timeout | undefined;
  #under: Promise<void> | undefined;

  constructor(facts: SenderFacts) {
    this.#facts = facts;
    this.#now = facts.now ?? (() => new Date());
  }

  start(): void {
    this.#timer = setInterval(() => void this.send(), TICK);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#under;
  }

  /** Sends what is due. One round at a time. */
  async send(): Promise<void> {
    this.#under ??= this.#round().finally(() => {
      this.#under = undefined;
    });
    await this.#under;
  }

  async #round(): Promise<void> {
    const due = await this.#facts.store.deliveries.due(this.#now().toISOString(), TOGETHER);
    await Promise.all(due.map(async (delivery) => this.#try(delivery)));
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
    }
  }
}

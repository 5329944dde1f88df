import type { Inventory, InventoryItem } from '../model/inventory.ts';
import { describeItem, type Listed } from './item.ts';

/** An observation stays one line that can be saved and read again. */
const MOST_ITEMS = 5000;
const MOST_CHARACTERS = 1_000_000;

/** Gathers what a store lists, within bounds, and says what was left out. */
export class InventoryBuilder {
  readonly #items: InventoryItem[] = [];
  readonly #reasons: string[] = [];
  #characters = 0;
  #over = 0;
  #asked = false;
  readonly #most: number;

  constructor(most = MOST_ITEMS) {
    this.#most = most;
  }

  /** Something was listed, or said to be out of reach: a service that asks for nothing has no inventory. */
  get wasTold(): boolean {
    return this.#items.length > 0 || this.#reasons.length > 0 || this.#asked;
  }

  /** It was let in: something was listed, be it an empty list. */
  get isListed(): boolean {
    return this.#items.length > 0 || this.#asked;
  }

  /** The list came and may be empty. */
  listed(): void {
    this.#asked = true;
  }

  get isFull(): boolean {
    return this.#items.length >= this.#most || this.#characters >= MOST_CHARACTERS;
  }

  add(listed: Listed): void {
    if (this.isFull) {
      this.#over += 1;
      return;
    }
    const item = describeItem(listed);
    this.#items.push(item);
    this.#characters += JSON.stringify(item).length;
  }

  /** What could not be listed or read, as one sentence of ours: never a server's text. */
  missed(reason: string): void {
    if (!this.#reasons.includes(reason)) this.#reasons.push(reason);
  }

  build(): Inventory {
    const over = this.#over > 0 ? [`${this.#over} more items were listed than are kept.`] : [];
    const reasons = [...this.#reasons, ...over];
    const notReached = reasons.join(' ').slice(0, 400);
    return { complete: reasons.length === 0, notReached, items: this.#items };
  }
}

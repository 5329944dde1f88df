import type { DataClass } from '../model/inventory.ts';

/** A hit inside a text, while it is in memory. `text` never leaves this room. */
export interface Found {
  readonly class: DataClass;
  readonly kind: string;
  readonly text: string;
  /** 0 to 1: how much this one hit says by itself. */
  readonly strength: number;
}

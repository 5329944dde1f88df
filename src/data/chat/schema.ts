/** What the names of an item must be for a claim that it holds conversations. */
export interface Schema {
  readonly kind: string;
  /** Over the words of the item's last name. */
  readonly item?: RegExp;
  /** Each must be there. */
  readonly needs: readonly RegExp[];
  /** The fields that hold what was said. */
  readonly holds: RegExp;
  readonly inWords?: boolean;
  readonly inAll?: boolean;
  /** The names tell of a model by themselves, whatever stands beside them. */
  readonly isSure?: boolean;
  readonly confidence: number;
}

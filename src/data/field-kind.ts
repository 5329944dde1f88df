import type { DataClass } from '../model/inventory.ts';

/** A kind of data that fills a whole cell, with what its field is called and what its cells look like. */
export interface FieldKind {
  readonly class: DataClass;
  readonly kind: string;
  /** Over `wordsOf` the field's name. */
  readonly name: RegExp;
  /** Names that mean something else after all. */
  readonly unless?: RegExp;
  /** Over `wordsOf` the item's name, where the field's alone says too little. */
  readonly within?: RegExp;
  /** Whether one cell may hold it. */
  readonly test: (text: string) => boolean;
  /** The cells say it without a name, at this share of so many different ones. */
  readonly alone?: {
    readonly share: number;
    readonly distinct: number;
    /** A stricter test, where the usual one leans on the name. */
    readonly test?: (text: string) => boolean;
    /** Names under which the cells only look like it. */
    readonly unless?: RegExp;
  };
  /** Kinds of one group are told once: the first that fits. */
  readonly group?: string;
  /** How sure it is where name and cells agree. */
  readonly strength: number;
  /** How sure the name alone is. */
  readonly nameStrength: number;
  /** `created_at` tells about a thing, but `birth_date` is the thing. */
  readonly isThing?: boolean;
}

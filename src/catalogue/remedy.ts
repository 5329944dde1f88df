export interface Remedy {
  /** One line, in the product's own words. */
  readonly text: string;
  readonly docs: string;
}

/** Remedies of one product, by rule. */
export type ByRule = Readonly<Record<string, Remedy>>;

/** What a report tells of a rule. Structural, so that this room need not know the room of the rules. */
export interface RuleHeader {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  readonly cwe: readonly string[];
  readonly references: readonly string[];
}

/** One set of options for all formats; each takes what it needs. */
export interface ReportOptions {
  readonly color: boolean;
  /** Columns of the terminal; kept between 80 and 120. */
  readonly width: number;
  /** Adds proof, control and transcript of every look. */
  readonly verbose: boolean;
  readonly rules: readonly RuleHeader[];
}

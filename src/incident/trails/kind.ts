/** What one kind of trail has to give: how its lines are told from others, and how they are read. */
import type { Clock } from './clock.ts';
import type { TrailEvent } from './event.ts';

/** Where a reader puts what it found. */
export interface Sink {
  event(found: TrailEvent): void;
  /** A line of this kind with a time on it, whether or not it shows anybody. */
  dated(at: number): void;
  /** A line that this kind should be able to read, and cannot. */
  damaged(line: string): void;
  /** The record itself says that something was left out or switched off. */
  suspect(kind: string, at: number | null, evidence: string): void;
  /** This file has lines that name whoever reads. */
  namesReaders(): void;
}

export interface ReadOptions {
  readonly clock: Clock;
  /** PostgreSQL's `log_line_prefix`, where the owner says it. */
  readonly linePrefix?: string;
  /** The field list of AWS flow logs without a header. */
  readonly flowFormat?: string;
  /** When the file was written, for texts without a time in them. */
  readonly written: number;
  /** Ports of ours, by which a flow's server side is told. */
  readonly ports: ReadonlySet<number>;
}

export interface Reader {
  line(text: string): void;
  end(): void;
}

export interface TrailKind {
  readonly id: string;
  readonly product: string | null;
  /** Lines come as bytes (one character each) and not as UTF-8. */
  readonly isBytes?: true;
  /** Lines stand in the order of their times; going back means that the clock was set. */
  readonly isOrdered?: true;
  /** How much of these first lines is of this kind, 0 to 1. */
  recognise(lines: readonly string[], options: ReadOptions): number;
  read(sink: Sink, options: ReadOptions): Reader;
}

/** For kinds whose every line stands alone. */
export function lineByLine(line: (text: string) => void): Reader {
  return { line, end: () => undefined };
}

/** The share of lines that a pattern fits. */
export function share(lines: readonly string[], fits: (line: string) => boolean): number {
  const full = lines.filter((line) => line.trim() !== '');
  return full.length === 0 ? 0 : full.filter((line) => fits(line)).length / full.length;
}

/** What a file says about itself while it is read: its span, its silences, its damage, and whether its clock was set. */
import { shapeOf } from './clean.ts';

const MINUTE = 60_000;
/** Lines of parallel work stand a little out of order. */
const JUMP = 5 * MINUTE;
const LEAST_GAP = 15 * MINUTE;
/** A silence so many times the usual distance of two lines is worth a look. */
const UNUSUAL = 100;
const MOST_GAPS = 16;
const MOST_SHAPES = 8;
const MOST_SUSPICIONS = 50;

export interface Gap {
  readonly from: number;
  readonly to: number;
}

export interface Suspicious {
  readonly kind: string;
  readonly at: number | null;
  readonly evidence: string;
}

export class Tracker {
  lines = 0;
  damagedLines = 0;
  dated = 0;
  first: number | undefined;
  last: number | undefined;
  namesReaders = false;
  readonly shapes = new Map<string, number>();
  readonly suspicions: Suspicious[] = [];
  readonly #isOrdered: boolean;
  #gaps: Gap[] = [];
  #before: number | undefined;
  #wentBack = false;

  constructor(isOrdered: boolean) {
    this.#isOrdered = isOrdered;
  }

  date(at: number): void {
    this.dated++;
    if (this.last !== undefined && at - this.last >= LEAST_GAP) this.#gap(this.last, at);
    if (this.#before !== undefined && this.#before - at > JUMP) this.#back(this.#before, at);
    this.#before = at;
    if (this.first === undefined || at < this.first) this.first = at;
    if (this.last === undefined || at > this.last) this.last = at;
  }

  damage(line: string): void {
    this.damagedLines++;
    const shape = shapeOf(line);
    const count = this.shapes.get(shape);
    if (count !== undefined || this.shapes.size < MOST_SHAPES)
      this.shapes.set(shape, (count ?? 0) + 1);
  }

  suspect(kind: string, at: number | null, evidence: string): void {
    if (this.suspicions.length < MOST_SUSPICIONS) this.suspicions.push({ kind, at, evidence });
  }

  /** Silences that are long beside the usual distance of lines; none where the lines are in no order. */
  gaps(): readonly Gap[] {
    if (this.#wentBack || this.first === undefined || this.last === undefined) return [];
    const usual = (this.last - this.first) / Math.max(1, this.dated);
    return this.#gaps.filter(({ from, to }) => to - from >= UNUSUAL * usual);
  }

  #gap(from: number, to: number): void {
    this.#gaps.push({ from, to });
    if (this.#gaps.length <= MOST_GAPS) return;
    this.#gaps = this.#gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_GAPS);
  }

  #back(before: number, at: number): void {
    this.#wentBack = true;
    if (!this.#isOrdered) return;
    const minutes = Math.round((before - at) / MINUTE);
    this.suspect(
      'clock-went-back',
      at,
      `a line is ${minutes} minutes older than the one before it`,
    );
  }
}

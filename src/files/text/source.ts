/** One text of the tree, with the places of its parts. */
import type { Place } from '../../model/observation.ts';

export class Source {
  /** As it is named in reports, with `/`. */
  readonly file: string;
  readonly text: string;
  #starts: number[] | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
  }

  /** Line and column of an offset, counted from 1. */
  at(offset: number): Place {
    const starts = this.#lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  }

  #lineStarts(): number[] {
    if (this.#starts) return this.#starts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at !== -1; at = this.text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    this.#starts = starts;
    return starts;
  }
}

/** What keeps a file, or a part of it, from being read; said with its place, and the rest is checked. */
export class FileProblem extends Error {
  override name = 'FileProblem';
  readonly place: Place | { readonly file: string };

  constructor(place: Place | { readonly file: string }, message: string) {
    super(message);
    this.place = place;
  }
}

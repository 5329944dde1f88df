/** Rows of RFC 4180 out of lines: a quoted cell may hold line ends, so a row can take more than one line. */

const LONGEST_ROW = 1 << 20;

/** The cells of a row, or undefined while its last quote is open. */
export function cellsOf(row: string): string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (row[at] === '"') {
      let cell = '';
      let from = at + 1;
      for (;;) {
        const quote = row.indexOf('"', from);
        if (quote === -1) return undefined;
        cell += row.slice(from, quote);
        if (row[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        cell += '"';
        from = quote + 2;
      }
      cells.push(cell);
    } else {
      const comma = row.indexOf(',', at);
      const end = comma === -1 ? row.length : comma;
      cells.push(row.slice(at, end));
      at = end;
    }
    if (row[at] !== ',') return cells;
    at++;
  }
}

/** Puts lines together until a row is whole; a row that never ends is given up. */
export class Rows {
  #held: string[] = [];
  #length = 0;
  #isOpen = false;

  /** The cells once the row is whole; `false` where it was given up. */
  add(line: string): string[] | false | undefined {
    this.#held.push(line);
    this.#length += line.length + 1;
    if (quotes(line) % 2 === 1) this.#isOpen = !this.#isOpen;
    if (this.#isOpen) return this.#length > LONGEST_ROW ? this.#drop() : undefined;
    const row = this.#held.join('\n');
    this.#drop();
    return cellsOf(row) ?? false;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  #drop(): false {
    this.#held = [];
    this.#length = 0;
    this.#isOpen = false;
    return false;
  }
}

function quotes(line: string): number {
  let count = 0;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) count++;
  return count;
}

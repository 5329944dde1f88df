/** Keys of a key-value store by their pattern: what a program named once, with the parts that differ left out. */
import { redactName } from '../data/redact.ts';

/** A part of a key that is a number, however short, differs from key to key. */
const NUMBERED = /(?<=^|[:/|._-])\d+(?=$|[:/|._-])/g;
/** Key patterns are no longer than the name of an item. */
const LONGEST = 200;

export function patternOf(key: string): string {
  return redactName(key.slice(0, LONGEST), 'keys').replaceAll(NUMBERED, '{number}');
}

/** So many patterns with one beginning are one: what follows is a value, in a form that tells nobody so. */
const MOST_SIBLINGS = 20;

/** `session:abc` as `session:{name}`; undefined where nothing stands before the last part. */
function gatheredOf(pattern: string): string | undefined {
  const beginning = /^.+[:/|](?=[^:/|]+$)/.exec(pattern)?.[0];
  return beginning === undefined ? undefined : `${beginning}{name}`;
}

/** A word of a command as it may leave: printed, without a blank. */
export function isPlain(key: string): boolean {
  return /^[!-~]{1,512}$/.test(key);
}

export interface Group {
  seen: number;
  /** The first keys of the pattern that may be named in a command. */
  readonly keys: string[];
}

export class Groups {
  readonly found = new Map<string, Group>();
  readonly #siblings = new Map<string, Set<string>>();
  readonly #most: number;
  readonly #keys: number;
  scanned = 0;
  /** Keys of patterns beyond the bound. */
  beyond = 0;

  constructor(most: number, keys: number) {
    this.#most = most;
    this.#keys = keys;
  }

  add(key: string): void {
    this.scanned += 1;
    const pattern = this.#gathered(patternOf(key));
    let group = this.found.get(pattern);
    if (!group) {
      if (this.found.size >= this.#most) {
        this.beyond += 1;
        return;
      }
      group = { seen: 0, keys: [] };
      this.found.set(pattern, group);
    }
    group.seen += 1;
    if (group.keys.length < this.#keys && isPlain(key)) group.keys.push(key);
  }

  #gathered(pattern: string): string {
    const whole = gatheredOf(pattern);
    if (whole === undefined || this.found.has(whole)) return whole ?? pattern;
    const siblings = (this.#siblings.get(whole) ?? new Set()).add(pattern);
    this.#siblings.set(whole, siblings);
    if (siblings.size <= MOST_SIBLINGS) return pattern;
    const all: Group = { seen: 0, keys: [] };
    for (const each of siblings) {
      const group = this.found.get(each);
      all.seen += group?.seen ?? 0;
      all.keys.push(...(group?.keys ?? []).slice(0, this.#keys - all.keys.length));
      this.found.delete(each);
    }
    siblings.clear();
    this.found.set(whole, all);
    return whole;
  }
}

/** The one way from requests to visits, whatever the trail: one address, with no silence of more than a quarter of an hour. */
import type { TrailEvent } from '../trails/event.ts';
import type { TrailKind } from '../trails/kind.ts';
import { type Room, VisitDraft } from './visit-draft.ts';

const GAP = 15 * 60_000;
/** Beyond this, further addresses are kept as one visit of nobody in particular. */
const MOST_VISITS = 50_000;
/** Beyond this, further tables of any visit are kept together. */
const MOST_ENTRIES = 200_000;

export class VisitBook {
  readonly #byAddress = new Map<string | null, VisitDraft[]>();
  readonly #counters: VisitDraft[] = [];
  readonly #room: Room = { tables: MOST_ENTRIES };
  #count = 0;
  /** Events of addresses that no longer got a visit of their own. */
  crowded = 0;

  add(found: TrailEvent, kind: TrailKind, source: string): void {
    let { address } = found;
    if (this.#count >= MOST_VISITS && !this.#byAddress.has(address)) {
      this.crowded++;
      address = null;
    }
    this.#visitFor(found, address).add(found, kind, source);
  }

  #visitFor(found: TrailEvent, address: string | null): VisitDraft {
    // Sums since a start are of everybody together, and stand apart from requests of nobody in particular.
    if (found.act === 'counter') return this.#open(this.#counters, address, found.at);
    const list = this.#listOf(address);
    const latest = list.at(-1);
    if (latest && found.at >= latest.from && found.at <= latest.to + GAP) return latest;
    const until = found.until ?? found.at;
    const touching = list.filter(
      (visit) => found.at <= visit.to + GAP && until >= visit.from - GAP,
    );
    const [visit = this.#open(list, address, found.at), ...others] = touching;
    for (const other of others) {
      visit.absorb(other);
      list.splice(list.indexOf(other), 1);
      this.#count--;
    }
    visit.from = Math.min(visit.from, found.at);
    list.sort((a, b) => a.from - b.from);
    return visit;
  }

  *all(): Generator<VisitDraft> {
    yield* this.#counters;
    for (const list of this.#byAddress.values()) yield* list;
  }

  #listOf(address: string | null): VisitDraft[] {
    let list = this.#byAddress.get(address);
    if (!list) this.#byAddress.set(address, (list = []));
    return list;
  }

  #open(list: VisitDraft[], address: string | null, at: number): VisitDraft {
    const last = list.at(-1);
    if (this.#count >= MOST_VISITS && last) return last;
    this.#count++;
    const visit = new VisitDraft(address, at, this.#room);
    list.push(visit);
    return visit;
  }
}

/** The looks that are under way, as far as they are. */
import type { Tally } from '../audit/tally.ts';

export interface LookUnderWay {
  readonly entry: string;
  readonly run: string;
  readonly started: string;
  /** How many endpoints there will be, where that is known. */
  readonly total: number | null;
  readonly tally: Pick<Tally, 'endpoints' | 'answered' | 'open'>;
}

export class UnderWay {
  readonly #looks = new Set<LookUnderWay>();

  /** Disposed of when the look ends. */
  begin(look: LookUnderWay): Disposable {
    this.#looks.add(look);
    return { [Symbol.dispose]: () => void this.#looks.delete(look) };
  }

  list(): (Omit<LookUnderWay, 'tally'> & LookUnderWay['tally'])[] {
    return [...this.#looks].map(({ tally: { endpoints, answered, open }, ...look }) => ({
      ...look,
      endpoints,
      answered,
      open,
    }));
  }
}

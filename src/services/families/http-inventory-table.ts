/** The inventory of a product over HTTP, as its table says it. */
import { wordsOf } from './http-product-table.ts';
import { HttpReader } from './http-reader.ts';
import type { HttpService } from './http-service.ts';
import type { HttpAsk } from './http-talk.ts';

export interface HttpInventory {
  /** Every request of it. Names that the server listed stand in places: `{collection}`, `{identifier}`, `{bucket}`. */
  readonly asks: readonly HttpAsk[];
  readonly take: (reader: HttpReader) => Promise<void>;
}

/** The same in the words of a service; where an account can be let in, it may be taken as that account. */
export function inventoryOf(
  { asks, take }: HttpInventory,
  logIn?: HttpService['logIn'],
): Required<Pick<HttpService, 'lists' | 'inventory'>> {
  const words = asks.map(wordsOf);
  const known = logIn ? words.map((line) => `${line} with Basic credentials`) : [];
  return {
    lists: [...new Set([...words, ...known])],
    inventory: (talk, task) => take(new HttpReader(talk, task)),
  };
}

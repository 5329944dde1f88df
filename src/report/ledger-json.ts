import type { Ledger } from '../model/ledger.ts';
import { inChunks } from './chunks.ts';
import { forJson } from './escape.ts';

/** One JSON document, a visit at a time: fifty thousand of them are never one text. */
export function ledgerJson(ledger: Ledger): Iterable<string> {
  return inChunks(pieces(ledger));
}

function* pieces({ visits, ...rest }: Ledger): Generator<string> {
  yield `${forJson(rest).slice(0, -1)},"visits":[`;
  for (const [at, visit] of visits.entries()) yield `${at === 0 ? '' : ','}${forJson(visit)}`;
  yield ']}\n';
}

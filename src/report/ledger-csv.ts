import type { Ledger, Visit } from '../model/ledger.ts';
import { forCsv } from './escape.ts';

type Row = { visit: Visit; table: Visit['tables'][number] | undefined };

function bytesIn({ visit, table }: Row, kind: string): string {
  const { bytes } = table ?? visit.total;
  return String(bytes.find((each) => each.kind === kind)?.value ?? '');
}

const COLUMNS: readonly (readonly [name: string, cell: (row: Row) => string])[] = [
  ['visit', ({ visit }) => visit.id],
  ['address', ({ visit }) => visit.address ?? ''],
  ['from', ({ visit }) => visit.span.from],
  ['to', ({ visit }) => visit.span.to],
  ['level', ({ visit }) => visit.level],
  ['actor', ({ visit }) => visit.actor.class],
  ['organisation', ({ visit }) => visit.actor.organisation ?? ''],
  ['users', ({ visit }) => visit.users.join(' ')],
  ['clients', ({ visit }) => visit.clients.join(' ')],
  ['table', ({ table }) => table?.table ?? '(whole visit)'],
  ['requests', ({ visit, table }) => String((table ?? visit).requests)],
  ['rows', ({ visit, table }) => String((table ?? visit.total).rows ?? '')],
  ['certainty', ({ visit, table }) => (table ?? visit.total).certainty],
  ['bytes_ram', (row) => bytesIn(row, 'ram')],
  ['bytes_payload', (row) => bytesIn(row, 'payload')],
  ['bytes_wire', (row) => bytesIn(row, 'wire')],
  ['signatures', ({ visit }) => visit.signatures.join(' ')],
  ['sources', ({ visit }) => visit.sources.join(' ')],
];

/** The ledger as RFC 4180: a row for each visit as a whole, and one for each table and certainty below it. */
export function* ledgerCsv(ledger: Ledger): Generator<string> {
  yield `${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for (const visit of ledger.visits)
    for (const table of [undefined, ...visit.tables])
      yield `${COLUMNS.map(([, cell]) => forCsv(cell({ visit, table }))).join(',')}\r\n`;
}

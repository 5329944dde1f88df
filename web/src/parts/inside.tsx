/** What a store lists of its inside: names and kinds, never a value. */
import type { Inventory } from '../shapes.ts';
import { CLASS_WORDS, number } from '../words.ts';
import { Table, type Column } from './list.tsx';
import parts from './parts.module.css';

type Item = Inventory['items'][number];
const MOST = 50;

function amount({ value, how }: Item['rows']): string {
  if (value === null) return 'unknown';
  return `${how === 'estimated' ? 'about ' : ''}${number(value)}`;
}

const COLUMNS: readonly Column<Item>[] = [
  { name: 'Kind', cell: ({ kind }) => kind },
  { name: 'Name', cell: ({ name }) => <code>{name}</code> },
  { name: 'Rows', cell: ({ rows }) => amount(rows) },
  {
    name: 'Holds',
    cell: ({ classes }) =>
      classes.length === 0
        ? '–'
        : [...new Set(classes.map((hit) => `${CLASS_WORDS[hit.class]} (${hit.kind})`))].join(', '),
  },
];

export function Inside({ of }: { readonly of: Inventory }) {
  const shown = of.items.toSorted((a, b) => b.classes.length - a.classes.length).slice(0, MOST);
  return (
    <>
      <Table
        label="What it holds"
        columns={COLUMNS}
        items={shown}
        keyOf={({ kind, name }) => `${kind} ${name}`}
      />
      {of.items.length > MOST && (
        <p className={parts.quiet}>{`And ${number(of.items.length - MOST)} more.`}</p>
      )}
      {!of.complete && <p className={parts.quiet}>{`Not all of it: ${of.notReached}`}</p>}
    </>
  );
}

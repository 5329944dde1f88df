/** What kinds of data stand where, and how they are kept. */
import type { ReactElement } from 'react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api, type DataFilter } from '../api.ts';
import { Screen } from '../parts/card.tsx';
import { Growing, usePages, type Column } from '../parts/list.tsx';
import { Empty } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';
import type { DataMapRow, Page } from '../shapes.ts';
import { CLASS_WORDS, number, vantage as fromWhere } from '../words.ts';

const route = getRouteApi('/inside/data');

const AUTHENTICATION: Readonly<Record<DataMapRow['authentication'], string>> = {
  required: 'asked for',
  none: '▲ not asked for',
  weak: '▲ weak',
  unknown: 'not known',
};

const TRANSIT: Readonly<Record<DataMapRow['inTransit'], string>> = {
  required: 'always encrypted',
  offered: 'encrypted if asked',
  none: '▲ in clear text',
  'on-host': 'stays on the host',
  unknown: 'not known',
};

const REST: Readonly<Record<DataMapRow['atRest'], string>> = {
  encrypted: 'encrypted',
  plain: '▲ in clear',
  unknown: 'not known',
};

const COLUMNS: readonly Column<DataMapRow>[] = [
  {
    name: 'Data',
    cell: ({ class: of, kinds }) => (
      <>
        <strong>{CLASS_WORDS[of]}</strong>
        <div className={parts.quiet}>{kinds.join(', ')}</div>
      </>
    ),
  },
  {
    name: 'Where',
    cell: ({ asset, product }) => (
      <>
        <Link to="/assets/$asset" params={{ asset }}>
          <code>{asset}</code>
        </Link>
        <div className={parts.quiet}>{product}</div>
      </>
    ),
  },
  {
    name: 'In',
    cell: ({ items, example }) => (
      <>
        <code>{example}</code>
        {items > 1 && ` and ${number(items - 1)} more`}
      </>
    ),
  },
  { name: 'People', cell: ({ people }) => (people === null ? 'not known' : number(people)) },
  { name: 'Reached from', cell: ({ network }) => fromWhere(network) },
  { name: 'Credentials', cell: ({ authentication }) => AUTHENTICATION[authentication] },
  { name: 'On the way', cell: ({ inTransit }) => TRANSIT[inTransit] },
  { name: 'At rest', cell: ({ atRest }) => REST[atRest] },
];

export function DataScreen(): ReactElement {
  const filter: DataFilter = route.useSearch();
  const { class: wanted } = filter;
  const pages = usePages<DataMapRow, Page<DataMapRow>>({
    queryKey: ['data-map', filter],
    ask: (paging) => api.dataMap(filter, paging),
  });
  return (
    <Screen
      title="Data map"
      says={wanted === undefined ? 'What kinds of data stand where' : `${CLASS_WORDS[wanted]} only`}
    >
      {wanted !== undefined && (
        <Link to="/data" search={{}}>
          Show every kind
        </Link>
      )}
      <div className={`${parts.card} ${parts.scroll}`}>
        <Growing<DataMapRow>
          label="Data map"
          pages={pages}
          columns={COLUMNS}
          keyOf={({ asset, class: of }) => `${of} ${asset}`}
          empty={
            <Empty title="No data is known yet">
              What stores hold is looked at where the inventory is asked for.
            </Empty>
          }
        />
      </div>
    </Screen>
  );
}

/** Everything that ever answered. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { api, type AssetFilter } from '../api.ts';
import { useNow } from '../now.ts';
import { Screen } from '../parts/card.tsx';
import { Growing, usePages, type Column } from '../parts/list.tsx';
import { When } from '../parts/marks.tsx';
import { Empty } from '../parts/notes.tsx';
import parts from '../parts/parts.module.css';
import type { Asset, Page } from '../shapes.ts';
import { ago } from '../words.ts';

const route = getRouteApi('/inside/assets');

const ACCESS = [
  'open',
  'partial',
  'passwordless',
  'default-password',
  'unclaimed',
  'protected',
  'denied',
  'tls-only',
  'identified',
  'decoy',
  'unknown',
];

export function AssetsScreen(): ReactElement {
  const filter: AssetFilter = route.useSearch();
  const now = useNow();
  const pages = usePages<Asset, Page<Asset>>({
    queryKey: ['assets', filter],
    ask: (paging) => api.assets(filter, paging),
  });
  const isWide = Object.keys(filter).length === 0;
  return (
    <Screen title="Assets" says="Everything that ever answered, by name">
      <Filters key={JSON.stringify(filter)} filter={filter} />
      <div className={parts.card}>
        <Growing<Asset>
          label="Assets"
          pages={pages}
          columns={columnsAt(now)}
          keyOf={({ asset }) => asset}
          empty={
            isWide ? (
              <Empty title="Nothing has answered yet">It stands here after the first look.</Empty>
            ) : (
              <Empty title="Nothing fits these filters">
                <Link to="/assets" search={{}}>
                  Take all filters away
                </Link>
              </Empty>
            )
          }
        />
      </div>
    </Screen>
  );
}

function columnsAt(now: number): Column<Asset>[] {
  return [
    {
      name: 'Asset',
      cell: ({ asset, host }) => (
        <>
          <Link to="/assets/$asset" params={{ asset }}>
            <code>{asset}</code>
          </Link>
          {host !== null && <div className={parts.quiet}>{host}</div>}
        </>
      ),
    },
    {
      name: 'Product',
      cell: ({ product, version }) => `${product ?? 'not known'}${version ? ` ${version}` : ''}`,
    },
    { name: 'To a stranger', cell: ({ access }) => access },
    { name: 'Watched as', cell: ({ entry }) => entry },
    {
      name: 'Last seen',
      cell: ({ lastSeen }) => <When at={lastSeen}>{ago(lastSeen, now)}</When>,
    },
  ];
}

function Filters({ filter }: { readonly filter: AssetFilter }) {
  const navigate = useNavigate();
  const [q, setQ] = useState(filter.q ?? '');
  const [product, setProduct] = useState(filter.product ?? '');
  const change = (news: AssetFilter): void => {
    void navigate({ to: '/assets', search: { ...filter, ...news }, replace: true });
  };
  return (
    <form
      className={`${parts.card} ${parts.row}`}
      role="search"
      aria-label="Filters"
      onSubmit={(event) => {
        event.preventDefault();
        change({ q: q.trim() || undefined, product: product.trim() || undefined });
      }}
    >
      <div className={parts.row}>
        <TextInput
          label="Part of its name"
          size="sm"
          value={q}
          onChange={({ currentTarget: { value } }) => setQ(value)}
        />
        <TextInput
          label="Product"
          size="sm"
          value={product}
          onChange={({ currentTarget: { value } }) => setProduct(value)}
        />
        <NativeSelect
          label="To a stranger it is"
          size="sm"
          value={filter.access ?? ''}
          data={[{ value: '', label: 'anything' }, ...ACCESS]}
          onChange={({ currentTarget: { value } }) => change({ access: value || undefined })}
        />
        <Button type="submit" size="sm" variant="default">
          Filter
        </Button>
      </div>
    </form>
  );
}

/** A table that is a list of small cards on a phone, and a list that grows page by page. */
import { Button } from '@mantine/core';
import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Page } from '../shapes.ts';
import { Problem, Waiting } from './notes.tsx';
import css from './parts.module.css';

export interface Column<T> {
  readonly name: string;
  readonly cell: (item: T) => ReactNode;
}

interface TableProps<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
}

export function Table<T>({ label, columns, items, keyOf }: TableProps<T>) {
  return (
    <table className={css.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ name }) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)}>
            {columns.map(({ name, cell }) => (
              <td key={name} data-label={name}>
                <div>{cell(item)}</div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PagesOptions<T, P extends Page<T>> {
  readonly queryKey: QueryKey;
  readonly ask: (paging: { cursor?: string | undefined; limit: number }) => Promise<P>;
}

const LIMIT = 50;

export function usePages<T, P extends Page<T>>({ queryKey, ask }: PagesOptions<T, P>) {
  return useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => ask({ cursor: pageParam, limit: LIMIT }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }: P) => next ?? undefined,
  });
}

interface GrowingProps<T> extends Omit<TableProps<T>, 'items'> {
  readonly pages: ReturnType<typeof usePages<T, Page<T>>>;
  readonly empty: ReactNode;
}

export function Growing<T>({ pages, empty, ...table }: GrowingProps<T>) {
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = pages;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {error && <Problem error={error} again={() => void refetch()} />}
      {data === undefined && !error && <Waiting />}
      {data !== undefined && items.length === 0 && !hasNextPage && empty}
      {items.length > 0 && <Table {...table} items={items} />}
      {hasNextPage && (
        <div>
          <Button
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

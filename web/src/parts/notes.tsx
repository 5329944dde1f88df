/** What is said where there is nothing to show, or nothing to be had. */
import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import css from './parts.module.css';

export function Empty({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={css.empty}>
      <strong>{title}</strong>
      {children}
    </div>
  );
}

interface ProblemProps {
  readonly error: Error;
  readonly again?: (() => void) | undefined;
}

export function Problem({ error, again }: ProblemProps) {
  return (
    <div className={css.problem} role="alert">
      <span>{error.message}</span>
      {again && (
        <Button size="compact-sm" variant="default" onClick={again}>
          Try again
        </Button>
      )}
    </div>
  );
}

export function Waiting() {
  return (
    <div className={css.empty} role="status">
      <Loader size="sm" aria-hidden="true" />
      Fetching…
    </div>
  );
}

interface LoadedProps<T> {
  readonly of: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** The three states of everything that is fetched. What is known already stays while it is fetched again. */
export function Loaded<T>({ of, children }: LoadedProps<T>) {
  const { data, error, refetch } = of;
  return (
    <>
      {error && <Problem error={error} again={() => void refetch()} />}
      {data === undefined ? !error && <Waiting /> : children(data)}
    </>
  );
}

export function NotHere(): ReactElement {
  return (
    <main className={css.door}>
      <Empty title="There is no such page">
        <Link to="/">What is open now</Link>
      </Empty>
    </main>
  );
}

export function ScreenFailed({
  error,
  reset,
}: {
  readonly error: Error;
  readonly reset: () => void;
}): ReactElement {
  return (
    <div className={css.screen}>
      <h1>This page failed</h1>
      <p>The mistake is ours; nothing was changed by it.</p>
      <Problem error={error} again={reset} />
    </div>
  );
}

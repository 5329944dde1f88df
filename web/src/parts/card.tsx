import { useEffect, useId, type ReactNode } from 'react';
import css from './parts.module.css';

interface CardProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Card({ title, aside, children }: CardProps) {
  const id = useId();
  return (
    <section className={css.card} aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}

/** The head of a screen: what it answers, and one line of help. */
export function Screen({ title, says, children }: ScreenProps) {
  useEffect(() => {
    document.title = `${title} · Nightlatch`;
  }, [title]);
  return (
    <div className={css.screen}>
      <div>
        <h1>{title}</h1>
        {says !== undefined && <p className={css.quiet}>{says}</p>}
      </div>
      {children}
    </div>
  );
}

interface ScreenProps {
  readonly title: string;
  readonly says?: ReactNode;
  readonly children: ReactNode;
}

export type Fact = readonly [string, ReactNode];

/** Names and what they are; what is `null` is left out. */
export function Facts({ of }: { readonly of: readonly Fact[] }) {
  return (
    <dl className={css.facts}>
      {of
        .filter(([, value]) => value !== null && value !== undefined && value !== '')
        .map(([name, value]) => (
          <FactRow key={name} name={name} value={value} />
        ))}
    </dl>
  );
}

function FactRow({ name, value }: { readonly name: string; readonly value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

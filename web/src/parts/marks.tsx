/** Severity and state by word and shape as well as by colour. */
import type { Finding, FindingState, Severity } from '../shapes.ts';
import { moment, STATE_WORDS } from '../words.ts';
import css from './parts.module.css';

const SHAPES: Readonly<Record<Severity, string>> = {
  critical: 'M8 0 L16 8 L8 16 L0 8 Z',
  high: 'M8 1 L16 15 L0 15 Z',
  medium: 'M1 1 H15 V15 H1 Z',
  low: 'M8 1 A7 7 0 1 1 7.99 1 Z',
  info: 'M8 1 A7 7 0 1 1 7.99 1 Z M8 4 A4 4 0 1 0 8.01 4 Z',
};

export function SeverityMark({ severity }: { readonly severity: Severity }) {
  return (
    <span className={`${css.mark} ${css[severity]}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[severity]} fill="currentColor" fillRule="evenodd" />
      </svg>
      {severity}
    </span>
  );
}

export function StateMark({ state }: { readonly state: FindingState }) {
  const isShut = state === 'resolved' || state === 'verified';
  return (
    <span className={`${css.state} ${isShut ? css.shut : ''}`}>
      {isShut ? '✓ ' : ''}
      {STATE_WORDS[state]}
    </span>
  );
}

/** Nobody is told of it now. */
export function MuteMark({ of, now }: { readonly of: Finding['mute']; readonly now: number }) {
  if (of === null || Date.parse(of.until) <= now) return null;
  return <span className={css.quiet}>{`muted until ${moment(of.until)}`}</span>;
}

/** Both, for a line of a list. */
export function StateOf({
  of: { state, mute },
  now,
}: {
  readonly of: Finding;
  readonly now: number;
}) {
  return (
    <>
      <StateMark state={state} /> <MuteMark of={mute} now={now} />
    </>
  );
}

/** A moment in the reader's time, with the exact one behind it. */
export function When({ at, children }: { readonly at: string; readonly children: string }) {
  return (
    <time dateTime={at} title={at}>
      {children}
    </time>
  );
}

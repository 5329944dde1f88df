import { clip, columns } from './layout.ts';
import { count, duration, number } from './words.ts';

export interface ProgressState {
  /** Endpoints that are done. */
  readonly done: number;
  /** Endpoints in all; `null` while it is not known yet. */
  readonly total: number | null;
  readonly answered: number;
  /** Endpoints that let a stranger in. */
  readonly open: number;
  /** An estimate; `null` where there is none. */
  readonly secondsLeft: number | null;
}

/** One line without colour that fits `width`; what matters least goes first where it is narrow. */
export function progressLine(state: ProgressState, width: number): string {
  const { done, total, answered, open, secondsLeft } = state;
  const parts = [
    total === null
      ? count(done, 'endpoint')
      : `${number(done)}/${number(total)} ${total === 1 ? 'endpoint' : 'endpoints'}`,
    `${number(answered)} answered`,
    `${number(open)} open`,
  ];
  if (secondsLeft !== null) parts.push(`${duration(secondsLeft * 1000)} left`);

  let line = `looking  ${parts.join(' · ')}`;
  while (columns(line) > width && parts.length > 1) {
    parts.pop();
    line = `looking  ${parts.join(' · ')}`;
  }
  return clip(line, width);
}

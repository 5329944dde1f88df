/** What the terminal at hand can do. */
import { progressLine, type ProgressState } from '../report/index.ts';

export function wantsColor(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return stream.isTTY && TERM !== 'dumb';
}

export function columns(stream: NodeJS.WriteStream): number {
  return Math.min(120, Math.max(80, stream.columns ?? 100));
}

/** A line on standard error that is drawn again a few times a second; nothing where that is no terminal. */
export function showProgress(state: () => ProgressState, quiet: boolean): () => void {
  if (quiet || !process.stderr.isTTY) return () => undefined;
  const clear = '\r\u001B[2K';
  const timer = setInterval(() => {
    process.stderr.write(`${clear}${progressLine(state(), (process.stderr.columns ?? 80) - 1)}`);
  }, 150);
  timer.unref();
  return () => {
    clearInterval(timer);
    process.stderr.write(clear);
  };
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** The log of `serve`: words for a terminal, a JSON object a line for everything else. No secret passes. */
import { say } from './terminal.ts';

export type Level = 'info' | 'error';

export interface LogFacts {
  readonly [name: string]: string | number | boolean | null;
}

/** An address keeps its host and no more; what looks like a token is none of a log's business. */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@]{1,400}@/gi, '$1[redacted]@'],
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/[^\s/?#]{1,300})[/?#][^\s"']{1,2000}/gi, '$1/[redacted]'],
  [
    /\b(bearer|basic|password|passwd|secret|token|key)(["']?[ :=]+["']?)[^\s"']{1,2000}/gi,
    '$1$2[redacted]',
  ],
  [/\b(?=[\w-]*\d)[\w-]{40,2000}\b/g, '[redacted]'],
];

export function redacted(text: string): string {
  return SECRETS.reduce((clean, [pattern, by]) => clean.replaceAll(pattern, by), text);
}

export function log(level: Level, words: string, facts: LogFacts = {}): void {
  const clean = redacted(words);
  if (process.stderr.isTTY) say(clean);
  else say(lineOf(new Date(), level, clean, facts));
}

export function lineOf(time: Date, level: Level, message: string, facts: LogFacts): string {
  const clean = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === 'string' ? redacted(value) : value,
  ]);
  return JSON.stringify({
    time: time.toISOString(),
    level,
    message: redacted(message),
    ...Object.fromEntries(clean),
  });
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Small phrases of the page. */
import type { DataClass, ExposureWindow, FindingState } from './shapes.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on hours say nothing more. */
const LONG = 14 * DAY;

/** The two largest units: `3 h 12 min`. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return 'an unknown time';
  if (milliseconds < MINUTE) return `${Math.round(milliseconds / SECOND)} s`;
  if (milliseconds < HOUR) return `${Math.floor(milliseconds / MINUTE)} min`;
  if (milliseconds < DAY) return two(milliseconds, HOUR, 'h', MINUTE, 'min');
  if (milliseconds < LONG) return two(milliseconds, DAY, 'd', HOUR, 'h');
  return `${Math.floor(milliseconds / DAY)} days`;
}

function two(of: number, large: number, name: string, small: number, part: string): string {
  const rest = Math.floor((of % large) / small);
  return `${Math.floor(of / large)} ${name}${rest === 0 ? '' : ` ${rest} ${part}`}`;
}

export function number(value: number): string {
  return value.toLocaleString('en');
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

const TIME = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** In the reader's time zone. */
export function moment(iso: string): string {
  return TIME.format(new Date(iso));
}

export function day(iso: string): string {
  return DATE.format(new Date(iso));
}

export function ago(iso: string, now: number): string {
  const away = now - Date.parse(iso);
  if (away >= 0) return away < MINUTE ? 'just now' : `${duration(away)} ago`;
  return `in ${duration(-away)}`;
}

/** `open for 3 h 12 min`, or for how long it was. */
export function exposure(window: ExposureWindow | undefined, now: number): string {
  if (!window) return 'never seen open';
  const { firstOpen, firstShut } = window;
  const from = Date.parse(firstOpen);
  return firstShut === null
    ? `open for ${duration(Math.max(0, now - from))}`
    : `was open for ${duration(Date.parse(firstShut) - from)}`;
}

export const STATE_WORDS: Readonly<Record<FindingState, string>> = {
  open: 'Open',
  accepted: 'Accepted',
  resolved: 'Shut',
  verified: 'Shut, checked twice',
};

export const CLASS_WORDS: Readonly<Record<DataClass, string>> = {
  'chat-log': 'Chat logs',
  secret: 'Secrets',
  personal: 'Personal data',
  payment: 'Payment data',
  health: 'Health data',
  location: 'Location data',
};

const VANTAGE_WORDS: Readonly<Record<string, string>> = {
  internet: 'the internet',
  partner: 'networks of others',
  corporate: 'the corporate network',
  segment: 'the same network segment',
  host: 'this machine alone',
  'by-address': 'where each address says',
};

/** From where was looked, which is who else could. */
export function vantage(of: string | null): string {
  return VANTAGE_WORDS[of ?? 'by-address'] ?? of ?? '';
}

/** YYYY-MM-DD, so many days from now. */
export function inDays(days: number, now: number): string {
  return new Date(now + days * DAY).toISOString().slice(0, 10);
}

/** Seconds as the API counts them. */
export function seconds(value: number): string {
  return duration(value * SECOND);
}

const UNITS: Readonly<Record<string, number>> = { s: SECOND, m: MINUTE, h: HOUR, d: DAY };

/** `15m` as the configuration has it: `every 15 min`. */
export function every(text: string): string {
  return `every ${duration(intervalOf(text))}`;
}

export function intervalOf(text: string): number {
  return Number.parseInt(text, 10) * (UNITS[text.at(-1) ?? ''] ?? Number.NaN);
}

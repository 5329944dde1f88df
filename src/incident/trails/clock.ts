/** Times as logs write them. A log without a zone is read in the zone that the owner says (UTC where nobody does). */
import { UsageError } from '../../model/errors.ts';

export interface Clock {
  /** Milliseconds to add to local time in order to get UTC, at that local time. */
  toUtc(local: number): number;
  /** Milliseconds that the log's clock runs ahead. */
  readonly ahead: number;
}

const MINUTE = 60_000;
const HOUR = 3_600_000;
const KEPT_HOURS = 4096;

function offsetIn(format: Intl.DateTimeFormat, utc: number): number {
  const parts = Object.fromEntries(
    format.formatToParts(new Date(utc)).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts as Record<string, number>;
  return Date.UTC(year, month - 1, day, hour % 24, minute) - Math.floor(utc / MINUTE) * MINUTE;
}

function named(zone: string): (local: number) => number {
  let format: Intl.DateTimeFormat;
  try {
    const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    const times = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, ...parts, ...times });
  } catch {
    throw new UsageError(`--zone ${zone}: neither an offset such as +02:00 nor a known zone`);
  }
  const kept = new Map<number, number>();
  return (local) => {
    const hour = Math.floor(local / HOUR);
    const known = kept.get(hour);
    if (known !== undefined) return known;
    const first = offsetIn(format, local);
    const offset = offsetIn(format, local - first);
    if (kept.size > KEPT_HOURS) kept.clear();
    kept.set(hour, -offset);
    return -offset;
  };
}

/** `zone` is `UTC`, an offset or a name of the IANA list; `ahead` is in seconds. */
export function clockOf(zone = 'UTC', ahead = 0): Clock {
  const fixed = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    const shift = (fixed[1] === '-' ? 1 : -1) * minutes * MINUTE;
    return { toUtc: () => shift, ahead: ahead * 1000 };
  }
  return { toUtc: zone === 'UTC' ? () => 0 : named(zone), ahead: ahead * 1000 };
}

const STAMP =
  /^(\d{4})[-./](\d\d)[-./](\d\d)[ T](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?/;

function zoneShift(zone: string): number {
  if (!/^[+-]/.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', '') || '0');
  return (zone.startsWith('-') ? 1 : -1) * minutes * MINUTE;
}

function milliseconds(fraction: string | undefined): number {
  return fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000);
}

/** `2026-11-22 22:34:09.531`, with `.` or `/` between the parts of the day, `T` for the blank, and a zone or none. */
export function stamp(text: string, clock: Clock): number | undefined {
  const found = STAMP.exec(text);
  if (!found) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = found;
  const local =
    Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
    ) + milliseconds(fraction);
  const shift = zone === undefined ? clock.toUtc(local) : zoneShift(zone);
  return inRange(local + shift - clock.ahead);
}

const MONTHS: Readonly<Record<string, number>> = Object.fromEntries(
  ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map(
    (name, at) => [name, at],
  ),
);

/** `22/Nov/2026:22:35:41 +0000` and `22 Nov 2026 22:35:41.123`; without a year, that of `year`. */
export function dayFirst(text: string, clock: Clock, year?: number): number | undefined {
  const found =
    /^(\d{1,2})[/ ]([A-Z][a-z]{2})(?:[/ ](\d{4}))?[: ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: ([+-]\d{4}))?/.exec(
      text,
    );
  const month = MONTHS[found?.[2] ?? ''];
  const years = found?.[3] ?? year;
  if (!found || month === undefined || years === undefined) return undefined;
  const [, day, , , hour, minute, second, fraction, zone] = found;
  const local =
    Date.UTC(Number(years), month, Number(day), Number(hour), Number(minute), Number(second)) +
    milliseconds(fraction);
  const shift = zone === undefined ? clock.toUtc(local) : zoneShift(zone);
  return inRange(local + shift - clock.ahead);
}

/** Seconds since 1970, as a number or its digits. */
export function epochSeconds(value: unknown, clock: Clock): number | undefined {
  const seconds = typeof value === 'number' ? value : Number.parseFloat(String(value));
  return inRange(Math.round(seconds * 1000) - clock.ahead);
}

/** What no log of a database can be from, so that a wild number makes no coverage of a thousand years. */
const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

export function inRange(at: number): number | undefined {
  return at >= EARLIEST && at < LATEST ? at : undefined;
}

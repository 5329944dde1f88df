/** When an entry is looked at next. Pure: the time and the dice are handed in. */
import { Cron } from 'croner';
import { milliseconds, WEEKDAYS, type Blackout, type WatchEntry } from '../model/watch-config.ts';

const DEFAULT_EVERY = '1h';
const MINUTE = 60_000;
/** A week of minutes: a blackout that leaves nothing free is a mistake, and is not waited out. */
const MOST_STEPS = 7 * 24 * 60;

export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
}

/**
 * The start of the next look after one that started at `last`; at once where it was never looked at. `dice` gives a
 * number from 0 to 1, so that a hundred entries do not start together.
 */
export function nextStart(
  entry: WatchEntry,
  last: Date | undefined,
  now: Date,
  dice: () => number,
): Date {
  const due = last === undefined ? now : follow(entry, last, dice);
  return outOfBlackout(entry.blackout, due < now ? now : due);
}

function follow({ every, cron, zone, jitter }: WatchEntry, last: Date, dice: () => number): Date {
  if (cron !== undefined) {
    const next = pattern(cron, zone).nextRun(last);
    if (next) return next;
    throw new ScheduleError(`"${cron}" never comes`);
  }
  const interval = milliseconds(every ?? DEFAULT_EVERY);
  return new Date(last.getTime() + interval + Math.floor((interval * jitter * dice()) / 100));
}

function pattern(cron: string, timezone: string): Cron {
  try {
    return new Cron(cron, { paused: true, timezone });
  } catch (error) {
    throw new ScheduleError(
      `"${cron}" is no schedule: write minute hour day month weekday, as in 30 2 * * *`,
      { cause: error },
    );
  }
}

/** `due`, or the first whole minute behind the blackouts that it falls into. */
export function outOfBlackout(blackouts: readonly Blackout[], due: Date): Date {
  if (!blackouts.some((each) => covers(each, due))) return due;
  let at = new Date(Math.ceil(due.getTime() / MINUTE) * MINUTE);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (!blackouts.some((each) => covers(each, at))) return at;
    at = new Date(at.getTime() + MINUTE);
  }
  throw new ScheduleError('its blackouts leave no minute of the week free');
}

/** Whether `at` lies in the blackout; its end is free again. */
export function covers({ days, from, to, zone }: Blackout, at: Date): boolean {
  const { day, time } = localTime(at, zone);
  const isOver = to <= from;
  if (!isOver) return days.includes(day) && time >= from && time < to;
  const before = WEEKDAYS[(WEEKDAYS.indexOf(day) + 6) % 7] ?? 'sun';
  return (days.includes(day) && time >= from) || (days.includes(before) && time < to);
}

function localTime(at: Date, zone: string): { day: (typeof WEEKDAYS)[number]; time: string } {
  const parts = formatOf(zone).formatToParts(at);
  const of = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const name = of('weekday').toLowerCase();
  const day = WEEKDAYS.find((each) => each === name) ?? 'mon';
  return { day, time: `${of('hour')}:${of('minute')}` };
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-GB', {
        timeZone: zone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      });
    } catch (error) {
      throw new ScheduleError(`there is no time zone "${zone}"`, { cause: error });
    }
    formats.set(zone, format);
  }
  return format;
}

import { describe, expect, it } from 'vitest';
import { WatchEntry } from '../model/watch-config.ts';
import { covers, nextStart } from './schedule.ts';

const entry = (facts: object): WatchEntry => WatchEntry.parse({ name: 'lab', ...facts });
const time = (text: string): Date => new Date(`2026-01-${text}Z`);
const none = (): number => 0;

describe('the next look', () => {
  it('comes at once where there was none', () => {
    expect(nextStart(entry({ every: '1h' }), undefined, time('01T10:00'), none)).toEqual(
      time('01T10:00'),
    );
  });

  it('comes an interval after the start of the last one, and not before now', () => {
    const every = entry({ every: '15m' });
    expect(nextStart(every, time('01T10:00'), time('01T10:05'), none)).toEqual(time('01T10:15'));
    expect(nextStart(every, time('01T10:00'), time('01T12:00'), none)).toEqual(time('01T12:00'));
  });

  it('comes later by at most its jitter', () => {
    const every = entry({ every: '100m', jitter: 10 });
    expect(nextStart(every, time('01T10:00'), time('01T10:00'), () => 1)).toEqual(time('01T11:50'));
  });

  it('follows a cron pattern in its zone', () => {
    const nightly = entry({ cron: '30 2 * * *', zone: 'Europe/Berlin' });
    expect(nextStart(nightly, time('01T10:00'), time('01T10:00'), none)).toEqual(time('02T01:30'));
    expect(() =>
      nextStart(entry({ cron: 'often' }), time('01T10:00'), time('01T10:00'), none),
    ).toThrow(/no schedule/);
  });

  it('waits for the end of a blackout', () => {
    const office = { days: ['thu'], from: '09:00', to: '17:00', zone: 'Europe/Berlin' };
    // 1 January 2026 is a Thursday.
    const quiet = entry({ every: '1h', blackout: [office] });
    expect(nextStart(quiet, undefined, time('01T10:20:30'), none)).toEqual(time('01T16:00'));
    expect(nextStart(quiet, undefined, time('02T10:20'), none)).toEqual(time('02T10:20'));
    const always = entry({ blackout: [{ from: '00:00', to: '00:00' }] });
    expect(() => nextStart(always, undefined, time('01T10:00'), none)).toThrow(/no minute/);
  });

  it('knows a blackout over midnight', () => {
    const night = { days: ['thu' as const], from: '22:00', to: '06:00', zone: 'UTC' };
    expect(covers(night, time('01T23:00'))).toBe(true);
    expect(covers(night, time('02T05:59'))).toBe(true);
    expect(covers(night, time('02T06:00'))).toBe(false);
    expect(covers(night, time('02T23:00'))).toBe(false);
  });
});

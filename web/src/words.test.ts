import { expect, it } from 'vitest';
import { ago, duration, every, exposure, inDays } from './words.ts';

const NOW = Date.parse('2026-11-25T15:12:00Z');

it.each([
  [0, '0 s'],
  [42_000, '42 s'],
  [59 * 60_000, '59 min'],
  [3 * 3_600_000 + 12 * 60_000, '3 h 12 min'],
  [3 * 3_600_000, '3 h'],
  [4 * 86_400_000 + 5 * 3_600_000, '4 d 5 h'],
  [63 * 86_400_000, '63 days'],
  [Number.NaN, 'an unknown time'],
  [-1, 'an unknown time'],
])('%d ms is %s', (milliseconds, words) => {
  expect(duration(milliseconds)).toBe(words);
});

it('says for how long a door is open, or was', () => {
  const window = {
    lastShutBefore: null,
    firstOpen: '2026-11-25T12:00:00Z',
    lastOpen: '2026-11-25T15:00:00Z',
    firstShut: null,
    ended: null,
  };
  expect(exposure(window, NOW)).toBe('open for 3 h 12 min');
  expect(exposure({ ...window, firstShut: '2026-11-25T12:30:00Z', ended: 'shut' }, NOW)).toBe(
    'was open for 30 min',
  );
  expect(exposure(undefined, NOW)).toBe('never seen open');
});

it('says when, before and after now', () => {
  expect(ago('2026-11-25T15:11:30Z', NOW)).toBe('just now');
  expect(ago('2026-11-25T14:12:00Z', NOW)).toBe('1 h ago');
  expect(ago('2026-11-25T15:22:00Z', NOW)).toBe('in 10 min');
});

it('reads intervals of the configuration', () => {
  expect(every('15m')).toBe('every 15 min');
  expect(every('1h')).toBe('every 1 h');
});

it('counts days from now', () => {
  expect(inDays(30, NOW)).toBe('2026-12-25');
});

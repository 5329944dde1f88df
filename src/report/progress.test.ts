import { describe, expect, it } from 'vitest';
import { progressLine } from './progress.ts';

const state = { done: 1204, total: 65_536, answered: 312, open: 3, secondsLeft: 2.1 };

describe('the progress line', () => {
  it('tells what is done, what was found, and how long it takes', () => {
    expect(progressLine(state, 80)).toBe(
      'looking  1,204/65,536 endpoints · 312 answered · 3 open · 2.1 s left',
    );
  });

  it('knows the singular', () => {
    const one = { done: 1, total: 1, answered: 1, open: 1, secondsLeft: null };
    expect(progressLine(one, 80)).toBe('looking  1/1 endpoint · 1 answered · 1 open');
  });

  it('does without a total while there is none', () => {
    const early = { ...state, done: 1, total: null, secondsLeft: null };
    expect(progressLine(early, 80)).toBe('looking  1 endpoint · 312 answered · 3 open');
  });

  it.each([60, 50, 40, 30, 20, 10])('fits %i columns', (width) => {
    expect(progressLine(state, width).length).toBeLessThanOrEqual(width);
  });
});

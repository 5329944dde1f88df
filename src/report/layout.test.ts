import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clip, columns, wrap } from './layout.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const width = fc.integer({ min: 10, max: 60 });

describe('layout', () => {
  it('counts columns, not characters', () => {
    expect([columns('abc'), columns('数据'), columns('e\u0301'), columns('')]).toEqual([
      3, 4, 1, 0,
    ]);
  });

  it('never gives a line that is too wide', () => {
    fc.assert(
      fc.property(text, width, (long, room) => {
        const lines = [...wrap(long, room), clip(long, room)];
        expect(Math.max(...lines.map(columns))).toBeLessThanOrEqual(room);
      }),
    );
  });

  it('loses nothing but blanks at the breaks', () => {
    fc.assert(
      fc.property(text, width, (long, room) => {
        expect(wrap(long, room).join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''));
      }),
    );
  });

  it('breaks at blanks, and inside a word only where it must', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('abcdefghijkl mn', 5)).toEqual(['abcde', 'fghij', 'kl mn']);
  });

  it('marks a cut', () => {
    expect(clip('abcdef', 4)).toBe('abc…');
  });
});

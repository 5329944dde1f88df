import { describe, expect, it } from 'vitest';
import { gapLines } from './gaps.ts';

const gaps = (amount: number, reason: (index: number) => string) =>
  Array.from({ length: amount }, (_, index) => ({ target: `t${index}`, reason: reason(index) }));

describe('gaps', () => {
  it('are told one by one where they are few', () => {
    expect(
      gapLines(
        gaps(2, () => 'r'),
        5,
      ),
    ).toEqual([
      { who: '"t0"', reason: 'r' },
      { who: '"t1"', reason: 'r' },
    ]);
  });

  it('share a line with others of the same reason where they are many', () => {
    expect(
      gapLines(
        gaps(10, () => 'r'),
        5,
      ),
    ).toEqual([{ who: '"t0", "t1", "t2" and 7 more', reason: 'r' }]);
  });

  it('are counted even where every reason is another', () => {
    const lines = gapLines(gaps(5000, String), 5);
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)?.who).toBe('4,995 more');
  });
});

import { describe, expect, it } from 'vitest';
import { permute } from './permutation.ts';

describe('a permutation', () => {
  it.each([0, 1, 2, 3, 5, 64, 1000, 65_535, 65_536, 65_537])(
    'of %i has each index once',
    (size) => {
      const seen = [...permute(size)];
      expect(seen).toHaveLength(size);
      expect(new Set(seen).size).toBe(size);
      expect(seen.every((index) => index >= 0 && index < size)).toBe(true);
    },
  );

  it('stays exact at the largest size', () => {
    const seen = new Set<number>();
    for (const index of permute(2 ** 32)) {
      expect(Number.isSafeInteger(index)).toBe(true);
      if (seen.add(index).size === 10_000) break;
    }
    expect(seen.size).toBe(10_000);
  });

  it('jumps about', () => {
    const seen = [...permute(4096)];
    const neighbours = seen.filter(
      (index, place) => Math.abs(index - (seen[place - 1] ?? -9)) < 16,
    );
    expect(neighbours.length).toBeLessThan(100);
  });
});

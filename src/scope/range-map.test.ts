import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RangeMap } from './range-map.ts';
import { blockOf } from './range.ts';

/** Blocks in the lowest 256 addresses, so that they often meet. */
const blocks = (version: 4 | 6) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 8 }))
      .map(([value, less]) =>
        version === 4
          ? blockOf({ version, value }, 32 - less)
          : blockOf({ version, value: BigInt(value) }, 128 - less),
      ),
    { maxLength: 12 },
  );

describe('a map of ranges', () => {
  it.each([4, 6] as const)('knows all IPv%i ranges that cover an address', (version) => {
    fc.assert(
      fc.property(blocks(version), (ranges) => {
        const items = ranges.map((range, item) => ({ range, item }));
        const map = new RangeMap<number, readonly number[]>(items, (covering) => covering);
        for (let value = 0; value < 260; value++) {
          const address = version === 4 ? { version, value } : { version, value: BigInt(value) };
          const expected = items
            .filter(({ range }) => range.low <= value && value <= range.high)
            .map(({ item }) => item);
          expect((map.at(address) ?? []).toSorted((a, b) => a - b)).toEqual(expected);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('cuts a range without holes or overlaps', () => {
    fc.assert(
      fc.property(blocks(4), blocks(4), (ranges, [within]) => {
        fc.pre(within !== undefined);
        const everything = { range: blockOf({ version: 4, value: 0 }, 0), item: -1 };
        const items = [everything, ...ranges.map((range, item) => ({ range, item }))];
        const map = new RangeMap<number, readonly number[]>(items, (covering) => covering);
        let next = within.low;
        for (const { low, high } of map.within(within)) {
          expect(low).toBe(next);
          next = high + 1n;
        }
        expect(next).toBe(within.high + 1n);
      }),
    );
  });

  it('gives the narrowest last', () => {
    const items = ['10.0.0.0/8', '10.0.0.0/16'].map((item) => ({
      item,
      range: blockOf({ version: 4, value: 10 * 2 ** 24 }, Number(item.slice(9))),
    }));
    const map = new RangeMap(items.toReversed(), (covering: readonly string[]) => covering.at(-1));
    expect(map.at({ version: 4, value: 10 * 2 ** 24 })).toBe('10.0.0.0/16');
    expect(map.at({ version: 4, value: 11 * 2 ** 24 })).toBeUndefined();
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countPorts,
  formatPorts,
  hasPort,
  mergePorts,
  parsePorts,
  portsOf,
  type PortRanges,
} from './port-ranges.ts';

const ranges: fc.Arbitrary<PortRanges> = fc.array(
  fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 9 }))
    .map(([low, more]) => [low, low + more] as const),
  { minLength: 1, maxLength: 8 },
);

const listed = (all: PortRanges): number[] =>
  Array.from({ length: 80 }, (_, port) => port).filter((port) => hasPort(all, port));

describe('port ranges', () => {
  it('come back from their text, merged', () => {
    fc.assert(
      fc.property(ranges, (some) => {
        expect(parsePorts(formatPorts(some))).toEqual(mergePorts(some));
        expect(listed(mergePorts(some))).toEqual(listed(some));
        expect(countPorts(mergePorts(some))).toBe(listed(some).length);
        expect(portsOf(listed(some))).toEqual(mergePorts(some));
      }),
    );
  });
});

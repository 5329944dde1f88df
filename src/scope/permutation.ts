// Full period for any power of two as modulus: the multiplier is 1 more than a multiple of 4, the increment odd
// (Hull and Dobell). The multiplier stays below 2^20, so that products with 33 bits are exact.
const MULTIPLIER = 742_957;
const INCREMENT = 1_013_904_223;

/**
 * Every index below `size` once, in an order that is the same each time and jumps about, in constant memory.
 * Where a range varies fastest with the index, its hosts take turns instead of being asked one after another.
 */
export function* permute(size: number): Generator<number> {
  const modulus = 2 ** Math.ceil(Math.log2(Math.max(size, 1)));
  let state = 0;
  for (let step = 0; step < modulus; step++) {
    if (state < size) yield state;
    state = (state * MULTIPLIER + INCREMENT) % modulus;
  }
}

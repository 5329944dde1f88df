/** What every codec owes: nothing before the whole value, the same value however the bytes arrive, no other error. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { ProtocolError, type Parse } from '../src/protocols/codec.ts';

/** Feeds `bytes` cut at every place: each beginning is not yet a value, the whole is `value`. */
export function expectWhole<T>(parse: Parse<T>, bytes: Buffer, value: T): void {
  for (let end = 0; end < bytes.length; end += 1)
    expect(parse(bytes.subarray(0, end), false), `the first ${end} bytes`).toBeUndefined();
  expect(parse(bytes, false)).toEqual({ value, length: bytes.length });
  expect(parse(Buffer.concat([bytes, Buffer.from('next')]), false)?.length).toBe(bytes.length);
}

/** Arbitrary bytes, and true ones with a few bytes changed, end in a value, `undefined` or a `ProtocolError`. */
export function expectCalm(
  read: (bytes: Buffer, ended: boolean) => unknown,
  samples: readonly Buffer[] = [],
): void {
  const calm = (bytes: Buffer): void => {
    for (const ended of [false, true]) {
      try {
        read(bytes, ended);
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => calm(Buffer.from(raw))));
  for (const sample of samples) {
    const changes = fc.array(fc.tuple(fc.nat(Math.max(0, sample.length - 1)), fc.nat(255)), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(changes, fc.nat(sample.length), (changed, cut) => {
        const bytes = Buffer.from(sample);
        for (const [at, value] of changed) bytes[at] = value;
        calm(bytes);
        calm(bytes.subarray(0, cut));
      }),
    );
  }
}

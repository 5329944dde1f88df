import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mendedJson } from './http-mended-json.ts';

it.each([
  ['[{"a":1},{"b":"x,]', [{ a: 1 }]],
  ['{"rows":[{"id":"a","doc":{"n":[1,2', { rows: [{ id: 'a', doc: { n: [1] } }] }],
  [String.raw`["a\"],","b`, ['a"],']],
  ['{"a":{"b":2}', { a: { b: 2 } }],
  ['[1,2]', [1, 2]],
])('keeps of %s what is whole', (text, expected) => {
  expect(mendedJson(text)).toEqual(expected);
});

it.each(['', '{', '["abc', '{"a":', 'no json, at all', '['.repeat(1000)])(
  'makes nothing of %s',
  (text) => {
    expect(mendedJson(text)).toBeUndefined();
  },
);

it('never fails, wherever JSON is cut, and never adds a value', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), fc.nat(), (text, at) => {
      const cut = text.slice(0, at % (text.length + 1));
      const mended = JSON.stringify(mendedJson(cut)) ?? '';
      expect(mended.length).toBeLessThanOrEqual(Math.max(text.length, 0) + 32);
    }),
  );
});

it('reads a megabyte in no time', () => {
  const start = performance.now();
  mendedJson(`[${'{"a":"b"},'.repeat(100_000)}`);
  expect(performance.now() - start).toBeLessThan(2000);
});

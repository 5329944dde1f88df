import { expect, it } from 'vitest';
import { Spool } from './spool.ts';

it('gives back what it took, in order, any number of times, and by place', () => {
  const spool = new Spool<{ n: number; text: string }>('test.jsonl');
  const values = Array.from({ length: 3000 }, (_, n) => ({ n, text: 'ü\n"'.repeat(n % 40) }));
  const places = values.map((value) => spool.append(value));

  expect([...spool]).toEqual(values);
  expect([...spool]).toEqual(values);
  expect([...spool.lines()].map((line): unknown => JSON.parse(line))).toEqual(values);
  expect(places.map((place) => spool.at(place))).toEqual(values);
  expect(spool.count).toBe(3000);
  spool.close();
});

it('holds a value that is larger than its block', () => {
  const spool = new Spool<string>('test.jsonl');
  const large = 'x'.repeat(300_000);
  const place = spool.append(large);
  spool.append('small');
  expect([...spool]).toEqual([large, 'small']);
  expect(spool.at(place)).toBe(large);
  spool.close();
});

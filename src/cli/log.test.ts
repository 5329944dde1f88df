import { expect, it } from 'vitest';
import { lineOf, redacted } from './log.ts';

it.each([
  ['it said https://ada:hunter2@db.example/x?y=1 again', 'ada', 'hunter2', 'x?y'],
  ['posted to https://hooks.example/services/T0/B0/abcdef', 'T0', 'abcdef'],
  ['postgresql://nightlatch:s3cret@10.0.0.1:5432/watch refused', 's3cret'],
  ['password: correct-horse was refused', 'correct-horse'],
  ['Authorization: Bearer abc.def.ghi', 'abc.def'],
  [`token nl_${'a1'.repeat(30)} is none`, 'a1a1'],
])('keeps secrets out of "%s"', (text, ...secrets) => {
  const clean = redacted(text);
  for (const secret of secrets) expect(clean).not.toContain(secret);
  expect(clean).toContain('[redacted]');
});

it('writes an object a line, whatever stands in it', () => {
  const line = lineOf(new Date(0), 'error', 'a\nb "c"', { run: 'r1', receiver: 'password=x' });
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    time: '1970-01-01T00:00:00.000Z',
    level: 'error',
    message: 'a\nb "c"',
    run: 'r1',
    receiver: 'password=[redacted]',
  });
});

it('leaves run ids and hosts readable', () => {
  const text = 'lab: the look 0b2c7c1e-5b1f-4a55-9a3e-3b1c6a0a6e11 at db.example.org:6379 failed';
  expect(redacted(text)).toBe(text);
});

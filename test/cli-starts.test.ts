import { expect, it } from 'vitest';
import { nightlatch } from './run-cli.ts';

it('starts, and names each of its commands once', async () => {
  const { code, out } = await nightlatch(['--help']);
  expect(code).toBe(0);
  const names = [...out.matchAll(/^ {2}([a-z]+)\b/gm)].map(([, name]) => name);
  expect(names).toContain('backup');
  expect(new Set(names).size).toBe(names.length);
});

import { main } from '../src/cli/main.ts';
import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { productById } from '../src/catalogue/products.ts';
import { Access } from '../src/model/access.ts';
import { rules } from '../src/rules/index.ts';
import { families } from '../src/services/families.ts';
import { services } from '../src/services/index.ts';
import { declarations } from '../src/wire/recorder.ts';

it.each(services.map((service) => [service.id, service] as const))(
  '%s is in the catalogue and declares itself',
  (id, service) => {
    expect(productById(id)?.id ?? id).toBe(id);
    expect(service.sends.length).toBeGreaterThan(0);
    expect(service.verdicts.every((verdict) => Access.options.includes(verdict))).toBe(true);
    expect(service.verified).not.toBe('');
  },
);

it('has one service for an id and a way of talking, and every family is spoken by somebody', () => {
  const keys = services.map(({ id, family }) => `${id} over ${family}`);
  expect(new Set(keys).size).toBe(keys.length);
  for (const { id } of families)
    expect([id, services.some(({ family }) => family === id) || id === 'other']).toEqual([
      id,
      true,
    ]);
});

it.each(rules.map(({ id }) => id))('rule %s has a page and a test', (id) => {
  expect(existsSync(`docs/rules/${id}.md`)).toBe(true);
  const tests = [
    `src/rules/${id}.test.ts`,
    ...(id.startsWith('certificate-') ? ['src/rules/certificates.test.ts'] : []),
  ];
  expect(tests.some((file) => existsSync(file))).toBe(true);
});

it('declares nothing that writes', () => {
  const WRITES =
    /^(?:SET|DEL|FLUSH|CONFIG SET|EVAL|PUT|DELETE|PATCH|INSERT|DROP|CREATE|UPDATE|ALTER|GRANT|KEYS|MONITOR)\b/i;
  expect(
    services
      .flatMap(({ sends, lists = [] }) => [...sends, ...lists])
      .filter((line) => WRITES.test(line)),
  ).toEqual([]);
});

it('matches a placeholder with one bounded word', () => {
  const declared = declarations(['GET /{name}', 'PING']);
  expect(declared('GET /abc')).toBe(true);
  expect(declared('GET /a b')).toBe(false);
  expect(declared('GET /a/b')).toBe(false);
  expect(declared('PING extra')).toBe(false);
});

it('has a command line in which no command stands twice', async () => {
  // Two branches that add the same command merge without a conflict.
  expect(await main(['--version'])).toBe(0);
});

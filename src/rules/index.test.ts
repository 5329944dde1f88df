import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { remedyFor } from '../catalogue/remedies.ts';
import { products } from '../catalogue/products.ts';
import { rules } from './index.ts';

const URL = /^https:\/\/\S+$/;

describe('the registry of rules', () => {
  it('has a file for each rule, under its id', () => {
    const files = readdirSync(import.meta.dirname);
    expect(files).toEqual(expect.arrayContaining(rules.map(({ id }) => `${id}.ts`)));
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('leaves no rule out', () => {
    const notRules = [
      'foreseen',
      'rule',
      'index',
      'judge',
      'verdict-of',
      'web',
      'certificate',
      'host-names',
      'accounts-asked',
    ];
    const ids = readdirSync(import.meta.dirname)
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => name.replace('.ts', ''))
      .filter((name) => !notRules.includes(name));
    expect(rules.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s says what a person needs',
    (_id, rule) => {
      expect(rule.id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      expect(rule.why).toMatch(/\.$/);
      expect(rule.remedy).toMatch(/\.$/);
      expect(rule.title).not.toBe(rule.remedy);
      for (const cwe of rule.cwe) expect(cwe).toMatch(/^CWE-\d+$/);
      for (const page of rule.references) expect(page).toMatch(URL);
    },
  );

  it('has remedies only for rules that exist', () => {
    const known = products.flatMap(({ id }) =>
      rules.map((rule) => remedyFor(rule.id, id)).filter((remedy) => remedy !== undefined),
    );
    expect(known.length).toBeGreaterThan(30);
    for (const { text, docs } of known) {
      expect(text).toMatch(/[.…]$/);
      expect(docs).toMatch(URL);
    }
  });
});

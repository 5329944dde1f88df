import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hostileRun, manyRun } from '../../test/report-hostile.ts';
import { emptyRun, realisticRun, sampleRules } from '../../test/report-samples.ts';
import type { RunView } from '../model/run.ts';
import { html } from './html.ts';

function page(view: RunView): string {
  return [...html(view, { rules: sampleRules })].join('');
}

const VOID = new Set(['meta', 'path']);
const KNOWN =
  /^(?:html|head|meta|title|style|body|div|svg|path|strong|span|main|h[1-4]|p|dl|dt|dd|section|article|header|bdi|code|ul|li|a|details|summary|table|thead|tbody|tr|th|td|footer)$/;

/** Reads all tags and fails on one that is unknown, or that closes what is not open. */
function tagsOf(text: string): { name: string; attributes: string }[] {
  const open: string[] = [];
  const tags: { name: string; attributes: string }[] = [];
  const markup = text.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/, '');
  for (const [, slash, name = '', attributes = ''] of markup.matchAll(
    /<(\/?)([^\s>/]*)([^>]*)>/g,
  )) {
    expect(name).toMatch(KNOWN);
    if (slash === '/') expect(open.pop()).toBe(name);
    else if (!VOID.has(name)) open.push(name);
    if (slash === '') tags.push({ name, attributes });
  }
  expect(open).toEqual([]);
  return tags;
}

describe.each([
  ['an empty run', emptyRun],
  ['the founding case', realisticRun],
  ['hostile texts', hostileRun()],
  ['1,000 of the same', manyRun(1000)],
])('the HTML page of %s', (_name, view) => {
  const text = page(view);
  const tags = tagsOf(text);

  it('loads nothing and runs nothing', () => {
    expect(text).not.toMatch(/<script|<img|<link|<iframe|<object|@import|url\(/i);
    expect(tags.map(({ attributes }) => attributes).join(' ')).not.toMatch(
      /\bon\w+=|\bsrc=|\bstyle=|javascript:/i,
    );
  });

  it('has a policy that allows its own style alone', () => {
    const style = /<style>([^<]*)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(text).toContain(`content="default-src 'none'; style-src 'sha256-${hash}';`);
    expect(text.indexOf('Content-Security-Policy')).toBeLessThan(text.indexOf('<style>'));
  });

  it('links to the pages of our rules only', () => {
    const links = tags.filter(({ name }) => name === 'a').map(({ attributes }) => attributes);
    for (const link of links) {
      expect(link).toMatch(
        /^ href="(?:#coverage"|https:\/\/(?:cwe\.mitre\.org|clickhouse\.com)\/[^"]*" rel="noreferrer")$/,
      );
    }
  });

  it('has its headings in order, and its tables with headers', () => {
    const levels = tags.flatMap(({ name }) => (/^h\d$/.test(name) ? Number(name[1]) : []));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [index, level] of levels.entries()) {
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
    for (const { attributes } of tags.filter(({ name }) => name === 'th')) {
      expect(attributes).toContain('scope=');
    }
    expect(text).toContain('<html lang="en">');
  });
});

describe('the HTML page', () => {
  it('tells the founding case', () => {
    const text = page(realisticRun);
    expect(text).toContain('<h1>4 findings on 3 hosts</h1>');
    expect(text).toContain('ClickHouse: anonymous access <bdi class="version">24.8.4.13</bdi>');
    expect(text).toContain('AUTHENTICATION_FAILED (516)');
    expect(text).toContain('clickhouse-prod-2');
    expect(text).toContain('href="https://cwe.mitre.org/data/definitions/306.html"');
  });

  it('tells evidence once a look', () => {
    expect(page(realisticRun).match(/<details>/g)).toHaveLength(3);
  });

  it('links no page that is not ours', () => {
    const text = page(hostileRun());
    expect(text).not.toContain('href="https://evil');
  });

  it('says of an empty run that nothing was judged', () => {
    expect(page(emptyRun)).toContain('<h1>Nothing answered, so nothing was judged</h1>');
  });

  it('collapses 1,000 of the same', () => {
    expect(page(manyRun(1000)).match(/<article/g)).toHaveLength(1);
  });
});

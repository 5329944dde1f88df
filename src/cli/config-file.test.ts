import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Config } from '../model/config.ts';
import { UsageError } from '../model/errors.ts';
import { loadConfig, parseConfig } from './config-file.ts';
import { INIT_TEMPLATE } from './init-template.ts';

/** What is wrong with `text`, or nothing; anything but a UsageError goes through. */
function complaint(text: string): string {
  try {
    parseConfig(text, 'n.yaml');
    return '';
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

describe('a configuration', () => {
  it.each([
    ['', { version: 1, scope: [], targets: [], exclude: [], policy: {} }],
    ['rate: 100\nvantage: internet', { rate: 100, vantage: 'internet' }],
    ['targets: ["10.0.0.0/24:80", "@hosts.txt"]', { targets: ['10.0.0.0/24:80', '@hosts.txt'] }],
    [
      'scope:\n- {range: 203.0.113.0/24, owner: Ops, attested: {by: Ann, on: 2026-01-31}}',
      {
        scope: [
          { range: '203.0.113.0/24', owner: 'Ops', attested: { by: 'Ann', on: '2026-01-31' } },
        ],
      },
    ],
  ])('%j is read', (text, expected) => {
    expect(parseConfig(text, 'n.yaml')).toMatchObject(expected);
  });

  it.each([
    ['rat: 5', 'n.yaml:1:1: unknown key "rat", did you mean "rate"?'],
    ['rate: 1\nexlude: []', 'n.yaml:2:1: unknown key "exlude", did you mean "exclude"?'],
    ['policy:\n  defalt: {}', 'n.yaml:2:3: unknown key "defalt", did you mean "default"?'],
    [
      'scope:\n- range: 10.0.0.1\n  owner: a\n  zzz: 1',
      'n.yaml:4:3: unknown key "zzz", known here: range, owner, attested',
    ],
    ['__proto__: {a: 1}', /^n\.yaml:1:1: unknown key "__proto__", known here: /],
    ['rate: fast', 'n.yaml:1:7: "rate" must be a number'],
    ['rate: 0', 'n.yaml:1:7: "rate" must be 1 or more'],
    ['rate: 1.5', 'n.yaml:1:7: "rate" must be a whole number'],
    ['timeout: 99999999', 'n.yaml:1:10: "timeout" must be 15000 or less'],
    ['accounts: all', 'n.yaml:1:11: "accounts" must be none, empty or default'],
    ['fail_on_unknown: "yes"', 'n.yaml:1:18: "fail_on_unknown" must be true or false'],
    ['targets: 10.0.0.1', /^n\.yaml:1:10: "targets" must be a list/],
    ['targets:\n- 5', /^n\.yaml:2:3: "targets\.0" must be text/],
    ['version: 2', 'n.yaml:1:10: "version" must be 1'],
    ['- a', 'n.yaml:1:1: the configuration must be a map of keys and values'],
    ['scope:\n- range: 10.0.0.1', /^n\.yaml:2:3: "scope\.0\.owner" is missing: write text/],
    ['scope:\n- {range: a.b, owner: ""}', 'n.yaml:2:23: "scope.0.owner" must not be empty'],
    [
      'scope:\n- range: a.b\n  owner: o\n  attested: {by: x, on: yesterday}',
      'n.yaml:4:25: "scope.0.attested.on" must be a day like 2026-01-31',
    ],
    ['rate: 1\nrate: 2', 'n.yaml:2:1: a key stands twice in one map: keep one'],
    ['rate: [1', /^n\.yaml:1:\d+: /],
    ['rate: !!js/function x', /^n\.yaml:1:7: /],
    ['targets: [*nothing]', /^n\.yaml/],
    ['targets:\n- 10.0.0.1:0', /^n\.yaml:2:3: port "0" is out of range/],
    [
      'exclude:\n- a\n- 0x7f.1',
      /^n\.yaml:3:3: "0x7f\.1" is an IPv4 address in disguise: write 127\.0\.0\.1/,
    ],
    [
      'scope:\n- range: 0.0.0.0/0\n  owner: o',
      /^n\.yaml:2:10: the scope entry "0\.0\.0\.0\/0" is too wide/,
    ],
    [
      'scope:\n- range: co.uk\n  owner: o',
      /^n\.yaml:2:10: the scope entry "co\.uk" is a public suffix/,
    ],
    ['\u001b[2J: 1', /^n\.yaml:1:1: /],
  ])('%j is refused with place and mend', (text, expected) => {
    const message = complaint(text);
    expect(message).toMatch(expected);
    expect(message).not.toMatch(/\p{Cc}/u);
  });

  it('points into the anchor where an alias is wrong', () => {
    const text = 'exclude: &a\n- 10.0.0.1:99999\ntargets: *a';
    expect(complaint(text)).toMatch(/^n\.yaml:2:3: /);
  });

  it('refuses aliases without end, and depth without end', () => {
    const bomb = ['a0: &a0 [x,x,x,x,x,x,x,x,x,x]'];
    for (let level = 1; level < 10; level++) {
      bomb.push(
        `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(',')}]`,
      );
    }
    expect(complaint(bomb.join('\n'))).toMatch(/aliases/);
    expect(complaint('['.repeat(200_000))).toMatch(/^n\.yaml/);
    expect(complaint(`a: ${'{b: '.repeat(100_000)}`)).toMatch(/^n\.yaml/);
  });

  it('answers any text with a configuration or one line', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'grapheme' }), (text) => {
        expect(complaint(text)).not.toMatch(/\n/);
      }),
    );
  });
});

describe('a configuration file', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nightlatch-config-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  it.each([
    ['large.yaml', Buffer.alloc(1024 * 1024 + 1, '#'), /larger than 1 MB/],
    ['latin.yaml', Buffer.from([0x23, 0xe9]), /not UTF-8/],
  ])('%s is refused', async (name, bytes, expected) => {
    const file = join(folder, name);
    await writeFile(file, bytes);
    await expect(loadConfig(file)).rejects.toThrow(expected);
  });

  it('is told apart from one that is not there', async () => {
    await expect(loadConfig(join(folder, 'none.yaml'))).rejects.toThrow(
      /cannot be read \(ENOENT\)/,
    );
    await expect(loadConfig(folder)).rejects.toThrow(/cannot be read \(EISDIR\)/);
  });

  it('is read from the disk', async () => {
    const file = join(folder, 'good.yaml');
    await writeFile(file, INIT_TEMPLATE);
    expect(await loadConfig(file)).toEqual(Config.parse({}));
  });
});

describe('the template', () => {
  const examples = INIT_TEMPLATE.replaceAll(/^#(?! |$)/gm, '').replaceAll(/^# {2}(?= *\S)/gm, '  ');

  it('holds good with its examples switched on, each key once', () => {
    const config = parseConfig(examples, 'n.yaml');
    const known = Object.keys(z.toJSONSchema(Config).properties ?? {});
    expect(Object.keys(config).toSorted()).toEqual(known.toSorted());
    expect(config.scope).toHaveLength(2);
  });
});

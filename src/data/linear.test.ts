import { describe, expect, it } from 'vitest';
import { classifyItem } from './classify.ts';
import { linear, linearPatterns } from './linear.ts';

const MEGABYTE = 1_000_000;
const EIGHTH = 8;

/** What begins like a hit, again and again, and what a greedy pattern likes to swallow. */
const BAIT: readonly string[] = [
  ...[
    'a',
    '0',
    ' ',
    '-',
    '.',
    '_',
    '/',
    '\n',
    '$',
    '{',
    'aA0',
    '0 ',
    '0-',
    '00.',
    'a.',
    'a@',
    'a@a.',
    '.a@a',
  ],
  ...[
    'eyJa',
    '-eyJa.',
    ' sk-',
    'sk-a ',
    'AKIA',
    '-----BEGIN ',
    '-----BEGIN A ',
    '://',
    '://a:',
    '://a:b',
    '://a:b@',
  ],
  ...[
    'password=',
    'key: "',
    'Bearer ',
    'token token:',
    '$2b$10$',
    '$argon2id$v=19$a$',
    '{SSHA}',
    'pbkdf2_sha256$1$',
  ],
  ...[
    '+49 ',
    '(415) ',
    '415-555-',
    'DE00',
    'DE00 AAAA ',
    '1234 1234 ',
    '000-00-',
    '12345678-1234-',
    '1.1.1.',
  ],
  ...[
    '### Human',
    '\nUser:',
    '\nAssistant:',
    '<|im_start|>',
    '"role":"',
    '"role" : "user"',
    '"object":"',
    'Jane ',
    'Jane_Doe ',
  ],
  ...['cn=', 'cn=a,', 'é', '中', 'gh', 'xoxb-', 'hooks.slack.com/', 'scrypt:32768:8:1$', '%40'],
];

function time(pattern: RegExp, text: string): number {
  const before = process.cpuUsage();
  if (pattern.sticky) {
    // Tried where a search by words may send it: at every place that looks like a beginning.
    for (let at = 0; at < text.length; at += 64) {
      pattern.lastIndex = at;
      pattern.test(text);
    }
  } else if (pattern.global) {
    pattern.lastIndex = 0;
    let found = 0;
    while (pattern.test(text)) found += 1;
    expect(found).toBeLessThanOrEqual(text.length);
  } else {
    pattern.test(text);
  }
  // Processor time, which a busy machine hardly changes; the wall clock would tell of its other work.
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function best(pattern: RegExp, text: string, rounds: number): number {
  return Math.min(...Array.from({ length: rounds }, () => time(pattern, text)));
}

/** Eight times the text may take eight times as long, and as much again for a busy machine; a square takes 64. */
const MOST_RATIO = 20;
/** Below it the clock says more of the machine than of the pattern; a square of it would be seen all the same. */
const QUICK_MS = 150;
/** What is linear is so at one of some tries; a square never is. */
const TRIES = 3;

/** From small to large, so that a square is found out before a megabyte would take an hour. */
function isLinear(pattern: RegExp, bait: string, most = MEGABYTE): boolean {
  const text = bait.repeat(most / bait.length);
  return [most / EIGHTH / EIGHTH, most / EIGHTH, most].every((size) =>
    growsAtMost(pattern, text.slice(0, size)),
  );
}

function growsAtMost(pattern: RegExp, large: string): boolean {
  const small = large.slice(0, large.length / EIGHTH);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const taken = best(pattern, large, 1);
    if (taken < QUICK_MS || taken / Math.max(1, best(pattern, small, 2)) < MOST_RATIO) return true;
  }
  return false;
}

/** A quantifier without an end inside of something that repeats: the shape of every catastrophe. */
function nests(source: string): boolean {
  const flat = source.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  return /\((?:[^()]|\([^()]*\))*(?:[*+]|\{\d+,\})(?:[^()]|\([^()]*\))*\)(?:[*+]|\{\d+,\})/.test(
    flat,
  );
}

describe('patterns that meet values', () => {
  it('are all entered, and many', () => {
    expect(classifyItem).toBeTypeOf('function');
    expect(linearPatterns.length).toBeGreaterThan(60);
  });

  it.each(linearPatterns.map((pattern) => [pattern.source.slice(0, 60), pattern] as const))(
    '%s',
    (_source, pattern) => {
      expect(nests(pattern.source)).toBe(false);
      expect(BAIT.filter((bait) => !isLinear(pattern, bait))).toEqual([]);
    },
  );

  it('would notice one that is not', () => {
    const before = linearPatterns.length;
    const square = linear(/a+b/g);
    linearPatterns.length = before;
    // A megabyte of it would take an hour.
    expect(isLinear(square, 'a', 32_768)).toBe(false);
    expect(nests('(a+)+$')).toBe(true);
    expect(nests(String.raw`(?:x\d{1,})*y`)).toBe(true);
  });
});

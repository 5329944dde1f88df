import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../test/report-hostile.ts';
import { proseForHtml, proseForMarkdown } from './prose.ts';

/** What stays of a line once code spans are taken out, by CommonMark's rule of equal runs of backticks. */
function outsideOfSpans(line: string): string {
  let rest = '';
  let index = 0;
  while (index < line.length) {
    const run = /^`+/.exec(line.slice(index))?.[0];
    if (run === undefined) {
      rest += line[index];
      index++;
      continue;
    }
    const after = line.slice(index + run.length);
    const close = new RegExp(`(?<!\`)${run}(?!\`)`).exec(after);
    if (close === null) rest += run;
    index += run.length + (close === null ? 0 : close.index + run.length);
  }
  return rest;
}

describe('our own sentences in Markdown', () => {
  it.each([
    ['Set `requirepass`, or bind to 127.0.0.1.', 'Set `requirepass`, or bind to 127.0.0.1.'],
    ['Open tcp_port_secure, then stop.', 'Open `tcp_port_secure`, then stop.'],
    ['narrow its <networks>', 'narrow its &lt;networks&gt;'],
    ['see www.evil.example', 'see `www.evil.example`'],
    ['ask @team about #12', 'ask `@team` about `#12`'],
    ['one ` alone', 'one `\\u{60}` alone'],
  ])('sets %j', (text, expected) => {
    expect(proseForMarkdown(text)).toBe(expected);
  });

  it('leaves nothing live outside of code spans', () => {
    const words = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom(...HOSTILE, '`', '``', '@x', 'a_b', '<b>', '[x](y)', '&', '*x*', '~x~'),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(words, (list) => {
        const line = proseForMarkdown(list.join(' '));
        expect(outsideOfSpans(line)).not.toMatch(
          /[<>`@#*_~|\\[\]{}=\n]|&(?!(?:amp|lt|gt);)|www\./u,
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('our own sentences in HTML', () => {
  it('sets code, and escapes the rest', () => {
    expect(proseForHtml('Set `a<b` & "c"')).toBe('Set <code>a&lt;b</code> &amp; &quot;c&quot;');
  });

  it('opens nothing with an odd backtick', () => {
    expect(proseForHtml('a ` b')).toBe('a &#96; b');
  });
});

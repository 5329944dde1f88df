import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOSTILE } from '../../test/report-hostile.ts';
import { forCsv, forHtml, forJson, forMarkdown, forSarif, forTerminal } from './escape.ts';

/** Control, format, surrogate, private-use and unassigned characters, and the two separators: nothing may emit them raw. */
const HARMFUL = /[\p{C}\p{Zl}\p{Zp}]/u;

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  // Lone surrogates are not code points, so they are made here by hand.
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
    .map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.constantFrom(...HOSTILE, '`', '|', '"', "'", '<', '\\', '\u001B', '\u202E', '@', '='))
    .map((parts) => parts.join('')),
);

function always(check: (text: string) => void): void {
  fc.assert(fc.property(nasty, check), { numRuns: 500 });
}

const all = { forTerminal, forHtml, forMarkdown, forCsv, forSarif, forJson };

describe.each(Object.entries(all))('%s', (_name, escape) => {
  it('emits no character that a reader cannot see, whatever comes', () => {
    always((text) => {
      expect(escape(text)).not.toMatch(HARMFUL);
    });
  });

  it.each(HOSTILE)('makes one line of %j', (text) => {
    expect(escape(text)).not.toMatch(HARMFUL);
  });
});

describe('escaping for a terminal', () => {
  it('shows the number of what cannot be seen', () => {
    expect(forTerminal('\u001B[2J\u202E\n\uD800')).toBe('\\u{1b}[2J\\u{202e}\\n\\u{d800}');
  });

  it('leaves words of any language alone', () => {
    expect(forTerminal('données 数据 данные café')).toBe('données 数据 данные café');
  });

  it('lets no pile of accents climb over other lines', () => {
    expect(forTerminal('a\u0300\u0301\u0302\u0303')).toBe('a\u0300\u0301\u0302\\u{303}');
  });

  it('cuts what no honest field would hold', () => {
    expect(forTerminal('x'.repeat(1_000_000))).toHaveLength(2000);
  });
});

describe('escaping for HTML', () => {
  it('leaves no sign that HTML or an attribute could act on', () => {
    always((text) => {
      expect(forHtml(text)).not.toMatch(/[<>"'`]|&(?!(?:amp|lt|gt|quot|#39|#96);)/);
    });
  });

  it('writes entities', () => {
    expect(forHtml('<b a="1">&\'`')).toBe('&lt;b a=&quot;1&quot;&gt;&amp;&#39;&#96;');
  });
});

describe('escaping for Markdown', () => {
  it('gives one code span that nothing inside can end', () => {
    always((text) => {
      expect(forMarkdown(text)).toMatch(/^`[^`|<\n]+`$/);
    });
  });

  it('has a span for the empty text too', () => {
    expect(forMarkdown('')).toBe('` `');
  });
});

describe('escaping for CSV', () => {
  it('never begins with what a spreadsheet computes', () => {
    always((text) => {
      expect(forCsv(text)).not.toMatch(/^"?\s*[=+\-@]/);
    });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\uFF1D1'])(
    'defuses %j',
    (text) => {
      expect(forCsv(text)).toMatch(/^"?'/);
    },
  );

  it('quotes and doubles quotes', () => {
    expect(forCsv('say "a, b"')).toBe('"say ""a, b"""');
    expect(forCsv('db.example.org:5432')).toBe('db.example.org:5432');
  });
});

describe('escaping for JSON', () => {
  it('loses nothing', () => {
    always((text) => {
      expect(JSON.parse(forJson({ text }))).toEqual({ text });
    });
  });
});

describe('escaping for SARIF', () => {
  it('leaves neither placeholder nor link', () => {
    expect(forSarif('{0} [text](1) [::1]:80')).toBe('{{0}} [text\\](1) [::1]:80');
  });
});

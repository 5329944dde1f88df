import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Pdf from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { findProgram } from '../../lab/programs.ts';
import { incidentSaying, ledgerSaying } from '../../test/incident-sample.ts';
import { HOSTILE } from '../../test/report-hostile.ts';
import { pdfFonts } from '../cli/case/pdf-fonts.ts';
import { forPdf } from './escape.ts';
import { incidentPdf } from './incident-pdf.ts';
import { incidentSections } from './incident-sections.ts';
import type { IncidentView } from './incident-view.ts';

const FONTS = pdfFonts();
const pdf = async (view: IncidentView): Promise<Buffer> => await incidentPdf(view, FONTS);
/** What a viewer would act on: https://pdfa.org/resource/iso-32000-2/ 12.5 and 12.6. */
const ACTS =
  /\/(?:Annots?|A|AA|OpenAction|JS|JavaScript|URI|Launch|GoToR|SubmitForm|EmbeddedFiles?|RichMedia|AcroForm)\b/;

describe('an incident as PDF', () => {
  it.each([...HOSTILE.keys()])(
    'holds nothing that acts, with hostile text number %d',
    async (at) => {
      const bytes = await pdf(incidentSaying(HOSTILE[at] ?? ''));
      expect(bytes.toString('latin1', 0, 8)).toBe('%PDF-1.7');
      const objects = bytes.toString('latin1').replaceAll(/\bstream\r?\n[^]*?\nendstream/g, '');
      expect(objects).toContain('/Type /Page');
      expect(ACTS.exec(objects)).toBeNull();
    },
  );

  it('is the same at every export', async () => {
    expect((await pdf(incidentSaying('x'))).equals(await pdf(incidentSaying('x')))).toBe(true);
  });

  it('prints the visits that went furthest of ten thousand, in bounded size', async () => {
    const ledger = ledgerSaying('x');
    const [visit] = ledger.visits;
    if (!visit) throw new Error('the sample has no visit');
    const visits = Array.from({ length: 10_000 }, () => visit);
    const bytes = await pdf(incidentSaying('x', { ...ledger, visits }));
    expect(bytes.length).toBeLessThan(500_000);
  });
});

/** Through fontkit, which pdfkit keeps to itself. */
function hasGlyph(font: Uint8Array): (code: number) => boolean {
  const doc = new Pdf().font(Buffer.from(font));
  const inside: unknown = Reflect.get(Object(Reflect.get(doc, '_font')), 'font');
  const has: unknown = Reflect.get(Object(inside), 'hasGlyphForCodePoint');
  if (typeof has !== 'function') throw new Error('pdfkit keeps its font elsewhere now');
  return (code) => has.call(inside, code) === true;
}

describe('text for PDF', () => {
  it.each(Object.entries(FONTS))(
    'has a glyph in %s for every sign that it lets through',
    (_name, font) => {
      const has = hasGlyph(font as Uint8Array);
      const codes = Array.from({ length: 0x3000 }, (_none, code) => code);
      const through = codes.filter((code) => forPdf(`a${String.fromCodePoint(code)}`).length === 2);
      expect(through.length).toBeGreaterThan(500);
      expect(through.filter((code) => !has(code)).map((code) => code.toString(16))).toEqual([]);
    },
  );

  it('shows other scripts by number, and makes no link', () => {
    expect(forPdf('中 ש')).toBe('\\u{4e2d} \\u{5e9}');
    expect(forPdf('https://evil.example www.evil.example a@b.example')).toBe(
      'https:/\\u{2f}evil.example www\\u{2e}evil.example a\\u{40}b.example',
    );
  });
});

const bare = (text: string): string => text.replaceAll(/\s+/g, '');

const reader = findProgram('pdftotext') ?? '';

/** Every sentence that Markdown and HTML are made of, as a reader's own program finds it. */
describe.skipIf(reader === '')('a PDF as pdftotext reads it', () => {
  it.each(['plain words', HOSTILE.join(' '), 'Здравствуйте Ελληνικά café'])(
    'says what every format says: %s',
    async (text) => {
      const view = incidentSaying(text);
      const folder = mkdtempSync(join(tmpdir(), 'nightlatch-pdf-'));
      const path = join(folder, 'report.pdf');
      writeFileSync(path, await pdf(view));
      const read = execFileSync(reader, ['-raw', path, '-'], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      const told = bare(read.replaceAll(/^Nightlatch, incident at .*\n|^\d+ of \d+$|\f/gm, ''));
      const missing = [...incidentSections(view)]
        .map(({ parts }) =>
          parts.map((part) =>
            'ours' in part ? part.ours : 'theirs' in part ? part.theirs : part.blank,
          ),
        )
        .map((words) => words.map((word) => bare(forPdf(word))))
        .filter((words) => words.some((word) => !told.includes(word)));
      expect(missing).toEqual([]);
    },
  );
});

/** The fonts of PDF reports: DejaVu, as its package has it. https://dejavu-fonts.github.io */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { PdfFonts } from '../../report/incident-pdf.ts';

const require = createRequire(import.meta.url);

export function pdfFonts(): PdfFonts {
  return {
    plain: readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    bold: readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
    mono: readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf')),
  };
}

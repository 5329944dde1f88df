/**
 * The incident report as PDF, from the same sentences as every other format. It holds no action, link, form or script:
 * text that is drawn, and bookmarks of our own words. https://pdfkit.org/docs/text.html
 */
import Pdf from 'pdfkit';
import { forPdf } from './escape.ts';
import { paragraph, type Block, type Part } from './incident-prose.ts';
import { incidentSections } from './incident-sections.ts';
import { assetOf, type IncidentView } from './incident-view.ts';
import { moment } from './words.ts';

/** TrueType, embedded as far as they are used. */
export interface PdfFonts {
  readonly plain: Uint8Array;
  readonly bold: Uint8Array;
  /** For what somebody else wrote, so that it is never taken for our words. */
  readonly mono: Uint8Array;
}

type Doc = PDFKit.PDFDocument;

interface Look {
  readonly size: number;
  readonly above: number;
  readonly indent: number;
  readonly font?: keyof PdfFonts;
}

const MARGIN = 56;
const FOOT = 34;
const FOOT_SIZE = 8;
const LOOKS: Readonly<Record<Block['as'], Look>> = {
  title: { size: 20, above: 6, indent: 0, font: 'bold' },
  section: { size: 13, above: 16, indent: 0, font: 'bold' },
  topic: { size: 10.5, above: 9, indent: 0, font: 'bold' },
  paragraph: { size: 9.5, above: 5, indent: 0 },
  item: { size: 9.5, above: 4, indent: 14 },
  detail: { size: 9, above: 2, indent: 30 },
};
const COLORS = { ours: '#1b1f24', theirs: '#234a7a', blank: '#a3310f', faint: '#5b6470' } as const;
/** Set small beside its neighbours, since its letters are wide. */
const MONO_SHARE = 0.92;
/** A heading with less room than this below it goes to the next page. */
const KEPT_TOGETHER = 60;
/** A line and the space below it, in sizes of its letters. */
const LINE = 1.5;
const MOST_VISITS = 1000;
const FOOT_ASSET = 40;
/** For the number of the page. */
const FOOT_RIGHT = 80;

interface Run {
  readonly text: string;
  readonly font: keyof PdfFonts;
  readonly size: number;
  readonly color: string;
}

function runOf(part: Part, { size, font = 'plain' }: Look): Run {
  if ('ours' in part) return { text: forPdf(part.ours), font, size, color: COLORS.ours };
  if ('theirs' in part) {
    const text = part.theirs === '' ? ' ' : forPdf(part.theirs);
    return { text, font: 'mono', size: size * MONO_SHARE, color: COLORS.theirs };
  }
  const text = `[to be filled in by a person: ${forPdf(part.blank)}]`;
  return { text, font: 'bold', size, color: COLORS.blank };
}

function headingOf({ parts }: Block): string {
  return parts.map((part) => ('ours' in part ? part.ours : '')).join('');
}

function draw(doc: Doc, block: Block): void {
  const look = LOOKS[block.as];
  const runs = block.parts.map((part) => runOf(part, look)).filter(({ text }) => text !== '');
  const width = doc.page.width - 2 * MARGIN - look.indent;
  const left = MARGIN + look.indent;
  const lowest = doc.page.height - MARGIN - (look.font ? KEPT_TOGETHER : look.size * LINE);
  if (doc.y + look.above > lowest) doc.addPage();
  else doc.y += look.above;
  if (block.as === 'section') doc.outline.addItem(forPdf(headingOf(block)));
  if (look.indent > 0) bullet(doc, left, look.size);
  for (const [at, { text, font, size, color }] of runs.entries()) {
    const continued = at < runs.length - 1;
    doc.font(font).fontSize(size).fillColor(color);
    if (at === 0) doc.text(text, left, doc.y, { width, continued });
    else doc.text(text, { continued });
  }
}

function bullet(doc: Doc, left: number, size: number): void {
  doc.circle(left - 7, doc.y + size * 0.6, 1.3).fill(COLORS.faint);
}

/** All visits, or those that went furthest and a word on the rest: nobody reads the other thousands on paper. */
function* printed(view: IncidentView): Generator<Block> {
  const { ledger } = view;
  if (!ledger || ledger.visits.length <= MOST_VISITS) {
    yield* incidentSections(view);
    return;
  }
  const visits = ledger.visits.slice(0, MOST_VISITS);
  const [first, ...rest] = incidentSections({ ...view, ledger: { ...ledger, visits } });
  if (first) yield first;
  yield paragraph`Of ${ledger.visits.length} visits the ${MOST_VISITS} that went furthest stand here; the CSV of the ledger has all.`;
  yield* rest;
}

/** Below each page: what it is, and that it is whole. */
function foot(doc: Doc, words: string): void {
  const { start, count } = doc.bufferedPageRange();
  for (let at = start; at < start + count; at++) {
    doc.switchToPage(at);
    // Text below the margin would open a new page.
    doc.page.margins.bottom = 0;
    doc.font('plain').fontSize(FOOT_SIZE).fillColor(COLORS.faint);
    const y = doc.page.height - FOOT;
    const right = doc.page.width - MARGIN - FOOT_RIGHT;
    doc.text(words, MARGIN, y, { width: right - MARGIN, height: FOOT_SIZE, ellipsis: true });
    doc.text(`${at + 1} of ${count}`, right, y, { width: FOOT_RIGHT, align: 'right' });
  }
}

function newDocument(view: IncidentView, fonts: PdfFonts): Doc {
  const title = `Incident report: ${forPdf(assetOf(view))}`;
  const doc = new Pdf({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: 'en',
    displayTitle: true,
    pdfVersion: '1.7',
    info: { Title: title, Creator: 'Nightlatch', Producer: 'Nightlatch', CreationDate: view.made },
  });
  for (const [name, font] of Object.entries(fonts)) doc.registerFont(name, Buffer.from(font));
  return doc;
}

export async function incidentPdf(view: IncidentView, fonts: PdfFonts): Promise<Buffer> {
  const doc = newDocument(view, fonts);
  const pieces: Buffer[] = [];
  const whole = new Promise<Buffer>((resolve, reject) => {
    doc.on('data', (piece: Buffer) => pieces.push(piece));
    doc.on('end', () => resolve(Buffer.concat(pieces)));
    doc.on('error', reject);
  });
  for (const block of printed(view)) draw(doc, block);
  foot(
    doc,
    `Nightlatch, incident at ${forPdf(assetOf(view)).slice(0, FOOT_ASSET)}, ${moment(view.made.toISOString())}`,
  );
  doc.end();
  return await whole;
}

import { forHtml, forMarkdown } from './escape.ts';

/**
 * Our own sentences (titles, whys, remedies, reasons) with `code` in backticks, as each format sets it.
 * They are escaped like everything else: that no server wrote them is a promise of other rooms.
 */

interface Piece {
  readonly code: boolean;
  readonly text: string;
}

function pieces(text: string): Piece[] {
  const parts = text.split('`');
  // An odd backtick opens nothing, and stays with the text that it stands in.
  if (parts.length % 2 === 0) return [{ code: false, text }];
  return parts.map((part, index) => ({ code: index % 2 === 1, text: part }));
}

export function proseForHtml(text: string): string {
  return pieces(text)
    .map((piece) => (piece.code ? `<code>${forHtml(piece.text)}</code>` : forHtml(piece.text)))
    .join('');
}

/** A word that Markdown, and GitHub on top of it, can only read as a word. */
const WORD = /^(?:[\p{L}\p{N}]+(?:[-'’/.,:][\p{L}\p{N}]+)*|[–—·&])?$/u;
const WORD_MAX = 80;

/** The signs around a word that stay outside of its code span. */
const DRESSED = /^(?<before>["'“‘(<]*)(?<core>.*?)(?<after>[>)"'”’,.;:!?]*)$/su;

function word(text: string): string {
  if (text.length > WORD_MAX) return forMarkdown(text);
  const { before = '', core = text, after = '' } = DRESSED.exec(text)?.groups ?? {};
  const isWord = WORD.test(core) && !/^www\./i.test(core);
  return bare(before) + (isWord ? bare(core) : forMarkdown(core)) + bare(after);
}

function bare(text: string): string {
  return text.replaceAll(/[&<>]/g, forHtml);
}

export function proseForMarkdown(text: string): string {
  return pieces(text)
    .map((piece) =>
      piece.code ? forMarkdown(piece.text) : piece.text.split(' ').map(word).join(' '),
    )
    .join('');
}

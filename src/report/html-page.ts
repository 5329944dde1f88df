/** The head of every page that is written: its policy lets nothing in but the style that stands in it. */
import { createHash } from 'node:crypto';
import { forHtml } from './escape.ts';
import { STYLE } from './html-style.ts';

/** A keyhole. Drawn here, since the page may load nothing. */
const MARK =
  '<svg viewBox="0 0 20 20" aria-hidden="true" focusable="false"><path fill="currentColor" fill-rule="evenodd" d="M4 0h12a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4H4a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4Zm6 4.5a3.5 3.5 0 0 0-1.7 6.56L7.2 15.5h5.6l-1.1-4.44A3.5 3.5 0 0 0 10 4.5Z"/></svg>';

export function* pageHead(title: string, when: string): Generator<string> {
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n';
  yield `<meta http-equiv="Content-Security-Policy" content="${policy}">\n`;
  yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n';
  yield '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">\n';
  yield '<meta name="color-scheme" content="light dark">\n';
  yield `<title>Nightlatch: ${forHtml(title)}</title>\n`;
  yield `<style>${STYLE}</style>\n</head>\n<body>\n`;
  yield `<div class="masthead">${MARK}<strong>Nightlatch</strong><span>${forHtml(when)}</span></div>\n`;
}

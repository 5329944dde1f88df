/**
 * One escaping function a format. Each takes any string, lone surrogates included, and gives text that is inert there.
 * Observations are cleaned when they are made; this is the second wall, for saved runs that somebody else may have edited.
 */

/** Characters that cannot be seen, or that move what can be seen: they are shown by their number instead. */
const UNSEEN =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]|^\p{M}|(?<=\p{M}{3})\p{M}/gu;
const BEYOND_ASCII = /[^\x20-\x7e]+/g;
const SUSPECT = /[\p{C}\p{M}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/** Longer text is cut: no honest field comes near it, and a report has to stay readable. */
const LONGEST = 2000;

const SHORT_NOTATION: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function notation(character: string): string {
  return SHORT_NOTATION[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function visible(text: string): string {
  const short = text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
  // Most lines hold a sign or two beyond ASCII; only those are worth the slow look at their Unicode class.
  const beyond = short.match(BEYOND_ASCII) ?? [];
  return beyond.some((run) => SUSPECT.test(run)) ? short.replaceAll(UNSEEN, notation) : short;
}

/** For a terminal: no escape sequence, no reordering, one line. */
export function forTerminal(text: string): string {
  return visible(text);
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** For HTML text and quoted attributes. */
export function forHtml(text: string): string {
  return visible(text).replaceAll(/[&<>"'`]/g, (sign) => HTML_ENTITIES[sign] ?? '');
}

/**
 * For Markdown: a code span, the one place where mentions, links, HTML and references to issues are all inert.
 * Signs that could end the span or a table cell are shown by their number, since a code span knows no escapes.
 */
export function forMarkdown(text: string): string {
  const inert = visible(text).replaceAll(/[`|<]/g, notation);
  return inert.trim() === '' ? '` `' : `\`${inert}\``;
}

/** Spreadsheets take such a cell for a formula, full-width signs and leading blanks included. */
const FORMULA = /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/;

/** For one cell of RFC 4180, quoted where it holds anything but plain words. */
export function forCsv(text: string): string {
  const cell = FORMULA.test(text) ? `'${visible(text)}` : visible(text);
  return /^[\w .:/-]*$/.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`;
}

/** What each of the report's fonts can draw: the letters of Latin, Greek and Cyrillic alphabets, usual punctuation. */
const BEYOND_FONT =
  /[^\x20-\x7e\u00a0-\u017f\u0218-\u021b\u0386\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u2010-\u2015\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2190-\u2193]/gu;
/** What viewers of PDF make a link of by themselves: an address of the web, or of mail. */
const LINKED = /(?<=:\/)\/|(?<=\bwww)\.|(?<=[\w.])@(?=\w)/gi;

/** For text that is drawn: what the fonts lack is shown by its number, and nothing becomes a link. */
export function forPdf(text: string): string {
  return visible(text.normalize('NFC'))
    .replaceAll(LINKED, notation)
    .replaceAll(BEYOND_FONT, notation);
}

function jsonEscape(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index++) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}

const UNSEEN_IN_JSON =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]/gu;

/** One line of JSON. Nothing is lost: what a terminal could act on is written as `\uXXXX`, which parses to the same. */
export function forJson(value: unknown): string {
  return forJsonText(JSON.stringify(value));
}

/** JSON that was made before: only its strings can hold what has to be shown by number. */
export function forJsonText(text: string): string {
  return text.replaceAll(BEYOND_ASCII, (run) => run.replaceAll(UNSEEN_IN_JSON, jsonEscape));
}

/** For the plain text of a SARIF message, where braces are placeholders and `[text](1)` is a link (3.11.5 and 3.11.6). */
export function forSarif(text: string): string {
  return visible(text)
    .replaceAll('](', '\\](')
    .replaceAll(/[{}]/g, (brace) => brace + brace);
}

/** Columns of a terminal: how wide a text is, and how it breaks. Works on escaped text without colour. */

const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE10-\uFE19\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{16FE0}-\u{18D08}\u{1AFF0}-\u{1B2FB}\u{1F000}-\u{1FAFF}\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const ZERO = /[\p{Mn}\p{Me}]/u;
const ASCII = /^[\x20-\x7e]*$/;

function columnsOf(character: string): number {
  if (WIDE.test(character)) return 2;
  return ZERO.test(character) ? 0 : 1;
}

export function columns(text: string): number {
  if (ASCII.test(text)) return text.length;
  let total = 0;
  for (const character of text) total += columnsOf(character);
  return total;
}

/** The longest beginning of `text` that fits. */
function fitting(text: string, width: number): string {
  let used = 0;
  let end = 0;
  for (const character of text) {
    used += columnsOf(character);
    if (used > width) break;
    end += character.length;
  }
  return text.slice(0, end);
}

/** Cuts `text` to `width` columns; a cut is marked. */
export function clip(text: string, width: number): string {
  return columns(text) <= width ? text : `${fitting(text, width - 1)}…`;
}

/** Pads with blanks on the right. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Breaks at blanks, and inside a word only where the word alone is too wide. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (columns(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (columns(line) > width) {
      const head = fitting(line, width);
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines;
}

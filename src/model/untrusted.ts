/**
 * The one gate for text that a server sent: what passes it cannot move a cursor, reorder a line or fill a screen.
 * Control characters (C0, C1), escape sequences, bidirectional and zero-width formatting (Unicode Cf),
 * line and paragraph separators, lone surrogates, tags and private-use characters become U+FFFD-free blanks.
 */
const HARMFUL = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** The longest text, in UTF-16 units, that any field of an observation takes from a server. */
export const UNTRUSTED_MAX = 200;

/** Cleans `text` and caps it at `max` units; a cut is marked with an ellipsis. */
export function untrusted(text: string, max: number = UNTRUSTED_MAX): string {
  const clean = text
    .slice(0, max * 8)
    .replaceAll(HARMFUL, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return clean.length <= max
    ? clean
    : `${clean.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A version from a server: digits, dots, letters and a few signs, or `null` where it does not look like one. */
export function untrustedVersion(text: string | undefined): string | null {
  const found = /^[vV]?(\d(?:[\w.+~-]{0,38}\w)?)/.exec(text ?? '');
  return found?.[1] ?? null;
}

import { luhn } from './checksums.ts';
import { linear } from './linear.ts';

/** Issuers' ranges with the lengths they use (ISO/IEC 7812; https://en.wikipedia.org/wiki/Payment_card_number). */
const ISSUERS: readonly (readonly [range: RegExp, lengths: readonly number[]])[] = [
  // Thirteen digits were given up long ago, and begin many an article number.
  [/^4/, [16, 19]],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^(?:6011|64[4-9]|65|622)/, [16, 19]],
  [/^(?:30[0-5]|36|38|39)/, [14]],
  [/^35(?:2[89]|[3-8])/, [16]],
  [/^62/, [16, 17, 18, 19]],
  [/^(?:50|5[6-8]|6304|6759|676[1-3])/, [16, 18, 19]],
];

export function isCard(text: string): boolean {
  if (text.length < 14 || text.length > 30) return false;
  const digits = text.trim().replaceAll(/[ -]/g, '');
  if (!/^\d{14,19}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const known = ISSUERS.some(
    ([range, lengths]) => range.test(digits) && lengths.includes(digits.length),
  );
  return known && luhn(digits);
}

/** Runs of digits of a card's length, alone or in groups of four as on the plastic. */
export const CARD_RUN = linear(
  /(?<![\w.-])(?:\d{14,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})(?![\w-]|\.\d)/g,
);

import { formatIPv4 } from './ipv4.ts';

/** What `inet_aton` and browsers take for a number: decimal, octal with a leading 0, hexadecimal with 0x. */
function parsePart(part: string): number | undefined {
  if (/^0x[\da-f]*$/i.test(part)) return part.length === 2 ? 0 : Number.parseInt(part, 16);
  if (/^0[0-7]*$/.test(part)) return Number.parseInt(part, 8);
  return /^[1-9]\d*$/.test(part) ? Number(part) : undefined;
}

/**
 * Full-width and other compatibility digits, and the dots that IDNA takes for a dot, as resolvers would read them.
 */
function plain(host: string): string {
  return host.normalize('NFKC').replaceAll(/[。｡]/g, '.').replace(/\.$/, '');
}

/** Whether resolvers may take `host` for an IPv4 address: its last label is a number (the rule of the URL standard). */
export function looksNumeric(host: string): boolean {
  return /(?:^|\.)(?:\d+|0x[\da-f]*)$/i.test(plain(host));
}

/** The IPv4 address that `inet_aton` makes of `0x7f.1`, `0177.0.0.1`, `2130706433` and their like. */
export function readNumeral(host: string): string | undefined {
  const parts = plain(host).split('.');
  if (parts.length > 4) return undefined;

  const numbers = parts.map(parsePart);
  const last = numbers.pop();
  // The last part fills all the bytes that the others leave.
  if (last === undefined || last >= 256 ** (4 - numbers.length)) return undefined;

  let value = last;
  for (const [index, number] of numbers.entries()) {
    if (number === undefined || number > 255) return undefined;
    value += number * 256 ** (3 - index);
  }
  return formatIPv4(value);
}

const ZERO = 0x30; // '0'

/**
 * Four decimal numbers without leading zeros, as an unsigned 32-bit number; anything else is `undefined`.
 * Hand-written because the guard parses the address of every connection.
 */
export function parseIPv4(text: string): number | undefined {
  let value = 0;
  let start = 0;
  for (let part = 0; part < 4; part++) {
    const end = part === 3 ? text.length : text.indexOf('.', start);
    const octet = readOctet(text, start, end);
    if (octet === undefined) return undefined;
    value = value * 256 + octet;
    start = end + 1;
  }
  return value;
}

function readOctet(text: string, start: number, end: number): number | undefined {
  const length = end - start;
  if (length < 1 || length > 3) return undefined;
  // A leading zero is where the octal `0177` would come in.
  if (length > 1 && text.charCodeAt(start) === ZERO) return undefined;

  let octet = 0;
  for (let index = start; index < end; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    octet = octet * 10 + digit;
  }
  return octet > 255 ? undefined : octet;
}

export function formatIPv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

/** Shannon's entropy of the signs of a text, in bits a sign. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    const share = count / text.length;
    bits -= share * Math.log2(share);
  }
  return bits;
}

const PLACEHOLDER =
  /example|sample|placeholder|changeme|change_me|your[_-]?|redacted|masked|dummy|fake|insert|todo|xxxx|\*{3}|\.{3}|0{8}|1234567890|abcdefghij|deadbeef|[<>{}$%]/i;

/** What people write where a secret would stand. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** Bits a sign that a random key of 20 signs or more reaches; hexadecimal ones stay below 4. */
const HEX_BITS = 3;
const BASE64_BITS = 3.6;
const SHORTEST = 16;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** A word that a machine drew: long, without rhythm, letters and digits together. */
export function looksRandom(text: string): boolean {
  if (text.length < SHORTEST || text.length > 512 || isPlaceholder(text)) return false;
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (!/^[\w+/=.~:!@#^&*-]+$/.test(text)) return false;
  return entropy(text) >= (/^[0-9a-fA-F]+$/.test(text) ? HEX_BITS : BASE64_BITS);
}

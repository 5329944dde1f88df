import { domainToASCII } from 'node:url';
import { UsageError } from '../model/errors.ts';
import { looksNumeric, readNumeral } from './numeral.ts';
import { quote } from './quote.ts';

// Letters, digits and hyphens, and the underscore that service names carry; no hyphen at either end.
const LABEL = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/;
const LONGEST = 253;

/** A DNS name in the one form that is compared: ASCII, lower case, no final dot. */
export function parseName(text: string): string {
  refuseNumeral(text, text);
  // ASCII goes without domainToASCII, which would undo percent signs and swallow a path.
  const ascii = /^[\0-\x7F]*$/.test(text) ? text.toLowerCase() : domainToASCII(text);
  const name = ascii.replace(/\.$/, '');
  refuseNumeral(name, text);
  if (name.length > LONGEST)
    throw new UsageError(
      `${quote(text)} is too long for a DNS name: ${LONGEST} characters at most`,
    );
  const wrong = name.split('.').find((label) => !LABEL.test(label));
  if (wrong === undefined) return name;
  throw new UsageError(
    `${quote(text)} is no host name or address: its part ${quote(wrong)} must be 1 to 63 letters, digits and inner hyphens`,
  );
}

/** A host that a resolver may read as a number is refused however it is spelt: two readings are one too many. */
function refuseNumeral(host: string, written: string): void {
  if (!looksNumeric(host)) return;
  const address = readNumeral(host);
  throw new UsageError(
    address === undefined
      ? `${quote(written)} is no IPv4 address: write four numbers from 0 to 255, like 192.168.0.1`
      : `${quote(written)} is an IPv4 address in disguise: write ${address}`,
  );
}

/** A name covers itself and the names below it. */
export function coversName(parent: string, name: string): boolean {
  return name === parent || name.endsWith(`.${parent}`);
}

/** The names that may cover `name`: itself, and those above it. */
export function* namesAbove(name: string): Generator<string> {
  for (let rest = name; ; rest = rest.slice(rest.indexOf('.') + 1)) {
    yield rest;
    if (!rest.includes('.')) return;
  }
}

/** RFC 6761: these never go to the resolver, and are the only names that may lead to loopback. */
export function isLocalhost(name: string): boolean {
  return coversName('localhost', name);
}

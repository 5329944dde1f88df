import { UsageError } from '../model/errors.ts';
import type { Target } from '../model/target.ts';
import { formatAddress, isMapped, parseAddress, type Address } from './address.ts';
import { parseIPv4 } from './ipv4.ts';
import { parseIPv6 } from './ipv6.ts';
import { parseName } from './name.ts';
import { quote } from './quote.ts';
import { addressAt, blockOf } from './range.ts';

type Subject = Target['subject'];

/** A name, an address, or an address with a prefix length. Host bits that are set are cleared. */
export function parseHost(host: string): Subject {
  if (host === '') throw new UsageError('a target has no host: write HOST or HOST:PORT');
  refuseFurniture(host);
  if (host.includes('/')) return parseCidr(host);

  const address = readAddress(host);
  if (address !== undefined) return subjectOf(address, address.version === 4 ? 32 : 128);
  if (/^\d[\d.]*-[\d.]+$/.test(host)) {
    throw new UsageError(`${quote(host)} is no address range: write it as CIDR, like 10.0.0.0/24`);
  }
  return { kind: 'name', name: parseName(host) };
}

/** Zone ids, percent-encoding and wildcards mean something to some program that reads an address. */
function refuseFurniture(host: string): void {
  const percent = host.indexOf('%');
  if (percent !== -1) {
    const before = parseIPv6(host.slice(0, percent));
    throw new UsageError(
      before === undefined
        ? `${quote(host)} holds a percent sign: write the host in plain characters`
        : `${quote(host)} has a zone: write ${formatAddress(addressAt(6, before))} without ${quote(host.slice(percent))}`,
    );
  }
  if (host.includes('*')) {
    throw new UsageError(
      `${quote(host)} holds a wildcard: write a range as CIDR, like 10.0.0.0/24, or single names`,
    );
  }
}

function readAddress(host: string): Address | undefined {
  const address = parseAddress(host);
  if (address === undefined && host.includes(':')) {
    throw new UsageError(
      `${quote(host)} has several colons but is no IPv6 address: write HOST:PORT, or [IPv6]:PORT`,
    );
  }
  return address;
}

function parseCidr(text: string): Subject {
  const slash = text.indexOf('/');
  const base = text.slice(0, slash);
  const length = text.slice(slash + 1);

  const address = readAddress(base);
  if (address === undefined) {
    // Numerals in disguise and mistyped addresses get their own message; a name has no ranges.
    const name = parseName(base);
    throw new UsageError(
      `${quote(text)} is no range: write ${name} without ${quote(text.slice(slash))}`,
    );
  }
  return subjectOf(address, parsePrefix(base, length, address));
}

function parsePrefix(base: string, length: string, address: Address): number {
  const six = parseIPv6(base);
  const bits = six === undefined ? 32 : 128;
  const plain = `${formatAddress(address)}/${address.version === 4 ? 24 : 64}`;
  if (!/^(?:0|[1-9]\d*)$/.test(length)) throw new UsageError(badLength(length, plain));

  const prefix = Number(length);
  if (prefix > bits) {
    throw new UsageError(
      `the prefix length ${quote(`/${length}`)} is out of range: it goes from 0 to ${bits} for IPv${six === undefined ? 4 : 6}`,
    );
  }
  // `::ffff:10.0.0.0/104` is 10.0.0.0/8; a shorter prefix would reach beyond IPv4.
  if (six === undefined || !isMapped(six)) return prefix;
  if (prefix >= 96) return prefix - 96;
  throw new UsageError(
    `${quote(`${base}/${length}`)} mixes IPv4 and IPv6: write the IPv4 range, like ${plain}`,
  );
}

function badLength(length: string, plain: string): string {
  const mask = parseIPv4(length);
  const inverse = mask === undefined ? undefined : ~mask >>> 0;
  // A netmask is ones, then zeros: its inverse plus one is a power of two.
  if (inverse !== undefined && (inverse & (inverse + 1)) === 0) {
    const prefix = Math.clz32(inverse);
    return `${quote(`/${length}`)} is a netmask: write /${prefix}`;
  }
  return `${quote(`/${length}`)} is no prefix length: write a number, like ${plain}`;
}

function subjectOf(address: Address, prefix: number): Subject {
  const { version, low } = blockOf(address, prefix);
  return { kind: 'range', version, prefix, first: formatAddress(addressAt(version, low)) };
}

import ipaddr from 'ipaddr.js';
import { parseIPv4 } from './ipv4.ts';

const SHAPE = /^([\da-f:]*:)(?:[\da-f]{0,4}|(\d+\.\d+\.\d+\.\d+))$/i;
const GROUP = 0xffff;

/**
 * An IPv6 address without a zone, as a 128-bit number. The dotted tail is put into hexadecimal first, because
 * ipaddr.js reads octal there and takes `::127.0.0.1` for `::ffff:127.0.0.1`, which is another address.
 */
export function parseIPv6(text: string): bigint | undefined {
  const shape = SHAPE.exec(text);
  if (shape === null || text.length > 45) return undefined;

  let hexadecimal = text;
  if (shape[2] !== undefined) {
    const tail = parseIPv4(shape[2]);
    if (tail === undefined) return undefined;
    hexadecimal = `${shape[1]}${(tail >>> 16).toString(16)}:${(tail & GROUP).toString(16)}`;
  }
  if (!ipaddr.IPv6.isValid(hexadecimal)) return undefined;

  let value = 0n;
  for (const group of ipaddr.IPv6.parse(hexadecimal).parts) value = (value << 16n) | BigInt(group);
  return value;
}

/** The spelling of RFC 5952. */
export function formatIPv6(value: bigint): string {
  const parts: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n) parts.push(Number((value >> shift) & 0xffffn));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

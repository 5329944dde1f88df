/** Addresses as logs write them: in brackets, mapped into IPv6, with a port behind a colon. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const KEPT = 65_536;
const kept = new Map<string, string | null>();

function normal(text: string): string | null {
  const bare = text.replace(/^\[/, '').replace(/\]$/, '').replace(/%.*$/, '');
  if (isIP(bare) === 0) return null;
  const parsed = ipaddr.process(bare);
  return parsed.toString();
}

/** The address in its usual spelling, or null where there is none. Names of hosts are not looked up. */
export function addressOf(text: string | undefined | null): string | null {
  if (text === undefined || text === null || text === '') return null;
  const known = kept.get(text);
  if (known !== undefined) return known;
  const found = text.length > 64 ? null : normal(text);
  if (kept.size >= KEPT) kept.clear();
  kept.set(text, found);
  return found;
}

/** `203.0.113.7:51234`, `[2001:db8::1]:51234`, or without a port. */
export function addressBeforePort(text: string): string | null {
  const cut = /^(\[[^\]]{2,45}\]|[^:\s]{1,45}):\d{1,5}$/.exec(text)?.[1];
  return addressOf(cut ?? text);
}

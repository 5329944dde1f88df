import { productName } from '../catalogue/products.ts';
import type { Endpoint, Observation, Owner, Place } from '../model/observation.ts';

/** Small phrases that all formats share. They give plain text; the format escapes it. */

export function number(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

export function count(value: number, one: string, many = `${one}s`): string {
  return `${number(value)} ${value === 1 ? one : many}`;
}

export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return 'an unknown time';
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

const VANTAGES: Readonly<Record<string, string>> = {
  'by-address': 'from this machine',
  internet: 'from the internet',
  files: 'in files',
  partner: 'from a partner network',
  corporate: 'from the corporate network',
  segment: 'from the same network segment',
  host: 'from this machine',
};

export function fromVantage(vantage: string): string {
  return VANTAGES[vantage] ?? `from ${quoted(vantage)}`;
}

export function socket(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

/** A line of a file, as editors and terminals open it. */
export function fileLine({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** Where it is: the line of a file that brings it about, else the name that the owner gave, else the address. */
export function place(endpoint: Endpoint & { [Part in keyof Place]?: Place[Part] | undefined }) {
  const { host, address, port, file, line = 1, column = 1 } = endpoint;
  if (file !== undefined) return `${fileLine({ file, line, column })} (port ${port})`;
  return host === undefined || host === address
    ? socket(address, port)
    : `${socket(host, port)} (${address})`;
}

/** Where a look was made. */
export function placeOf(look: Observation): string {
  return place(look.source === 'file' ? { ...look.endpoint, ...look.where } : look.endpoint);
}

export function ownerOf(look: Observation | undefined): Owner | undefined {
  return look?.source === 'network' ? look.owner : undefined;
}

/** Who listens there and how wide, for this machine's own listeners; empty for all others. */
export function listener(endpoint: Endpoint, owner: Owner | undefined): string {
  const parts: string[] = [];
  const { boundTo } = endpoint;
  if (boundTo !== undefined && boundTo !== endpoint.address) parts.push(`bound to ${boundTo}`);
  if (owner?.process !== undefined) {
    parts.push(
      `process ${quoted(owner.process)}${owner.pid === undefined ? '' : `, pid ${owner.pid}`}`,
    );
  }
  if (owner?.user !== undefined) parts.push(`user ${quoted(owner.user)}`);
  return parts.join(', ');
}

/** What speaks there: the product with its version, else the protocol. */
export function software(look: Pick<Observation, 'product' | 'version' | 'protocol'>): string {
  if (look.product === null) return look.protocol ?? 'unidentified';
  return [productName(look.product), versionOf(look)].join(' ').trim();
}

/** The version as it stands, or quoted where it does not look like one; empty where it is not known. */
export function versionOf({ version }: Pick<Observation, 'version'>): string {
  if (version === null) return '';
  return /^[\w.+~-]{1,40}$/.test(version) ? version : quoted(version);
}

/** Somebody else's words, which cannot end their own quotation. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', "'")}"`;
}

/** `2025-01-29T03:12:09.120Z` as `2025-01-29 03:12:09 UTC`; left alone where it is no such time. */
export function moment(iso: string): string {
  return iso.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/, '$1 $2 UTC');
}

export function elapsed(run: { readonly started: string; readonly finished: string }): string {
  return duration(Date.parse(run.finished) - Date.parse(run.started));
}

/**
 * Under which names this server may be called, and from where. A page of somebody else whose name leads here (DNS
 * rebinding) sends its own name as Host; a page of somebody else that calls us sends its own address as Origin.
 */
import { Problem } from '../problem.ts';

export interface Own {
  /** `host` or `host:port` as they stand in Host, in small letters. */
  readonly hosts: ReadonlySet<string>;
  /** Our own origins. */
  readonly origins: ReadonlySet<string>;
  /** Browsers reach it over TLS. */
  readonly secure: boolean;
  /** The proxies before it, where there are any: nobody else is answered. */
  readonly proxies: ReadonlySet<string> | undefined;
}

export function checkOwn(request: Request, own: Own, address: string): void {
  if (own.proxies && !own.proxies.has(address)) throw new Problem(403, 'come through the proxy');
  const host = request.headers.get('host')?.toLowerCase() ?? '';
  if (!own.hosts.has(host)) throw new Problem(421);
  const origin = request.headers.get('origin');
  if (origin !== null && !own.origins.has(origin)) throw new Problem(403, 'from another page');
}

/** The header that only a page of ours can send without being asked first, and that the browser says so itself. */
export function checkSameSite(request: Request): void {
  const site = request.headers.get('sec-fetch-site');
  if (request.headers.get('x-nightlatch') !== '1')
    throw new Problem(403, 'what changes something needs the header X-Nightlatch: 1');
  if (site !== null && site !== 'same-origin') throw new Problem(403, 'from another page');
}

/** Who asks: behind a proxy the last address that it wrote down itself. */
export function peerOf(request: Request, { proxies }: Own, address: string): string {
  if (!proxies) return address;
  const last = request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return /^[\da-f.:]{2,45}$/i.test(last) ? last : address;
}

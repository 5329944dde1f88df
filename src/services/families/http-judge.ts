/** What an HTTP answer says by its status and headers, in whatever product. Pure. */
import type { AuthMethod } from '../../model/observation.ts';
import { untrusted } from '../../model/untrusted.ts';
import { titleOf } from './http-shapes.ts';
import type { HttpPage } from './http-talk.ts';

/** 401, and 407 of a proxy: credentials are asked for. https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2 */
export function asksForCredentials({ status }: HttpPage): boolean {
  return status === 401 || status === 407;
}

/** Asked for credentials, or refused without asking. */
export function isRefused(page: HttpPage): boolean {
  return asksForCredentials(page) || page.status === 403;
}

/** It has no room for us now, which is no verdict. */
export function isBusy({ status }: HttpPage): boolean {
  return status === 429 || status === 503;
}

const SCHEMES: Readonly<Record<string, AuthMethod>> = { basic: 'basic', bearer: 'bearer' };

/** The schemes that a 401 or 407 offers. */
export function authMethods(page: HttpPage): AuthMethod[] {
  const offered =
    page.headers.get('www-authenticate') ?? page.headers.get('proxy-authenticate') ?? '';
  const words = offered.matchAll(/(?:^|,\s*)([a-z][\w-]*)(?=\s+[\w-]+\s*=|\s*(?:,|$))/gi);
  const methods = [...words].map(([, scheme = '']) => SCHEMES[scheme.toLowerCase()] ?? 'other');
  return methods.length === 0 ? ['other'] : [...new Set(methods)];
}

/** Marks of proxies that answer in place of what is behind them. */
const PROXY_HEADERS = [
  'cf-ray',
  'x-amzn-requestid',
  'x-amz-cf-id',
  'x-azure-ref',
  'x-envoy-upstream-service-time',
  'via',
];

/** Another server may have answered in place of this one; from elsewhere it may be reached past it. */
export function isByProxy(page: HttpPage): boolean {
  return page.status === 407 || PROXY_HEADERS.some((name) => page.headers.has(name));
}

/** Plain HTTP on a TLS port, in the words of nginx, Go, Apache, HAProxy, Jetty and Tomcat. */
const WANTS_TLS =
  /plain HTTP request was sent to HTTPS port|sent an HTTP request to an HTTPS server|speaking plain HTTP to an SSL-enabled server port|combination of host and port requires TLS/i;

export function wantsTls({ status, text }: HttpPage): boolean {
  return status >= 400 && status < 500 && WANTS_TLS.test(text);
}

/** CockroachDB sends whoever speaks plain HTTP to the same port with TLS. */
export function leadsInsideTls({ status, headers }: HttpPage, host: string): boolean {
  const location = `${(headers.get('location') ?? '').slice(0, 500)}/`;
  return status >= 300 && status < 400 && location.startsWith(`https://${host}/`);
}

/** nginx completes the handshake and asks for the certificate afterwards. */
export function wantsClientCertificate({ status, text }: HttpPage): boolean {
  return (
    status === 400 && /No required SSL certificate was sent|The SSL certificate error/i.test(text)
  );
}

/** Untrusted words for the reader: server header, title, where it redirects to. */
export function says(page: HttpPage): Record<string, string> {
  const title = titleOf(page);
  const server = page.headers.get('server');
  const location = page.headers.get('location');
  return {
    ...(server !== undefined && { server: untrusted(server, 80) }),
    ...(title !== '' && { title: untrusted(title, 80) }),
    ...(location !== undefined && { redirectsTo: untrusted(withoutSecrets(location), 120) }),
  };
}

/** A query may hold tokens and an authority a password; what is recorded has neither. */
function withoutSecrets(location: string): string {
  return location
    .slice(0, 2000)
    .replace(/[?#].*$/s, '')
    .replace(/^((?:[a-z][a-z\d+.-]*:)?\/\/)[^/@]*@/i, '$1');
}

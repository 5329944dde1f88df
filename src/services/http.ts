/**
 * A plain HTTP service: what it lets a stranger read is told by its root and by one path that does not exist.
 * A page that anyone may read is no finding; a listing that names files is.
 */
import { untrusted } from '../model/untrusted.ts';
import type { AuthMethod } from '../model/observation.ts';
import type { HttpService } from './families/http-service.ts';
import type { HttpPage, HttpTalk } from './families/http-talk.ts';
import { look, type Look } from './service.ts';

export const http: HttpService = {
  id: 'http',
  title: 'Plain HTTP services',
  family: 'http',
  sends: ['GET /', 'GET /{nonce}'],
  verdicts: ['partial', 'protected', 'denied', 'identified', 'tls-only', 'unknown'],
  verified: 'nginx 1.22.1, real server',
  recognise: () => true,
  access: async (talk, { root }) => judgeRoot(talk, root),
};

/** Titles of generated listings: nginx and Apache, Python, Caddy, lighttpd, Jetty and others. */
const LISTING = /<(?:title|h1)>\s*(?:Index of|Directory listing for|Directory: |Listing of)/i;
const LINK = /<a\s[^>]*href="(?!\.\.?\/?"|\?|#|https?:|\/\/)[^"]{1,500}"/gi;

async function judgeRoot(talk: HttpTalk, root: HttpPage): Promise<Look> {
  const facts = { product: 'http', protocol: 'http', plaintext: !talk.encrypted, says: says(root) } as const;
  const proof = [{ asked: 'GET /', answered: `HTTP ${root.status}` }];
  if (root.status === 400 && !talk.encrypted && /HTTPS? (?:server|port)/i.test(root.text)) {
    return look({ ...facts, plaintext: false, proof, access: 'tls-only', reason: 'It answers plain HTTP only to say that it wants HTTPS.' });
  }
  if (root.status === 400 && /No required SSL certificate|SSL certificate error/i.test(root.text)) {
    return look({ ...facts, proof, access: 'tls-only', reason: 'It asks for a client certificate.', authMethods: ['client-certificate'] });
  }
  if (root.status === 401 || root.status === 407) {
    const scheme = authScheme(root);
    return look({ ...facts, proof, access: 'protected', reason: `HTTP ${root.status}: it asks for credentials.`, authMethods: [scheme] });
  }
  if (root.status === 403) {
    return look({ ...facts, proof, access: 'identified', reason: 'HTTP 403 on the root: nothing to read there, and no credentials were asked for.' });
  }
  if (root.status === 200 && LISTING.test(root.text)) return listing(talk, root, facts);
  return look({ ...facts, proof, access: 'identified', reason: `HTTP ${root.status}: a page that anyone may read.` });
}

async function listing(
  talk: HttpTalk,
  root: HttpPage,
  facts: Pick<Look, 'product' | 'protocol' | 'plaintext' | 'says'>,
): Promise<Look> {
  const names = root.text.match(LINK)?.length ?? 0;
  const other = await talk.get(`/${talk.dialogue.nonce()}`);
  const proof = [{ asked: 'GET /', answered: `HTTP 200, a directory listing with ${names} entries` }];
  const control = [{ asked: 'GET a path that does not exist', answered: `HTTP ${other.status}` }];
  if (other.status === 200 && LISTING.test(other.text)) {
    return look({ ...facts, proof, control, access: 'decoy', reason: 'It shows a directory listing on a path that does not exist.' });
  }
  if (names === 0) {
    return look({ ...facts, proof, control, access: 'identified', reason: 'A directory listing that names no file.' });
  }
  return look({
    ...facts,
    proof,
    control,
    access: 'partial',
    reason: 'A directory listing names its files to anyone.',
    grants: 'read',
    authMethods: ['none'],
  });
}

export function authScheme(page: HttpPage): AuthMethod {
  const scheme = /^\w+/.exec(page.headers.get('www-authenticate') ?? '')?.[0].toLowerCase();
  return scheme === 'basic' || scheme === 'bearer' ? scheme : 'other';
}

/** Untrusted words for the reader: server header, title, redirect. */
export function says(page: HttpPage): Record<string, string> {
  const title = /<title[^>]*>([^<]{1,300})/i.exec(page.text)?.[1];
  const server = page.headers.get('server');
  const location = page.headers.get('location');
  return {
    ...(server !== undefined && { server: untrusted(server, 80) }),
    ...(title !== undefined && { title: untrusted(title, 80) }),
    ...(location !== undefined && { redirectsTo: untrusted(withoutQuery(location), 120) }),
  };
}

/** A query may hold tokens; what is recorded ends before it. */
function withoutQuery(location: string): string {
  return location.replace(/[?#].*$/s, '').replace(/^([a-z]+:\/\/)[^/@]*@/i, '$1');
}

/**
 * A plain HTTP service: what it lets a stranger read is told by its root and by one path that does not exist.
 * A page that anyone may read is no finding; a listing that names files is.
 */
import type { AuthMethod, Exchange } from '../model/observation.ts';
import {
  asksForCredentials,
  authMethods,
  isBusy,
  isByProxy,
  says,
  wantsClientCertificate,
} from './families/http-judge.ts';
import { isListing, namesListed } from './families/http-listing.ts';
import type { HttpService } from './families/http-service.ts';
import type { HttpPage, HttpTalk } from './families/http-talk.ts';
import { look, type Look } from './service.ts';
import { CLOSER_SENDS } from './web/closer.ts';

export const http: HttpService = {
  id: 'http',
  title: 'Plain HTTP services',
  family: 'http',
  sends: [
    'GET /',
    'GET /{nonce}',
    ...CLOSER_SENDS,
    'GET {described-route}',
    'GET {described-route} with Bearer credentials',
  ],
  verdicts: ['open', 'partial', 'protected', 'identified', 'tls-only', 'decoy', 'unknown'],
  verified:
    'nginx 1.22.1, Apache 2.4.71, lighttpd 1.4.69, Caddy 2.6.2 and http.server of Python 3.11, real servers',
  recognise: () => true,
  access: async (talk, { root }) => {
    const proof = [{ asked: 'GET /', answered: `HTTP ${root.status}` }];
    const base = { product: 'http', proof, says: says(root) };
    const told = fromRoot(root);
    if (told) return look({ ...base, ...told });
    return isListing(root) ? listing(talk, root, base) : page(talk, root, base);
  },
};

type Base = Pick<Look, 'product' | 'proof'> & { readonly says: Record<string, string> };
type Told = Pick<Look, 'access' | 'reason'> & { readonly authMethods?: readonly AuthMethod[] };

/** What the root alone decides. */
function fromRoot(root: HttpPage): Told | undefined {
  const { status } = root;
  if (wantsClientCertificate(root)) {
    return {
      access: 'tls-only',
      reason: 'It asks for a client certificate.',
      authMethods: ['client-certificate'],
    };
  }
  if (asksForCredentials(root)) {
    const who = isByProxy(root)
      ? 'a proxy in front asks for credentials; what is behind it was not seen'
      : 'it asks for credentials';
    return {
      access: 'protected',
      reason: `HTTP ${status}: ${who}.`,
      authMethods: authMethods(root),
    };
  }
  if (isBusy(root))
    return {
      access: 'unknown',
      reason: `HTTP ${status}: it has no room for a request now; it must be asked again.`,
    };
  if (status >= 300 && status < 400)
    return {
      access: 'identified',
      reason: `HTTP ${status}: ${redirect(root)}; it was not followed.`,
    };
  if (status === 403) {
    return {
      access: 'identified',
      reason: 'HTTP 403: the root is refused, and no credentials were asked for.',
    };
  }
  if (status !== 200)
    return {
      access: 'identified',
      reason: `HTTP ${status}: there is nothing to read at the root.`,
    };
  return undefined;
}

/** Where to, in kind only: the address itself is untrusted text. */
function redirect({ headers, path }: HttpPage): string {
  const location = headers.get('location') ?? '';
  const where = /^([a-z]+:)?\/\/[^/]/i.exec(location) ? 'another address' : 'another path';
  if (location === path) return 'the root redirects to itself';
  if (/(?:^|[/._-])(?:log-?in|sign-?in|auth|oauth2?|sso|saml2?)(?:[/._?-]|$)/i.test(location)) {
    return `the root redirects to ${where} that looks like a log-in`;
  }
  if (/^https:/i.test(location)) return 'the root redirects to an HTTPS address';
  return `the root redirects to ${where}`;
}

async function listing(talk: HttpTalk, root: HttpPage, base: Base): Promise<Look> {
  const names = namesListed(root);
  const { other, control } = await askNowhere(talk);
  const proof = [
    {
      asked: 'GET /',
      answered: `HTTP 200, a directory listing with ${names} ${names === 1 ? 'entry' : 'entries'}`,
    },
  ];
  const facts = { ...base, proof, control };
  if (other.status === 200) {
    const reason = isListing(other)
      ? 'It shows a directory listing on a path that does not exist.'
      : 'It has a page for a path that does not exist, so its listing proves nothing.';
    return look({ ...facts, access: isListing(other) ? 'decoy' : 'identified', reason });
  }
  if (names === 0)
    return look({
      ...facts,
      access: 'identified',
      reason: 'A directory listing that names no file.',
    });
  const reason = 'A directory listing names its files to anyone.';
  return look({ ...facts, access: 'partial', reason, grants: 'read', authMethods: ['none'] });
}

async function page(talk: HttpTalk, root: HttpPage, base: Base): Promise<Look> {
  const { other, control } = await askNowhere(talk);
  const facts = { ...base, control, access: 'identified' } as const;
  if (/<input[^>]{1,300}type\s*=\s*["']?password/i.test(root.text)) {
    return look({ ...facts, reason: 'HTTP 200: a log-in page, which anyone may read.' });
  }
  if (other.status === 200 && other.body.equals(root.body)) {
    return look({ ...facts, reason: 'HTTP 200: one page for every path, which anyone may read.' });
  }
  return look({ ...facts, reason: 'HTTP 200: a page that anyone may read.' });
}

async function askNowhere(talk: HttpTalk): Promise<{ other: HttpPage; control: Exchange[] }> {
  const other = await talk.get(`/${talk.dialogue.nonce()}`);
  return {
    other,
    control: [{ asked: 'GET a path that does not exist', answered: `HTTP ${other.status}` }],
  };
}

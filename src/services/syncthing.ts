/**
 * Syncthing. Without a password its interface refuses a stranger until the token against forged requests, which its
 * page hands out to everybody, is sent back: that is no authentication, so it is sent back. With a password 1.19 says
 * nothing of itself any more, and is an HTTP server that asks for credentials.
 * https://docs.syncthing.net/dev/rest.html
 */
import { untrusted, untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { HttpService } from './families/http-service.ts';
import { hasFields } from './families/http-shapes.ts';
import type { HttpPage } from './families/http-talk.ts';

const STATUS = '/rest/system/status';

/** The product as it is asked by somebody who has seen its page. */
function syncthingAfter(headers: Readonly<Record<string, string>>): HttpService {
  return httpProduct({
    id: 'syncthing',
    title: 'Syncthing',
    verified: 'Syncthing 1.19.2, real server',
    recognise: ({ root }) =>
      root.headers.has('x-syncthing-id') && root.headers.has('x-syncthing-version'),
    proofs: [
      {
        path: STATUS,
        headers,
        shows: ({ json }) =>
          hasFields(json, 'myID', 'startTime', 'uptime') ? 'the state of this node' : undefined,
      },
    ],
    denies: ({ status, text }) => status === 403 && text.startsWith('Host check error'),
    version: ({ root }) => untrustedVersion(root.headers.get('x-syncthing-version')),
    stableId: (pages) => untrusted(pages.get('/')?.headers.get('x-syncthing-id') ?? '', 80),
    // Who may read the state may write the configuration, and with that share any folder.
    grants: 'admin',
  });
}

const unseen = syncthingAfter({});

export const syncthing: HttpService = {
  ...unseen,
  sends: [...new Set([...unseen.sends, ...syncthingAfter({ Cookie: '' }).sends])],
  access: (talk, evidence) => syncthingAfter(forgeryToken(evidence.root)).access(talk, evidence),
};

/** The cookie `CSRF-Token-XXXXX=value` of the page, as cookie and as header. */
function forgeryToken({ headers }: HttpPage): Record<string, string> {
  const found = /^(CSRF-Token-[A-Z\d]{1,16})=([\w-]{1,128})/i.exec(headers.get('set-cookie') ?? '');
  const [, name = '', value = ''] = found ?? [];
  return found ? { Cookie: `${name}=${value}`, [`X-${name}`]: value } : {};
}

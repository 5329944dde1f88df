/**
 * The remote control of rclone. With neither an account nor `--rc-no-auth` it still answers some calls, such as
 * `core/version`, so the proofs are calls that need an account. https://rclone.org/rc/
 */
import { untrustedVersion } from '../model/untrusted.ts';
import { httpProduct } from './families/http-product.ts';
import type { Pages } from './families/http-product-table.ts';
import { field, type HttpPage, textField } from './families/http-talk.ts';

const REMOTES = 'config/listremotes';

export const rclone = httpProduct({
  id: 'rclone',
  title: 'rclone’s remote control',
  verified:
    'rclone 1.75.2, real server: open and with neither account nor leave; with a password it cannot be told from any server that asks for one',
  recognise: ({ root }) => isRclone(root) && root.status >= 400 && 'maybe',
  isIt,
  proofs: [
    {
      method: 'POST',
      path: `/${REMOTES}`,
      shows: ({ json }) =>
        Array.isArray(field(json, 'remotes')) ? 'the list of remotes' : undefined,
    },
    {
      method: 'POST',
      path: '/core/pid',
      shows: ({ json }) => (typeof field(json, 'pid') === 'number' ? 'its process' : undefined),
    },
  ],
  version: ({ root }) =>
    untrustedVersion(/^rclone\/(\S+)/.exec(root.headers.get('server') ?? '')?.[1]),
  grants: 'admin',
});

function isRclone({ headers }: HttpPage): boolean {
  return /^rclone\/v\d/.test(headers.get('server') ?? '');
}

/** rclone also serves files under the same header; only the remote control knows its own calls. */
function isIt(pages: Pages): boolean {
  const page = pages.get(`/${REMOTES}`);
  if (!page || !isRclone(page)) return false;
  return textField(page.json, 'path') === REMOTES || Array.isArray(field(page.json, 'remotes'));
}

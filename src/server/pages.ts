/** The built dashboard. Its files are listed once at the start: a path is looked up and never opened. */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix, sep } from 'node:path';
import { policyFor } from './gate/headers.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const INDEX = '/index.html';
/** What the page may write where its styles need one. */
const NONCE = '__CSP_NONCE__';
/** Where the page reads who signs people in; the configuration holds it to letters, digits, blanks, dots, dashes. */
const SIGN_IN = '__SIGN_IN__';
/** Names of these files change with what is in them. */
const FOREVER = 'public, max-age=31536000, immutable';
const NONCE_BYTES = 18;

export interface Pages {
  file: (path: string) => Response | undefined;
  /** `signIn`: on the button of whoever signs people in besides. */
  index: (status: number, headers: Readonly<Record<string, string>>, signIn?: string) => Response;
}

/** `undefined` where it was not built. */
export function pagesIn(folder: string): Pages | undefined {
  const files = new Map<string, Buffer<ArrayBuffer>>();
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || TYPES[extname(entry.name)] === undefined) continue;
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(folder.length).split(sep).join(posix.sep);
      files.set(name, Buffer.from(readFileSync(path)));
    }
  } catch {
    return undefined;
  }
  const page = files.get(INDEX)?.toString('utf8');
  if (page === undefined) return undefined;
  files.delete(INDEX);
  return {
    file(path) {
      const bytes = files.get(path);
      if (!bytes) return undefined;
      return new Response(bytes, {
        headers: {
          'Content-Type': TYPES[extname(path)] ?? '',
          'Cache-Control': path.startsWith('/assets/') ? FOREVER : 'no-cache',
        },
      });
    },
    index(status, headers, signIn = '') {
      const nonce = randomBytes(NONCE_BYTES).toString('base64');
      return new Response(page.replaceAll(NONCE, nonce).replace(SIGN_IN, signIn), {
        status,
        headers: {
          ...headers,
          'Content-Type': TYPES['.html'] ?? '',
          'Content-Security-Policy': policyFor(page.includes(NONCE) ? nonce : undefined),
        },
      });
    },
  };
}

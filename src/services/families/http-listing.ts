/** Directory listings that web servers generate. Pure. */
import type { HttpPage } from './http-talk.ts';

/** nginx, Apache, lighttpd, busybox, Node's http-server; Python; Jetty; Tomcat. */
const TITLE =
  /<(?:title|h1)[^>]{0,100}>\s*(?:Index of |Directory listing for |Directory: |Listing of )/i;
/** Caddy's browser names its list, IIS its way up, Go's file server nothing at all. */
const OTHERS = [
  /<(?:div|span)[^>]{0,100}class="meta-item"[\s\S]{0,200}director(?:y|ies)/i,
  /<A HREF="\/">\[To Parent Directory\]<\/A>/i,
  /<title>[^<]{1,200} - \/<\/title>[\s\S]{0,300}<pre>/i,
  /^\s*(?:<!doctype html>\s*)?(?:<meta[^>]{1,100}>\s*){0,2}<pre>\s*(?:<a href="[^"]{1,500}">[^<]{0,500}<\/a>\s*)*<\/pre>\s*$/i,
];

export function isListing({ status, text }: HttpPage): boolean {
  return status === 200 && (TITLE.test(text) || OTHERS.some((mark) => mark.test(text)));
}

/** Links to what lies in the folder: not upwards, not to a sorting, not to another site. */
const ENTRY =
  /<a\s[^>]{0,200}?href="(?!\.{1,2}\/?"|\/?"|[?#]|[a-z][a-z\d+.-]{0,20}:|\/\/|\/\?)[^"]{1,500}"/gi;

/** How many names the listing gives away. The names themselves are not kept. */
export function namesListed({ text }: HttpPage): number {
  return text.match(ENTRY)?.length ?? 0;
}

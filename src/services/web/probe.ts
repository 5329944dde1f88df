import type { Exposure, ExposureKind } from '../../model/web.ts';
import type { HttpPage } from '../families/http-talk.ts';

/** What a page turned out to be; `state` is `readable` where it is not said. */
export type Found = Pick<Exposure, 'found' | 'says'> & { readonly state?: Exposure['state'] };

/** One thing that may stand beside a web server's root. */
export interface Probe {
  readonly kind: ExposureKind;
  /** Asked in this order until one is it. */
  readonly paths: readonly string[];
  /** The documentation that the marks rest on. */
  readonly docs: string;
  /** The root points to it: asked before the others, for servers that close each connection leave few. */
  readonly hint?: (root: HttpPage) => boolean;
  /** Pure; `undefined` where the page is something else. */
  readonly read: (page: HttpPage) => Found | undefined;
}

/** For pages that are told by a mark in a 200, and are readable then. */
export function marked(found: string, ...marks: readonly RegExp[]): Probe['read'] {
  return ({ status, text }) =>
    status === 200 && marks.every((mark) => mark.test(text)) ? { found } : undefined;
}

/** A hint from a header of the root. */
export function headerSays(name: string, pattern: RegExp): NonNullable<Probe['hint']> {
  return ({ headers }) => pattern.test(headers.get(name) ?? '');
}

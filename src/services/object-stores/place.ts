/** Where a bucket lies: in the name of the host, or in the path of the URL that the owner gave. Pure. */
import { asObject, asWord } from '../families/http-words.ts';

export interface Place {
  /** What goes before an object's name: `` or `/bucket`. */
  readonly prefix: string;
  /** The same in the words of a declaration. */
  readonly template: '' | '/{bucket}';
  /** An object that the owner named, percent-encoded. */
  readonly object: string | undefined;
}

/** Hosts whose first label is the bucket: https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html */
const NAMED = [
  /^.{3,}\.s3(?:[.-][a-z\d-]{1,40}){0,2}\.amazonaws\.com(?:\.cn)?$/i,
  /^.{3,}\.storage\.googleapis\.com$/i,
];

/** `undefined` where neither names a bucket. */
export function placeOf(host: string | undefined, path: string | undefined): Place | undefined {
  const segments = (path ?? '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (NAMED.some((each) => each.test(host ?? '')))
    return { prefix: '', template: '', object: asObject(segments.join('/')) };
  const [bucket, ...rest] = segments;
  const word = bucket === undefined ? undefined : asWord(bucket);
  if (word === undefined) return undefined;
  return { prefix: `/${word}`, template: '/{bucket}', object: asObject(rest.join('/')) };
}

/** As the owner meant them, before any encoding. */
export function segmentsOf(path: string | undefined): string[] {
  return (path ?? '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * What S3, the stores compatible with it and Azure answer, read without an XML parser: a few elements of a bounded text.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html and ErrorResponses.html
 */
import type { HttpPage } from '../families/http-talk.ts';

/** The code of an error: `AccessDenied`, `NoSuchBucket`. */
export function errorCode({ status, text }: HttpPage): string | undefined {
  if (status < 300) return undefined;
  return /^\s*(?:<\?xml[^>]{0,200}\?>\s*)?<Error\b[^>]{0,200}>\s*<Code>(\w{1,64})<\/Code>/.exec(
    text,
  )?.[1];
}

export interface Listing {
  /** How many entries this page names; never more than were asked for, on a real server. */
  readonly names: number;
  /** The first of them. It is a value: used for one more question, and never written. */
  readonly first: string | undefined;
}

export function bucketsIn(page: HttpPage): Listing | undefined {
  return listing(page, 'ListAllMyBucketsResult', 'Name', /<Bucket>/g);
}

export function objectsIn(page: HttpPage): Listing | undefined {
  return listing(page, 'ListBucketResult', 'Key', /<Contents>/g);
}

/** https://learn.microsoft.com/en-us/rest/api/storageservices/list-blobs#response-body */
export function blobsIn(page: HttpPage): Listing | undefined {
  return listing(page, 'EnumerationResults', 'Name', /<Blob>/g);
}

function listing(
  { status, text }: HttpPage,
  root: string,
  name: string,
  entry: RegExp,
): Listing | undefined {
  const opens = new RegExp(`^\\s*(?:<\\?xml[^>]{0,200}\\?>\\s*)?<${root}[\\s>]`);
  if (status !== 200 || !opens.test(text)) return undefined;
  // Before the first entry stands the bucket's own <Name>.
  const at = text.search(new RegExp(entry.source));
  const first = at === -1 ? undefined : elementIn(text.slice(at, at + MOST_ENTRY), name);
  return { names: text.match(entry)?.length ?? 0, first };
}

const MOST_ENTRY = 16 * 1024;

/** The names of all entries of a page, in order. They are values: looked at, and never written. */
export function namesIn({ text }: HttpPage, entry: string, name: string): string[] {
  return text
    .split(`<${entry}>`)
    .slice(1)
    .flatMap((each) => elementIn(each.slice(0, MOST_ENTRY), name) ?? []);
}

/** What the objects of a page weigh together, in bytes. */
export function sizesIn({ text }: HttpPage, element: string): number {
  const sizes = text.matchAll(new RegExp(`<${element}>(\\d{1,15})</${element}>`, 'g'));
  return [...sizes].reduce((sum, [, size]) => sum + Number(size), 0);
}

function elementIn(text: string, name: string): string | undefined {
  const found = new RegExp(`<${name}>([^<]{1,4096})</${name}>`).exec(text)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function unescaped(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi,
    (whole, hex, decimal, name) => {
      if (typeof name === 'string') return ENTITIES[name] ?? whole;
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );
}

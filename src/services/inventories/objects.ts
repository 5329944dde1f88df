/**
 * One page of a bucket's or container's objects: how many, how large, and their names as a sample. Names are values.
 * Pure.
 */
import type { Listed } from '../../data/item.ts';
import { about, amountUnknown, exactly } from '../../model/inventory.ts';
import type { HttpReader } from '../families/http-reader.ts';
import type { HttpPage } from '../families/http-talk.ts';
import { namesIn, sizesIn } from '../object-stores/listings.ts';

/** The elements that a store uses. */
export interface ObjectWords {
  readonly entry: string;
  readonly name: string;
  readonly size: string;
  /** There are more than this page names. */
  readonly more: RegExp;
}

export const S3: ObjectWords = {
  entry: 'Contents',
  name: 'Key',
  size: 'Size',
  more: /<IsTruncated>true</,
};
export const AZURE: ObjectWords = {
  entry: 'Blob',
  name: 'Name',
  size: 'Content-Length',
  more: /<NextMarker>[^<]/,
};

/** Of a bucket with more than one page it is known how many there are at least. */
export function objectsOf(
  { task }: HttpReader,
  page: HttpPage,
  { entry, name, size, more }: ObjectWords,
): Partial<Listed> {
  const keys = namesIn(page, entry, name);
  const bytes = sizesIn(page, size);
  const isWhole = !page.truncated && !more.test(page.text);
  const { samples, rows: most } = task.budget;
  return {
    rows: isWhole ? exactly(keys.length) : about(keys.length),
    bytes: isWhole ? exactly(bytes) : bytes === 0 ? amountUnknown : about(bytes),
    fields: [{ name: 'key', type: 'name of an object' }],
    ...(samples && keys.length > 0 && { sample: keys.slice(0, most).map((key) => ({ key })) }),
  };
}

/** What servers list over HTTP, in the words of an inventory. Pure, but for `listEach`. */
import type { Listed } from '../../data/item.ts';
import { type Amount, about, amountUnknown, exactly } from '../../model/inventory.ts';
import { field } from './http-talk.ts';
import type { HttpReader } from './http-reader.ts';

/** The list at `path`, or an empty one. */
export function entriesAt(json: unknown, ...path: readonly string[]): readonly unknown[] {
  const list = field(json, ...path);
  return Array.isArray(list) ? list : [];
}

/** The texts of the list at `path`. */
export function textsAt(json: unknown, ...path: readonly string[]): readonly string[] {
  return entriesAt(json, ...path).filter((entry) => typeof entry === 'string');
}

/** The names of the object at `path`. */
export function namesAt(json: unknown, ...path: readonly string[]): readonly string[] {
  const value = field(json, ...path);
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.keys(value)
    : [];
}

/** A number, which some servers give as text; `undefined` where there is none. */
export function numberAt(json: unknown, ...path: readonly string[]): number | undefined {
  const value = field(json, ...path);
  const number = typeof value === 'string' && /^\d{1,18}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

export function exactAt(json: unknown, ...path: readonly string[]): Amount {
  const number = numberAt(json, ...path);
  return number === undefined ? amountUnknown : exactly(number);
}

export function aboutAt(json: unknown, ...path: readonly string[]): Amount {
  const number = numberAt(json, ...path);
  return number === undefined ? amountUnknown : about(number);
}

/**
 * Adds each entry, in order: by what the list itself says of it, and with what `more` reads, while there is time and
 * room. What comes after is named only.
 */
export async function listEach<T>(
  reader: HttpReader,
  entries: readonly T[],
  bare: (entry: T) => Listed,
  more?: (entry: T) => Promise<Partial<Listed>>,
): Promise<void> {
  const { into } = reader.task;
  for (const entry of entries) {
    const read = more && !into.isFull && reader.canAsk ? await more(entry) : {};
    into.add({ ...bare(entry), ...read });
  }
}

/** Cursors are handed out and taken back as opaque text; what comes back is checked as anything else from outside. */
import type { z } from 'zod';
import { Problem } from './problem.ts';

export function cursorOf(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

export function placeIn<T>(schema: z.ZodType<T>, cursor: string | undefined): T | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw new Problem(400, 'the cursor is none of ours');
  }
}

/** Asks for one entry more than the page holds, so that the last page says so. */
export async function pageOf<T>(
  limit: number,
  read: (limit: number) => Promise<readonly T[]>,
  place: (last: T) => unknown,
): Promise<{ items: T[]; next: string | null }> {
  const read1 = await read(limit + 1);
  const items = read1.slice(0, limit);
  const last = items.at(-1);
  return { items, next: read1.length > limit && last !== undefined ? cursorOf(place(last)) : null };
}

/** What the store itself wrote as JSON; a row that cannot be read is damage, and is said. */
import type { z } from 'zod';

export function readBody<T>(schema: z.ZodType<T>, body: string, what: string): T {
  try {
    return schema.parse(JSON.parse(body));
  } catch (error) {
    throw new Error(`the store holds ${what} that cannot be read`, { cause: error });
  }
}

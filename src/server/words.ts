/** What queries and bodies are made of. */
import { z } from 'zod';

const MOST_LIMIT = 200;
const USUAL_LIMIT = 50;
const MOST_TEXT = 200;
const MOST_CURSOR = 1000;

/** What the pages and our own commands take as a name; in one form, so that two that look alike are one. */
export const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._@-]{0,63}$/, 'small letters, digits, and . _ @ - between them')
  .describe('Small letters, digits, and . _ @ - between them');

export const Text = z.string().max(MOST_TEXT);

const MOST_SENTENCE = 400;
const MOVES = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A person's sentence: one line, without what moves a cursor. */
export const sentence = (most = MOST_SENTENCE): z.ZodString =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((text) => text.trim() !== '' && !MOVES.test(text), 'one line of text')
    .describe('One line of text');

export const Paged = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MOST_LIMIT).default(USUAL_LIMIT),
  cursor: z.string().max(MOST_CURSOR).optional().describe('The `next` of the page before'),
});

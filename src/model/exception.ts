import { z } from 'zod';

/** A finding that somebody lives with until a day, as `nightlatch.yaml` has it. */
export const ExceptionEntry = z.strictObject({
  rule: z.string().min(1),
  /** The asset as reports name it, or a file: all that it holds. */
  where: z.string().min(1).describe('A file, or an asset as reports name it'),
  until: z.iso.date().describe('Last day on which it counts, YYYY-MM-DD'),
  because: z.string().min(1),
});
export type ExceptionEntry = z.infer<typeof ExceptionEntry>;

/** The same in a comment, for the line that it stands on or above. */
export interface LineException {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly until: string;
}

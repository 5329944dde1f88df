/** What the watch remembers of an entry beside its next time. */
import { z } from 'zod';
import { Depth } from './run.ts';

const JobBody = z.object({
  /** Start of the last look that was due by the schedule. */
  last: z.string().optional(),
  /** Start of the last whole look that came to its end. */
  lastFull: z.string().optional(),
  /** Of the look that is under way: how deep it is, and how often it was taken up again after a crash. */
  depth: Depth.optional(),
  resumed: z.int().default(0),
});
export type JobBody = z.infer<typeof JobBody>;

/** What cannot be read is forgotten: the entry is looked at as if for the first time. */
export function jobBodyIn(text: string): JobBody {
  try {
    return JobBody.parse(JSON.parse(text));
  } catch {
    return { resumed: 0 };
  }
}

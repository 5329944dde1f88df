import { z } from 'zod';
import { Endpoint, FileFact, Place } from './observation.ts';

export const Severity = z.enum(['critical', 'high', 'medium', 'low', 'info']);

/** The factors of S = 100 · reach · control · magnitude, each with the words it came from. */
export const Score = z.object({
  scheme: z.literal('nightlatch-score/1'),
  /** 0 to 100. */
  value: z.number(),
  reach: z.object({ word: z.string(), weight: z.number() }),
  control: z.object({ word: z.string(), weight: z.number() }),
  magnitude: z.object({ word: z.string(), weight: z.number() }),
});
export type Score = z.infer<typeof Score>;

/** An endpoint, and for what files say also the line to change. */
const Where = Endpoint.extend(Place.partial().shape);

/** A failed rule on an asset. Title, why and remedy are ours; nothing of them came from a server. */
export const Finding = z.object({
  /** Stable over runs, address changes and versions: rule and asset. */
  id: z.string(),
  rule: z.string(),
  severity: Severity,
  title: z.string(),
  asset: z.string(),
  where: Where,
  product: z.string().nullable(),
  why: z.string(),
  remedy: z.string(),
  references: z.array(z.string()),
  /** For what files say: the lines that bring it about, and what to write there. */
  changes: z.array(FileFact).optional(),
  score: Score,
  /** CVSS 4.0 vector, a label for exchange and not the ranking key. */
  cvss: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

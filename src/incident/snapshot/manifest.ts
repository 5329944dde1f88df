/** The manifest of a snapshot: a signed chain of what was taken, in the order it was taken. */
import { z } from 'zod';
import { Missing } from '../../model/case.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Bytes = z.object({ bytes: z.int().nonnegative(), sha256: Sha256 });

const Artefact = z.object({
  kind: z.literal('artefact'),
  file: z.string().regex(/^[\w.-]+$/),
  group: z.string(),
  /** The question, the file or the program that it comes from. */
  from: z.string(),
  /** As it came. Once it is encrypted only whoever opens it can check this. */
  content: Bytes,
  /** As it lies in the folder. */
  stored: Bytes,
  encrypted: z.boolean(),
  /** It went on, and was cut. */
  cut: z.boolean(),
});
export type Artefact = z.infer<typeof Artefact>;

const ManifestEvent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('begun'),
    case: z.string(),
    key: z.string(),
    asset: z.string(),
    product: z.string(),
    version: z.string(),
    /** Nightlatch's own requests carry this, and are to be left out of every count. */
    marked: z.string(),
    encryptedFor: z.string().nullable(),
  }),
  Artefact,
  z.object({ kind: z.literal('missing'), missing: Missing }),
  z.object({ kind: z.literal('ended'), artefacts: z.int(), missing: z.int() }),
]);
export type ManifestEvent = z.infer<typeof ManifestEvent>;

export const ManifestEntry = z.object({
  seq: z.int().nonnegative(),
  at: z.iso.datetime(),
  before: Sha256,
  event: ManifestEvent,
});
export type ManifestEntry = z.infer<typeof ManifestEntry>;

export const MANIFEST = 'manifest.jsonl';

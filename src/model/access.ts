import { z } from 'zod';

/** How an endpoint treats a caller without credentials, from worst to best known. The words are defined in docs/verdicts.md. */
export const Access = z.enum([
  'open',
  'partial',
  'passwordless',
  'default-password',
  'unclaimed',
  'protected',
  'denied',
  'tls-only',
  'identified',
  'decoy',
  'unknown',
]);
export type Access = z.infer<typeof Access>;

/** What a caller without credentials can do, measured and not assumed. Weights stand in findings/score.ts. */
export const Control = z.enum([
  'code-execution',
  'admin',
  'read-write',
  'read',
  'metadata',
  'banner',
]);
export type Control = z.infer<typeof Control>;

/** The one that gives most; nothing where there is none. */
export function strongest(controls: Iterable<Control | null>): Control | undefined {
  const given = new Set(controls);
  return Control.options.find((control) => given.has(control));
}

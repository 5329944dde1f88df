/** Findings that are known already: new ones fail, these do not. */
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';

const Baseline = z.object({
  schema: z.literal('nightlatch/baseline/1'),
  findings: z.array(z.object({ id: z.string(), rule: z.string(), asset: z.string() })),
});

const MOST_BYTES = 16 * 1024 * 1024;

export function readBaseline(path: string): ReadonlySet<string> {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.length > MOST_BYTES) throw new Error('too large');
    return new Set(Baseline.parse(JSON.parse(text)).findings.map(({ id }) => id));
  } catch {
    throw new UsageError(
      `--baseline ${JSON.stringify(path)}: not a file that --write-baseline wrote`,
    );
  }
}

export function writeBaseline(path: string, findings: readonly Finding[]): void {
  const list = findings.map(({ id, rule, asset }) => ({ id, rule, asset }));
  const text = JSON.stringify({ schema: 'nightlatch/baseline/1', findings: list }, null, 2);
  try {
    writeFileSync(path, `${text}\n`);
  } catch {
    throw new UsageError(`--write-baseline ${JSON.stringify(path)}: cannot be written`);
  }
}

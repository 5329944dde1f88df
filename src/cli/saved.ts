/** Reads a folder of `--save`, which may have been tampered with: sizes, depth and shapes are checked, links refused. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { linesOfFile } from '../audit/file-lines.ts';
import { Policy } from '../model/config.ts';
import { UsageError } from '../model/errors.ts';
import { cleaned, parseHostile } from '../model/hostile-json.ts';
import { Observation } from '../model/observation.ts';
import { Coverage, Gap, RunFacts } from '../model/run.ts';
import { untrusted } from '../model/untrusted.ts';
import { Vantage } from '../model/vantage.ts';
import { SAVED } from './save.ts';

const MOST_ABOUT = 4 * 1024 * 1024;
/** An observation with its inventory, which `data/inventory.ts` keeps below this. */
const MOST_LINE = 4 * 1024 * 1024;
const MOST_DEPTH = 16;

const Saved = z.object({
  schema: z.literal('nightlatch/saved/1'),
  run: RunFacts,
  scope: z.object({ refused: z.array(Gap) }),
  coverage: Coverage,
  policy: Policy,
  accounts: z.enum(['none', 'empty', 'default']),
  vantage: Vantage.nullable(),
});
export type Saved = z.infer<typeof Saved>;

export function readSaved(folder: string): Saved {
  const path = join(folder, SAVED.run);
  const file = openPlain(path);
  try {
    if (fstatSync(file).size > MOST_ABOUT) throw new UsageError(`${path} is too large to be ours`);
    const bytes = Buffer.alloc(MOST_ABOUT);
    const length = readSync(file, bytes, 0, MOST_ABOUT, 0);
    return shaped(Saved, parse(bytes.toString('utf8', 0, length), path), path);
  } finally {
    closeSync(file);
  }
}

/** One at a time, so that a folder of any size is read in little memory. */
export function* savedObservations(folder: string): Generator<Observation> {
  const path = join(folder, SAVED.observations);
  const file = openPlain(path);
  try {
    let number = 0;
    const withinBound = (pending: number): void => {
      if (pending > MOST_LINE)
        throw new UsageError(`${path}: a line of more than ${MOST_LINE} bytes is not ours`);
    };
    for (const line of linesOfFile(file, withinBound)) {
      number += 1;
      if (line.trim() === '') continue;
      const place = `${path}:${number}`;
      yield shaped(Observation, cleaned(parse(line, place)), place);
    }
  } finally {
    closeSync(file);
  }
}

function openPlain(path: string): number {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    throw new UsageError(
      `cannot read ${path} (${code}): judge takes a folder that audit --save wrote`,
    );
  }
  throw new UsageError(`${path} is no plain file`);
}

function parse(text: string, place: string): unknown {
  try {
    return parseHostile(text, MOST_DEPTH);
  } catch (error) {
    const isOurs = error instanceof Error && error.message.endsWith(' ours');
    throw new UsageError(`${place}: ${isOurs ? error.message : 'not JSON'}`);
  }
}

function shaped<T>(schema: z.ZodType<T>, value: unknown, place: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = untrusted(issue?.path.join('.') ?? '', 80);
  throw new UsageError(
    `${place}: ${where || 'it'} is not as audit --save writes it (${untrusted(issue?.message ?? '', 120)})`,
  );
}

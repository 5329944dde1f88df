/** From paths to the ledger: every file once, whatever its name and packing. */
import { basename } from 'node:path';
import type { Ledger } from '../../model/ledger.ts';
import { pathName } from '../trails/clean.ts';
import { filesUnder } from '../trails/files.ts';
import type { ReadOptions } from '../trails/kind.ts';
import { identityOf, readTrail } from '../trails/read-trail.ts';
import { LedgerMaker, type LedgerOptions } from './ledger.ts';

export interface Skipped {
  readonly says: string;
  readonly reason: string;
}

export interface Looked {
  readonly ledger: Ledger;
  readonly skipped: readonly Skipped[];
  /** Examples of damaged lines by their shape, a source each. */
  readonly damage: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

export async function ledgerOfFiles(
  paths: readonly string[],
  options: LedgerOptions & Omit<ReadOptions, 'written'>,
  now: number,
): Promise<Looked> {
  const maker = new LedgerMaker(options);
  const seen = new Map<string, string>();
  const skipped: Skipped[] = [];
  const damage = new Map<string, ReadonlyMap<string, number>>();
  for (const [at, path] of (await filesUnder(paths)).entries()) {
    const says = pathName(basename(path));
    const id = `trail-${at + 1}`;
    try {
      const identity = await identityOf(path);
      const twin = seen.get(identity);
      seen.set(identity, id);
      if (twin !== undefined) {
        skipped.push({ says, reason: `the same file as ${twin}` });
        continue;
      }
      const { kind, tracker } = await readTrail(path, options, (found, of) =>
        maker.add(id, found, of),
      );
      if (!kind) skipped.push({ says, reason: 'no kind of log that Nightlatch knows' });
      else maker.source(id, says, kind, tracker);
      if (tracker.shapes.size > 0) damage.set(id, tracker.shapes);
    } catch (error) {
      skipped.push({ says, reason: reasonOf(error) });
    }
  }
  return { ledger: maker.make(now), skipped, damage };
}

/** The system's word for it; the path stays out. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'could not be read';
  return 'code' in error ? `could not be read (${String(error.code)})` : error.message;
}

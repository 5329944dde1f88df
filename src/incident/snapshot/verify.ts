/** Whether a case and its snapshots still are what was written. */
import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { eventsOf, ledgerOf, readCase, type Case } from '../case/case.ts';
import { readChain } from '../chain.ts';
import { requireFolder } from '../private-files.ts';
import { MANIFEST, ManifestEntry, type Artefact } from './manifest.ts';

export interface Checked {
  readonly head: string;
  readonly key: string;
  readonly artefacts: number;
  /** Each in a sentence; none where all is as it was written. */
  readonly faults: readonly string[];
}

export async function verifyCase(folder: string): Promise<Checked> {
  let found: Case;
  try {
    found = readCase(folder);
  } catch (error) {
    return { head: '', key: '', artefacts: 0, faults: [`the journal: ${wordsOf(error)}`] };
  }
  const faults: string[] = found.torn ? ['the journal: its last line was cut off'] : [];
  let artefacts = 0;
  for (const snapshot of eventsOf(found.entries, 'snapshot')) {
    const checked = await verifySnapshot(found, snapshot);
    artefacts += checked.artefacts;
    faults.push(...checked.faults.map((fault) => `${snapshot.folder}: ${fault}`));
  }
  try {
    ledgerOf(found);
  } catch (error) {
    faults.push(`the ledger: ${wordsOf(error)}`);
  }
  return { head: found.head, key: found.opened.key, artefacts, faults };
}

async function verifySnapshot(
  { folder, opened }: Case,
  snapshot: { readonly folder: string; readonly manifest: string },
): Promise<Pick<Checked, 'artefacts' | 'faults'>> {
  const place = join(folder, snapshot.folder);
  try {
    requireFolder(place);
    const chain = readChain(join(place, MANIFEST), ManifestEntry, () => opened.key);
    const artefacts = chain.entries
      .map(({ event }) => event)
      .filter((event) => event.kind === 'artefact');
    const faults: string[] = [];
    if (chain.head !== snapshot.manifest || chain.torn)
      faults.push('its manifest is not the one that the journal knows');
    for (const artefact of artefacts) faults.push(...(await faultsOf(place, artefact)));
    const known = new Set([MANIFEST, ...artefacts.map(({ file }) => file)]);
    const strange = readdirSync(place).filter((name) => !known.has(name));
    if (strange.length > 0) faults.push(`${strange.length} files that nobody took`);
    return { artefacts: artefacts.length, faults };
  } catch (error) {
    return { artefacts: 0, faults: [wordsOf(error)] };
  }
}

async function faultsOf(place: string, { file, stored }: Artefact): Promise<string[]> {
  const path = join(place, file);
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (!there?.isFile()) return [`${file} is gone`];
  if (there.size !== stored.bytes)
    return [`${file} has ${there.size} bytes in place of ${stored.bytes}`];
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) if (Buffer.isBuffer(chunk)) hash.update(chunk);
  return hash.digest('hex') === stored.sha256 ? [] : [`${file} was changed`];
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'unreadable';
}

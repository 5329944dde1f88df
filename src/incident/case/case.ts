/** A case: a private folder whose journal is all that is believed of it. */
import { randomBytes } from 'node:crypto';
import { readdirSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { CaseEntry, type CaseEvent } from '../../model/case.ts';
import { UsageError } from '../../model/errors.ts';
import { Ledger } from '../../model/ledger.ts';
import {
  Chain,
  ChainError,
  cutTorn,
  keyOf,
  makeKey,
  NOTHING_BEFORE,
  readChain,
  sha256,
  type Key,
} from '../chain.ts';
import { FILE_MODE, makeFolder, readPlain, requireFolder } from '../private-files.ts';
import { inTurn } from './lock.ts';

export const JOURNAL = 'journal.jsonl';
const FILES = { journal: JOURNAL, key: 'key.pem' } as const;
const MOST_KEY = 4096;
const MOST_LEDGER = 64 * 1024 * 1024;
const ID_BYTES = 3;

type Opened = Extract<CaseEvent, { kind: 'opened' }>;

export interface Case {
  readonly folder: string;
  readonly opened: Opened;
  readonly entries: readonly CaseEntry[];
  /** SHA-256 of the journal's last line. */
  readonly head: string;
  readonly torn: boolean;
}

/** As `2026-11-25-4f2a1c`: sorts by day, and is short enough to say on the telephone. */
export function newCaseId(at: Date): string {
  return `${at.toISOString().slice(0, 10)}-${randomBytes(ID_BYTES).toString('hex')}`;
}

export function openCase(folder: string, facts: Omit<Opened, 'kind' | 'key'>, at: Date): Case {
  if (existsSync(folder))
    throw new UsageError(`${folder} is there already: a case begins in a new folder`);
  makeFolder(folder);
  const { key, pem } = makeKey();
  writeFileSync(join(folder, FILES.key), pem, { mode: FILE_MODE, flag: 'wx' });
  const journal = join(folder, FILES.journal);
  const chain = new Chain<CaseEvent>(journal, key, { head: NOTHING_BEFORE, seq: 0 });
  chain.add({ kind: 'opened', ...facts, key: key.open }, at);
  return readCase(folder);
}

/** Checks the whole journal; a fault in it is a `ChainError`. */
export function readCase(folder: string): Case {
  requireFolder(folder);
  const path = join(folder, FILES.journal);
  if (!existsSync(path)) throw new UsageError(`${folder} holds no case`);
  const { entries, head, torn } = readChain(path, CaseEntry, keyIn);
  const [first] = entries;
  if (first?.event.kind !== 'opened')
    throw new ChainError('its journal does not begin with its opening');
  return { folder, opened: first.event, entries, head, torn };
}

function keyIn({ event }: CaseEntry): string {
  if (event.kind !== 'opened') throw new ChainError('its journal does not begin with its opening');
  return event.key;
}

export function caseKey(folder: string): Key {
  return keyOf(readPlain(join(folder, FILES.key), MOST_KEY).toString('utf8'));
}

export interface Journal {
  readonly add: (event: CaseEvent, at?: Date) => void;
}

/** Writes further entries, each behind whatever another process wrote in between. */
export function journalOf(folder: string): Journal {
  const path = join(folder, FILES.journal);
  return {
    add: (event, at) =>
      inTurn(folder, () => {
        const { entries, head, torn, length } = readChain(path, CaseEntry, keyIn);
        if (torn) cutTorn(path, length);
        const chain = new Chain<CaseEvent>(path, caseKey(folder), { head, seq: entries.length });
        chain.add(event, at);
      }),
  };
}

/** Takes a ledger that `case trails` wrote into the case. */
export function addLedger(folder: string, bytes: Buffer): void {
  requireFolder(folder);
  if (!isLedger(bytes)) throw new UsageError('no ledger that case trails --format json wrote');
  const digest = sha256(bytes);
  const file = `ledger-${digest.slice(0, 12)}.json`;
  if (!existsSync(join(folder, file)))
    writeFileSync(join(folder, file), bytes, { mode: FILE_MODE, flag: 'wx' });
  journalOf(folder).add({ kind: 'ledger', file, sha256: digest });
}

function isLedger(bytes: Buffer): boolean {
  try {
    return Ledger.safeParse(JSON.parse(bytes.toString('utf8'))).success;
  } catch {
    return false; // no JSON at all
  }
}

/** The ledger that was added last, if its bytes are still those. */
export function ledgerOf({ folder, entries }: Case): Ledger | undefined {
  const added = eventsOf(entries, 'ledger').at(-1);
  if (!added) return undefined;
  const bytes = readPlain(join(folder, added.file), MOST_LEDGER);
  if (sha256(bytes) !== added.sha256) throw new ChainError(`${added.file} is not as it was added`);
  return Ledger.parse(JSON.parse(bytes.toString('utf8')));
}

export function eventsOf<K extends CaseEvent['kind']>(
  entries: readonly CaseEntry[],
  kind: K,
): Extract<CaseEvent, { kind: K }>[] {
  return entries
    .map(({ event }) => event)
    .filter((event): event is Extract<CaseEvent, { kind: K }> => event.kind === kind);
}

export interface Listed {
  readonly id: string;
  readonly folder: string;
  readonly asset: string;
  readonly opened: string;
  readonly fault: string | null;
}

/** The cases in a folder, newest first; one that cannot be believed is listed with its fault. */
export function listCases(root: string): Listed[] {
  if (!existsSync(root)) return [];
  const names = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return names
    .map(({ name }) => name)
    .toSorted()
    .toReversed()
    .map((name) => listed(name, join(root, name)));
}

function listed(id: string, folder: string): Listed {
  try {
    const { opened, entries } = readCase(folder);
    return { id, folder, asset: opened.asset, opened: entries[0]?.at ?? '', fault: null };
  } catch (error) {
    const fault = error instanceof Error ? error.message : 'unreadable';
    return { id, folder, asset: '', opened: '', fault };
  }
}

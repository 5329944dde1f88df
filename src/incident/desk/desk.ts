/**
 * The cases of `serve`. Of each case its folder is all that is believed: what a person does on the page is written into
 * the journal there, and the store keeps what pages and exports show. A case whose folder is on another host can be read
 * here and not written. Nothing here speaks to what is audited: docs/decisions/approved-here-applied-there.md.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { CaseEntry, CaseEvent } from '../../model/case.ts';
import { UsageError } from '../../model/errors.ts';
import type { Visit } from '../../model/ledger.ts';
import type { KeptFinding } from '../../store/findings.ts';
import { readBody } from '../../store/json.ts';
import type { KeptCase } from '../../store/cases.ts';
import type { Store } from '../../store/store.ts';
import { journalOf, newCaseId, openCase, readCase } from '../case/case.ts';
import { ChainError } from '../chain.ts';
import { readPlan } from '../contain/plan.ts';
import { FILE_MODE } from '../private-files.ts';
import { CaseRecord, markOf, NOTHING_KNOWN, readFolder, type ReadFolder } from './record.ts';
import { INVENTORY, nextOf, planState, stepsOf, type CaseStep } from './steps.ts';

export class DeskError extends Error {
  override readonly name = 'DeskError';
}

export interface DeskOptions {
  readonly store: Store;
  /** The folder of all cases of this host. */
  readonly root: string;
  readonly version: string;
  readonly now: () => Date;
}

export interface ReadCase {
  readonly kept: KeptCase;
  readonly record: CaseRecord;
  readonly entries: readonly CaseEntry[];
  readonly steps: readonly CaseStep[];
  /** Whether its folder is on this host, so that something can be written into its journal. */
  readonly here: boolean;
}

/** A light look takes over what a whole one saw, so that the latest few hold it. */
const LOOKS = 20;

type Written = Extract<CaseEvent, { kind: 'filled' | 'approved' }>;

export class CaseDesk {
  readonly #options: DeskOptions;
  #reading: Promise<void> = Promise.resolve();

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  /** Takes in what was written into the cases of this host since the last time, by whomever. */
  async refresh(): Promise<void> {
    const next = this.#reading.then(() => this.#refresh());
    this.#reading = next.catch(() => undefined);
    await next;
  }

  async #refresh(): Promise<void> {
    const { store, root } = this.#options;
    const known = await store.cases.journals();
    for (const folder of foldersIn(root)) {
      const mark = this.#markOf(folder);
      if (mark === undefined || known.get(folder) === mark) continue;
      try {
        await this.#take(folder, mark);
      } catch (error) {
        await this.#distrust(folder, mark, error);
      }
    }
  }

  /** From a finding that is remembered: the folder, its journal, and what the store shows of it. */
  async open(finding: string, by: string | null, folder?: string): Promise<ReadFolder> {
    const { store, root, version, now } = this.#options;
    const kept = await store.findings.byId(finding);
    if (!kept) throw new DeskError(`no finding ${JSON.stringify(finding)} is remembered`);
    const { asset } = kept.finding;
    const others = (await store.findings.ofAsset(asset)).filter((each) => isOther(each, finding));
    const at = now();
    const id = newCaseId(at);
    const place = folder ?? join(root, id);
    const findings = [kept, ...others].map((each) => each.finding);
    const window = kept.windows.at(-1) ?? null;
    const facts = { case: id, asset, findings, window, version, ...(by !== null && { by }) };
    try {
      openCase(place, facts, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
      if (code === undefined) throw error;
      throw new DeskError(`its folder cannot be made here (${code})`, { cause: error });
    }
    await this.#keepInventory(asset, place);
    return await this.submit(place);
  }

  /** Names and numbers as the last look that saw them has them; never a value. */
  async #keepInventory(asset: string, folder: string): Promise<void> {
    const looks = await this.#options.store.observations.ofAsset(asset, LOOKS);
    const seen = looks.find(({ inventory }) => inventory);
    if (!seen) return;
    const document = JSON.stringify({ observations: [{ inventory: seen.inventory }] });
    writeFileSync(join(folder, INVENTORY), document, { mode: FILE_MODE, flag: 'wx' });
  }

  /** The case of this finding that was opened since its door opened last, if there is one. */
  async openedOn({ finding, windows }: KeptFinding): Promise<string | undefined> {
    const since = windows.at(-1)?.firstOpen ?? '';
    const cases = await this.#options.store.cases.page(1, { asset: finding.asset });
    return cases.find(({ opened }) => opened >= since)?.id;
  }

  /** Takes a case from wherever its folder lies; whatever is wrong with it is told. */
  async submit(folder: string): Promise<ReadFolder> {
    const place = resolve(folder);
    return await this.#take(place, this.#markOf(place) ?? '');
  }

  /** Another version may read more out of the same folder. */
  #markOf(folder: string): string | undefined {
    const mark = markOf(folder);
    return mark && `${this.#options.version} ${mark}`;
  }

  async read(id: string): Promise<ReadCase | undefined> {
    const { store, now } = this.#options;
    const kept = await store.cases.byId(id);
    if (!kept) return undefined;
    const record = recordIn(kept);
    const entries = await store.cases.entries(id);
    const steps = stepsOf({ ...record, folder: kept.folder, entries, now: now() });
    return { kept, record, entries, steps, here: markOf(kept.folder) !== undefined };
  }

  /** All of the ledger's visits, for an export. */
  async visits(id: string): Promise<Visit[]> {
    return (await this.#options.store.cases.visits(id)).map(({ visit }) => visit);
  }

  async fill(of: ReadCase, field: string, value: string, by: string): Promise<void> {
    await this.#write(of, { kind: 'filled', field, value, by });
  }

  /** A person answers for a plan. Evidence comes first; to go without it is decided on the host, with its reason. */
  async approve(of: ReadCase, plan: string, by: string): Promise<void> {
    const { record, entries, steps } = of;
    const found = record.plans.find(({ id }) => id === plan);
    if (!found) throw new DeskError('the case has no such plan');
    if (!steps.some(({ step, done }) => step === 'snapshot' && done))
      throw new DeskError('no snapshot is taken: what a plan ends cannot be seen again');
    if (!['planned', 'undone'].includes(planState(entries, found)))
      throw new DeskError('it is approved already');
    if (of.here) refuseChanged(of.kept.folder, plan);
    await this.#write(of, { kind: 'approved', plan, by, withoutSnapshot: null });
  }

  async #write({ kept, here }: ReadCase, event: Written): Promise<void> {
    if (!here) throw new DeskError('its folder is on another host: write it there, and submit it');
    if (keyIn(kept.folder) !== kept.key)
      throw new DeskError('its folder does not hold what was written there');
    journalOf(kept.folder).add(event, this.#options.now());
    await this.submit(kept.folder);
  }

  async #take(folder: string, mark: string): Promise<ReadFolder> {
    const { store, now } = this.#options;
    const read = readFolder(folder);
    const { id, key, asset, opened, openedBy, record, entries, visits, ledger } = read;
    const next = nextOf(stepsOf({ ...record, folder, entries, now: now() }));
    const facts = { id, key, asset, opened, opened_by: openedBy, next, folder, ledger };
    await store.transaction(async ({ cases }) => {
      const before = await cases.byId(id);
      if (before && before.key !== '' && before.key !== key)
        throw new DeskError(`another case is known by the name ${id}`);
      const updated = entries.at(-1)?.at ?? opened;
      await cases.put({ ...facts, journal: mark, updated, body: JSON.stringify(record) });
      await cases.setEntries(id, entries);
      if (before?.ledger !== ledger) await cases.setVisits(id, visits);
    });
    return read;
  }

  /** What was known of it stays, and is said to be from before. */
  async #distrust(folder: string, mark: string, error: unknown): Promise<void> {
    const { store, now } = this.#options;
    const fault = error instanceof Error ? error.message : 'it cannot be read';
    await store.transaction(async ({ cases }) => {
      const before = await cases.byFolder(folder);
      const id = basename(folder);
      if (!before && (await cases.byId(id))) return;
      const kept = before ?? { ...UNKNOWN, id, folder, opened: now().toISOString() };
      const body = JSON.stringify({ ...recordIn(kept), fault });
      await cases.put({ ...kept, journal: mark, body });
    });
  }
}

const UNKNOWN: Omit<KeptCase, 'id' | 'folder' | 'opened'> = {
  key: '',
  asset: '',
  opened_by: null,
  next: 'assess',
  journal: '',
  ledger: null,
  updated: '',
  body: JSON.stringify(NOTHING_KNOWN),
};

function keyIn(folder: string): string | undefined {
  try {
    return readCase(folder).opened.key;
  } catch {
    return undefined;
  }
}

/** The journal goes on only with an approval of the plan that was shown. */
function refuseChanged(folder: string, plan: string): void {
  try {
    readPlan(folder, plan);
  } catch (error) {
    if (!(error instanceof ChainError || error instanceof UsageError)) throw error;
    throw new DeskError(error.message, { cause: error });
  }
}

const isOther = ({ finding: { id } }: KeptFinding, than: string): boolean => id !== than;

export function recordIn({ body }: KeptCase): CaseRecord {
  return readBody(CaseRecord, body, 'a case');
}

function foldersIn(root: string): string[] {
  try {
    const entries = readdirSync(root, { withFileTypes: true });
    return entries.filter((each) => each.isDirectory()).map(({ name }) => join(root, name));
  } catch {
    // No case was opened here yet.
    return [];
  }
}

/** `nightlatch case open`: an incident begins, from a finding that is remembered or from a run that was saved. */
import { join } from 'node:path';
import { Judging } from '../../audit/judging.ts';
import { Tally } from '../../audit/tally.ts';
import { newCaseId, openCase } from '../../incident/case/case.ts';
import { DeskError } from '../../incident/desk/desk.ts';
import { UsageError } from '../../model/errors.ts';
import { forTerminal } from '../../report/escape.ts';
import { openStore } from '../../store/store.ts';
import { EXIT } from '../exit.ts';
import { readSaved, savedObservations } from '../saved.ts';
import { whereOf } from '../store-place.ts';
import { say } from '../terminal.ts';
import { VERSION } from '../version.ts';
import { deskOver } from './desk.ts';
import { casesFolder, folderOf } from './folder.ts';

export interface OpenOptions {
  readonly fromRun?: string;
  readonly asset?: string;
  readonly data?: string;
  readonly folder?: string;
  readonly by?: string;
}

interface Begun {
  readonly id: string;
  readonly folder: string;
  readonly asset: string;
  readonly key: string;
}

export async function caseOpen(finding: string | undefined, options: OpenOptions): Promise<number> {
  const { folder, asset, key, id } =
    options.fromRun === undefined
      ? await fromStore(finding, options)
      : fromRun(options.fromRun, finding, options);
  process.stdout.write(`${folder}\n`);
  say(`Case ${id} on ${asset}. Nothing is shut yet: take the snapshot first.`);
  const name = options.folder === undefined ? id : forTerminal(folder);
  say(`Next: nightlatch case snapshot ${name}`);
  say(`Its key ends in ${key.slice(-16)}: note that where nobody who can write the folder can.`);
  return EXIT.clean;
}

/** The same as the page of `serve` does: it is there at once. */
async function fromStore(finding: string | undefined, options: OpenOptions): Promise<Begun> {
  if (finding === undefined)
    throw new UsageError('case open: name a finding, or --from-run DIR --asset ASSET');
  await using store = await openStore(whereOf(options.data));
  return await told(deskOver(store).open(finding, options.by ?? null, options.folder));
}

/** `case submit CASE`: into the store of `serve`, where its folder is not among those that `serve` sees by itself. */
export async function caseSubmit(
  word: string,
  { data }: Pick<OpenOptions, 'data'>,
): Promise<number> {
  await using store = await openStore(whereOf(data));
  const { id, asset } = await told(deskOver(store).submit(folderOf(word)));
  say(`Case ${id} on ${asset} is in the store; its evidence stays where it is.`);
  return EXIT.clean;
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DeskError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function fromRun(from: string, finding: string | undefined, options: OpenOptions): Begun {
  const saved = readSaved(from);
  const { policy, accounts } = saved;
  const asOf = new Date(saved.run.finished);
  using judging = new Judging({ policy, asOf, accounts }, saved.vantage ?? undefined, new Tally());
  for (const observation of savedObservations(from)) judging.take(observation);
  judging.finish();
  const all = [...judging.findings];
  const asset = options.asset ?? all.find(({ id }) => id === finding)?.asset;
  const findings = all.filter((each) => each.asset === asset);
  if (asset === undefined || findings.length === 0)
    throw new UsageError(
      `${from}: no finding on ${JSON.stringify(options.asset ?? finding ?? '')}`,
    );
  const { started, finished } = saved.run;
  const span = { lastShutBefore: null, firstOpen: started, lastOpen: finished };
  const window = { ...span, firstShut: null, ended: null };
  const at = new Date();
  const id = newCaseId(at);
  const folder = options.folder ?? join(casesFolder(), id);
  const by = options.by === undefined ? {} : { by: options.by };
  const facts = { case: id, asset, findings, window, version: VERSION, ...by };
  return { id, folder, asset, key: openCase(folder, facts, at).opened.key };
}
